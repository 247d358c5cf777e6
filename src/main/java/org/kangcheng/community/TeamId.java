package org.kangcheng.community;

import java.util.Optional;
import org.kangcheng.kernel.PublicId;

/** A team's id; its text carries the institution. */
record TeamId(long institutionId, long teamId) {
    static Optional<TeamId> parse(String text) {
        return PublicId.parse(text).map(id -> new TeamId(id.shard(), id.key()));
    }

    @Override
    public String toString() {
        return new PublicId(institutionId, teamId).toString();
    }
}
