package org.kangcheng.bench;

import java.util.Collection;

/** The time below which a share of what was timed lies. */
final class Percentile {
    private Percentile() {}

    /** @param share 0.99 for p99 @return milliseconds */
    static double ms(Collection<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }
}
