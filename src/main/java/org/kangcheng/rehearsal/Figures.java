package org.kangcheng.rehearsal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a day counted: how often each step was taken, how long it took, what was refused, what went wrong. */
final class Figures {
    /** @param p50 and the others in microseconds */
    record Line(int calls, int refused, long p50, long p95, long p99, long most) {}

    private final Map<CareStage, ConcurrentLinkedQueue<Long>> micros = new EnumMap<>(CareStage.class);
    private final Map<CareStage, AtomicLong> refused = new EnumMap<>(CareStage.class);
    private final Map<String, AtomicLong> refusals = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicLong> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> events = new ConcurrentSkipListMap<>();

    Figures() {
        for (CareStage stage : CareStage.values()) {
            micros.put(stage, new ConcurrentLinkedQueue<>());
            refused.put(stage, new AtomicLong());
        }
    }

    void took(CareStage stage, long nanos) {
        at(micros, stage).add(nanos / 1000);
    }

    void refused(CareStage stage, String code) {
        at(refused, stage).incrementAndGet();
        refusals.computeIfAbsent(code, _ -> new AtomicLong()).incrementAndGet();
    }

    /** Something that must not happen. */
    void fault(String what) {
        faults.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    /** Something worth counting. */
    void happened(String what) {
        events.computeIfAbsent(what, _ -> new AtomicLong()).incrementAndGet();
    }

    Map<CareStage, Line> lines() {
        Map<CareStage, Line> lines = new EnumMap<>(CareStage.class);
        for (CareStage stage : CareStage.values()) {
            long[] sorted = at(micros, stage).stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            if (sorted.length > 0) {
                lines.put(stage, line(sorted, at(refused, stage).intValue()));
            }
        }
        return lines;
    }

    private static Line line(long[] sorted, int refused) {
        return new Line(
                sorted.length,
                refused,
                share(sorted, 0.5),
                share(sorted, 0.95),
                share(sorted, 0.99),
                Arrays.stream(sorted).max().orElseThrow());
    }

    private static long share(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    Map<String, Long> refusals() {
        return numbers(refusals);
    }

    Map<String, Long> faults() {
        return numbers(faults);
    }

    Map<String, Long> events() {
        return numbers(events);
    }

    private static Map<String, Long> numbers(Map<String, AtomicLong> counted) {
        Map<String, Long> numbers = new TreeMap<>();
        counted.forEach((what, count) -> numbers.put(what, count.get()));
        return numbers;
    }

    private static <T> T at(Map<CareStage, T> map, CareStage stage) {
        T found = map.get(stage);
        if (found == null) {
            throw new IllegalStateException("nothing is kept of " + stage);
        }
        return found;
    }
}
