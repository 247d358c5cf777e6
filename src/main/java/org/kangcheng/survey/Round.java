package org.kangcheng.survey;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 调查轮次.
 *
 * @param each how many are drawn in each group: an institution, or a county
 * @param entrustedTo the account that asks (第三方)
 */
record Round(
        long roundId,
        String title,
        String questionnaire,
        int version,
        Questionnaire.Target target,
        String areaCode,
        LocalDate firstDay,
        LocalDate lastDay,
        int each,
        byte[] seed,
        String entrustedTo,
        String madeBy,
        Instant madeAt,
        @Nullable Instant closedAt) {
    public String id() {
        return PublicId.encode(roundId);
    }

    Lots lots() {
        return new Lots(seed);
    }

    public boolean open() {
        return closedAt == null;
    }
}
