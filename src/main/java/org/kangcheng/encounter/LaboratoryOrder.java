package org.kangcheng.encounter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 检验申请.
 *
 * @param sampleNo counted per institution and day; null until the sample is taken
 */
public record LaboratoryOrder(
        long personKey,
        long orderId,
        long visitId,
        long institutionId,
        String testCode,
        State state,
        Instant orderedAt,
        String orderedBy,
        @Nullable String sampleNo,
        @Nullable Instant sampledAt,
        @Nullable Instant releasedAt,
        @Nullable String releasedBy,
        long entryKey) {

    public enum State {
        ORDERED("待采样"),
        SAMPLED("检验中"),
        RELEASED("已发布"),
        CANCELLED("已取消");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public PublicId id() {
        return new PublicId(personKey, orderId);
    }

    PublicId visit() {
        return new PublicId(personKey, visitId);
    }

    /** From the sample to the result, rounded down; 0 without one. */
    long minutesToResult() {
        return sampledAt == null || releasedAt == null ? 0 : VisitCounting.minutes(sampledAt, releasedAt);
    }
}
