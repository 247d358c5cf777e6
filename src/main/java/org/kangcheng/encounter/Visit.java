package org.kangcheng.encounter;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 就诊: one visit of one person to one department.
 *
 * @param practitionerId who sees the person: the one who was booked, then the one who does; null while nobody is
 * @param queueNo counted per department and day
 * @param entryKey the Encounter of the record that the visit is filed as
 */
public record Visit(
        long personKey,
        long visitId,
        long institutionId,
        long departmentId,
        @Nullable Long practitionerId,
        Kind kind,
        State state,
        @Nullable Long appointmentId,
        int queueNo,
        LocalDate day,
        String complaint,
        Instant arrivedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        long entryKey) {

    public enum Kind {
        OUTPATIENT("门诊", "AMB", "ambulatory"),
        EMERGENCY("急诊", "EMER", "emergency");

        private final String label;
        private final String code;
        private final String display;

        Kind(String label, String code, String display) {
            this.label = label;
            this.code = code;
            this.display = display;
        }

        public String label() {
            return label;
        }

        /** HL7 v3 ActCode, as FHIR's {@code Encounter.class}. */
        String code() {
            return code;
        }

        String display() {
            return display;
        }

        static Kind ofCode(String code) {
            return code.equals(EMERGENCY.code) ? EMERGENCY : OUTPATIENT;
        }
    }

    /** ARRIVED → IN_PROGRESS → FINISHED, or ARRIVED → CANCELLED. Before that it is an appointment, or nothing. */
    public enum State {
        ARRIVED("候诊", "arrived"),
        IN_PROGRESS("就诊中", "in-progress"),
        FINISHED("已完成", "finished"),
        CANCELLED("已取消", "cancelled");

        private final String label;
        private final String fhir;

        State(String label, String fhir) {
            this.label = label;
            this.fhir = fhir;
        }

        public String label() {
            return label;
        }

        String fhir() {
            return fhir;
        }
    }

    public PublicId id() {
        return new PublicId(personKey, visitId);
    }

    public boolean open() {
        return state == State.ARRIVED || state == State.IN_PROGRESS;
    }
}
