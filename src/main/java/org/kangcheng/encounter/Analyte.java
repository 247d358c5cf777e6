package org.kangcheng.encounter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.Sex;

/**
 * What a laboratory test measures: a quantity with its usual range, or a choice whose first option is the normal one.
 *
 * @param loinc empty where we are not certain of a code
 * @param unit UCUM; {@code unitLabel} as people write it
 * @param sex whom the range is for; null for everybody
 * @param least below this, and above {@code most}, a value is taken for a slip of the keyboard
 */
public record Analyte(
        String code,
        String name,
        String loinc,
        String unit,
        String unitLabel,
        @Nullable Sex sex,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable BigDecimal least,
        @Nullable BigDecimal most,
        List<String> options) {

    public boolean quantity() {
        return options.isEmpty();
    }

    /** As a report prints it: {@code 3.9-6.1}, or the normal option. */
    public String range() {
        if (!quantity()) {
            return options.getFirst();
        }
        return low == null || high == null ? "" : low.signum() == 0 ? "≤" + high : low + "-" + high;
    }

    /** Reads what the technician typed; empty when it cannot be a value of this. */
    public Optional<ResultValue> read(String text) {
        return quantity() ? number(text.strip()) : choice(text.strip());
    }

    private Optional<ResultValue> number(String text) {
        if (!text.matches("\\d{1,6}(\\.\\d{1,4})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        boolean plausible =
                (least == null || value.compareTo(least) >= 0) && (most == null || value.compareTo(most) <= 0);
        return plausible ? Optional.of(new ResultValue(code, value, null, flag(value))) : Optional.empty();
    }

    private ResultValue.Flag flag(BigDecimal value) {
        if (low != null && value.compareTo(low) < 0) {
            return ResultValue.Flag.LOW;
        }
        return high != null && value.compareTo(high) > 0 ? ResultValue.Flag.HIGH : ResultValue.Flag.NORMAL;
    }

    private Optional<ResultValue> choice(String text) {
        int option = options.indexOf(text);
        return option < 0
                ? Optional.empty()
                : Optional.of(new ResultValue(
                        code, null, text, option == 0 ? ResultValue.Flag.NORMAL : ResultValue.Flag.ABNORMAL));
    }
}
