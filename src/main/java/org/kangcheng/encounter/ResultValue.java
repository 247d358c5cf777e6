package org.kangcheng.encounter;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One value of a laboratory result: a number or a choice, never both. */
public record ResultValue(
        String analyte,
        @Nullable BigDecimal number,
        @Nullable String choice,
        Flag flag) {

    /** HL7 v3 ObservationInterpretation. */
    public enum Flag {
        NORMAL("N", ""),
        LOW("L", "偏低"),
        HIGH("H", "偏高"),
        ABNORMAL("A", "异常");

        private final String code;
        private final String label;

        Flag(String code, String label) {
            this.code = code;
            this.label = label;
        }

        String code() {
            return code;
        }

        public String label() {
            return label;
        }

        static Flag ofCode(String code) {
            return switch (code) {
                case "L" -> LOW;
                case "H" -> HIGH;
                case "A" -> ABNORMAL;
                default -> NORMAL;
            };
        }
    }

    public String text() {
        return number != null ? number.toPlainString() : Objects.requireNonNull(choice);
    }
}
