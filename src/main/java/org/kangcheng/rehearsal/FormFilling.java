package org.kangcheng.rehearsal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Form.Field;

/** Fills in forms as a careful worker's readings would: known measures by their usual spread, the others by their range. */
final class FormFilling {
    /** @param spread the standard deviation */
    private record Usual(double mean, double spread) {}

    /** By the field's id, in the unit that the forms use. */
    private static final Map<String, Usual> USUAL = Map.ofEntries(
            Map.entry("sbp", new Usual(132, 14)),
            Map.entry("dbp", new Usual(79, 8)),
            Map.entry("glucose", new Usual(6.4, 1.2)),
            Map.entry("heart_rate", new Usual(75, 8)),
            Map.entry("weight", new Usual(64, 10)),
            Map.entry("height", new Usual(162, 8)),
            Map.entry("waist", new Usual(84, 8)),
            Map.entry("bmi", new Usual(24.2, 2.6)),
            Map.entry("ldl", new Usual(2.9, 0.7)),
            Map.entry("haemoglobin", new Usual(128, 11)),
            Map.entry("danger", new Usual(0.5, 0.7)),
            Map.entry("own_payment", new Usual(9_000, 5_000)),
            Map.entry("income", new Usual(38_000, 12_000)),
            Map.entry("temperature", new Usual(36.5, 0.3)));

    /** Nothing is usual in them: 救治分类, why somebody is poor. */
    private static final Set<String> EVENLY = Set.of("group", "cause");

    /** Asked of those of whom it is known: that she is ill. */
    private static final Set<String> MOSTLY = Set.of("confirmed");

    private static final int YES_PERCENT = 4;
    private static final int FIRST_OPTION_PERCENT = 82;
    private static final int OPTIONAL_PERCENT = 35;

    private FormFilling() {}

    static Map<String, String> fill(Form form, RandomGenerator random) {
        Map<String, String> typed = new HashMap<>();
        for (Field field : form.fields()) {
            boolean asked = field.input() != Form.Input.COMPUTED && field.input() != Form.Input.PHOTO;
            if (asked && (!field.optional() || random.nextInt(100) < OPTIONAL_PERCENT)) {
                typed.put(field.id(), answer(field, random));
            }
        }
        return typed;
    }

    private static String answer(Field field, RandomGenerator random) {
        return switch (field.input()) {
            case YES_NO -> random.nextInt(100) < YES_PERCENT != MOSTLY.contains(field.id()) ? "是" : "否";
            case CHOICE -> option(field, random);
            case WHOLE -> number(field, 0, random);
            case NUMBER -> number(field, 1, random);
            case TEXT -> "已告知，家属知情";
            case SIGNATURE -> "[[[20,%d],[60,30],[90,%d]]]".formatted(random.nextInt(30, 60), random.nextInt(40, 70));
            case PLACE -> "%.5f,%.5f,12".formatted(random.nextDouble(36.3, 36.6), random.nextDouble(115.8, 116.1));
            case COMPUTED, PHOTO -> throw new IllegalArgumentException("nobody types " + field.input());
        };
    }

    private static String option(Field field, RandomGenerator random) {
        List<String> options = field.options();
        return !EVENLY.contains(field.id()) && random.nextInt(100) < FIRST_OPTION_PERCENT
                ? options.getFirst()
                : options.get(random.nextInt(options.size()));
    }

    private static String number(Field field, int digits, RandomGenerator random) {
        double low = orElse(field.min(), 0);
        double high = orElse(field.max(), low + 100);
        Usual known = USUAL.get(field.id());
        // A usual value that the form's range does not hold is another measure of the same name: a child's weight.
        Usual usual = known != null && known.mean > low && known.mean < high
                ? known
                : new Usual(low + (high - low) * 0.4, (high - low) * 0.08);
        double value = Math.clamp(usual.mean + usual.spread * random.nextGaussian(), low, high);
        return BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_UP)
                .max(BigDecimal.valueOf(low))
                .min(BigDecimal.valueOf(high))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double orElse(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
