package org.kangcheng.encounter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 处方, of one medicine.
 *
 * @param allergyReason why it was prescribed in spite of a recorded allergy; null where there is none
 */
public record Prescription(
        long personKey,
        long prescriptionId,
        long visitId,
        long institutionId,
        String medicineCode,
        int packs,
        String dosage,
        @Nullable String allergyReason,
        State state,
        Instant orderedAt,
        String orderedBy,
        @Nullable Instant dispensedAt,
        long entryKey) {

    public enum State {
        ORDERED("待发药"),
        DISPENSED("已发药"),
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
        return new PublicId(personKey, prescriptionId);
    }

    PublicId visit() {
        return new PublicId(personKey, visitId);
    }
}
