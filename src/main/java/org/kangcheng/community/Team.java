package org.kangcheng.community;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 家庭医生团队.
 *
 * @param closedOn null while it signs and serves
 */
record Team(
        long institutionId,
        long teamId,
        String name,
        String phone,
        LocalDate openedOn,
        @Nullable LocalDate closedOn) {
    public TeamId id() {
        return new TeamId(institutionId, teamId);
    }

    public boolean open() {
        return closedOn == null;
    }
}
