package org.kangcheng.indicator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** 单位: what a figure's value is in, and how it is made of numerator and denominator. */
public enum Unit {
    /** How many; has no denominator. */
    COUNT(1, "", 0),
    /** A share: whatever is counted above is counted below too. */
    PERCENT(100, "%", 1),
    /** One number in hundredths of another, not its part: may be over 100. */
    RATIO(100, "%", 1),
    PER_THOUSAND(1000, "‰", 2),
    /** Minutes each, on the average. */
    MINUTES(1, "分钟", 1),
    /** Days each, on the average. */
    DAYS(1, "天", 1),
    /** Stars of five, on the average. */
    STARS(1, "星", 2),
    /** Points of a hundred, on the average; the numerator is in hundredths of a point. */
    POINTS(1, "分", 1),
    /** Things each, on the average. */
    EACH(1, "", 2),
    /** Money; the numerator is in fen, the value in yuan. Has no denominator. */
    YUAN(1, "元", 2),
    /** Money each, on the average; the numerator is in fen, the value in yuan. */
    YUAN_EACH(1, "元", 2);

    private static final double HUNDREDTHS = 100;

    private final int times;
    private final String sign;
    private final int digits;

    Unit(int times, String sign, int digits) {
        this.times = times;
        this.sign = sign;
        this.digits = digits;
    }

    public boolean divides() {
        return this != COUNT && this != YUAN;
    }

    public String sign() {
        return sign;
    }

    /** How many digits its values show after the point. */
    public int digits() {
        return digits;
    }

    /** Null where there is nothing to divide by. */
    @Nullable
    Double value(long numerator, long denominator) {
        boolean hundredths = this == YUAN || this == YUAN_EACH || this == POINTS;
        double of = hundredths ? numerator / HUNDREDTHS : numerator;
        if (!divides()) {
            return of;
        }
        return denominator == 0 ? null : of * times / denominator;
    }

    /**
     * As it is shown: 88.0%. A share is rounded down, so that 100% is said only when nothing is missing; a dash for nothing.
     */
    public String text(@Nullable Double value) {
        if (value == null) {
            return "—";
        }
        double shown = value;
        if (this == PERCENT) {
            shown = Math.floor(value * 10 + 1e-9) / 10;
        }
        return String.format(Locale.ROOT, "%,." + digits + "f", shown) + sign;
    }
}
