package org.kangcheng.indicator;

import java.util.Locale;

/**
 * 置信区间: where a share lies that was asked of a sample, in percent (Wilson's score interval, 95 %).
 *
 * <p>E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927.
 */
public record Interval(double low, double high) {
    private static final double Z = 1.959964;
    private static final double PERCENT = 100;

    static Interval wilson(long successes, long of) {
        double p = (double) successes / of;
        double z2 = Z * Z;
        double middle = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new Interval(PERCENT * Math.max(0, middle - half), PERCENT * Math.min(1, middle + half));
    }

    public String text() {
        return String.format(Locale.ROOT, "%.1f%%–%.1f%%", low, high);
    }
}
