package org.kangcheng.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The time below which a share of what was timed lies. */
final class Percentile {
    private Percentile() {}

    /** @param share 0.99 for p99 @return milliseconds */
    static double ms(Collection<Long> nanos, double share) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))] / 1e6;
    }

    /** Something that is asked over and over. */
    interface Question {
        /** @param n how often it was asked before */
        Object ask(int n);
    }

    /** The p99 of some questions in ms, after a third of them that warm up. */
    static double p99(int times, Question question) {
        for (int n = 0; n < times / 3; n++) {
            question.ask(n);
        }
        List<Long> nanos = new ArrayList<>(times);
        for (int n = 0; n < times; n++) {
            long begun = System.nanoTime();
            question.ask(n);
            nanos.add(System.nanoTime() - begun);
        }
        return ms(nanos, 0.99);
    }
}
