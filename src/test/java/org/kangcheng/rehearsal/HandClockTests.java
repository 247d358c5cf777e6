package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** Time that is moved by those who live by it. */
class HandClockTests {
    private static final Instant MORNING = Instant.parse("2026-01-05T23:00:00Z");

    private final HandClock clock = new HandClock(MORNING);
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @Test
    void aLongDayPassesInNoTimeAndInTheRightOrder() throws InterruptedException {
        long begun = System.nanoTime();
        clock.start(() -> {
            clock.pause(Duration.ofHours(9));
            seen.add("evening");
        });
        clock.start(() -> {
            clock.pause(Duration.ofHours(1));
            seen.add("morning");
            clock.pause(Duration.ofHours(4));
            seen.add("noon");
        });
        clock.runUntilAllAreDone();

        assertThat(seen).containsExactlyElementsOf(List.of("morning", "noon", "evening"));
        assertThat(Duration.between(MORNING, clock.instant())).isGreaterThanOrEqualTo(Duration.ofHours(9));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void timeStandsUntilAllAreStarted() throws InterruptedException {
        clock.start(() -> clock.pause(Duration.ofHours(5)));
        Thread.sleep(50);
        clock.start(() -> seen.add(clock.instant().isBefore(MORNING.plusSeconds(3600)) ? "in time" : "too late"));
        clock.runUntilAllAreDone();

        assertThat(seen).containsExactly("in time");
    }

    @Test
    void whoWaitsForTheSameMinuteActsAtOnce() throws InterruptedException {
        int crowd = 50;
        CyclicBarrier all = new CyclicBarrier(crowd);
        for (int n = 0; n < crowd; n++) {
            clock.start(() -> {
                clock.until(MORNING.plusSeconds(60));
                meet(all);
            });
        }
        clock.runUntilAllAreDone();

        assertThat(seen).hasSize(crowd);
    }

    private void meet(CyclicBarrier all) {
        try {
            all.await();
            seen.add("met");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
