package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * A clock moved by those who live by it: while anybody is doing something it runs like any other, and when all are
 * waiting it leaps to the moment that the first of them waits for. So a city's day passes in the time that its work takes,
 * in the right order, and whoever waits for the same minute acts at once.
 */
final class HandClock extends Clock {
    /** Who waits for moments so close to one another wakes together: that is what makes a rush. */
    private static final Duration TOGETHER = Duration.ofSeconds(20);

    private record Sleeper(Instant until, CountDownLatch waking) {}

    private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>(Comparator.comparing(Sleeper::until));
    private final ThreadFactory threads =
            Thread.ofVirtual().name("resident-", 0).factory();
    private int awake;
    private int alive;
    private Instant base;
    private long sinceNanos = System.nanoTime();

    HandClock(Instant start) {
        this.base = start;
    }

    @Override
    public synchronized Instant instant() {
        return base.plusNanos(System.nanoTime() - sinceNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the city's time is in its zone already");
    }

    /** Starts somebody's day in a thread of its own. Time stands until {@link #runUntilAllAreDone} is called. */
    void start(Runnable life) {
        synchronized (this) {
            awake++;
            alive++;
        }
        threads.newThread(() -> {
                    try {
                        life.run();
                    } finally {
                        end();
                    }
                })
                .start();
    }

    /** Waits until the clock shows {@code then}; not at all if it does already. */
    void until(Instant then) {
        CountDownLatch waking = new CountDownLatch(1);
        synchronized (this) {
            if (!instant().isBefore(then)) {
                return;
            }
            sleepers.add(new Sleeper(then, waking));
            awake--;
            leapIfAllSleep();
        }
        try {
            waking.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void pause(Duration time) {
        until(instant().plus(time));
    }

    private synchronized void end() {
        awake--;
        alive--;
        leapIfAllSleep();
        notifyAll();
    }

    private void leapIfAllSleep() {
        Sleeper first = sleepers.peek();
        if (awake > 0 || first == null) {
            return;
        }
        move(first.until());
        Instant last = first.until().plus(TOGETHER);
        for (Sleeper next = first; next != null && !next.until().isAfter(last); next = sleepers.peek()) {
            sleepers.remove().waking().countDown();
            awake++;
        }
    }

    private void move(Instant to) {
        if (to.isAfter(instant())) {
            base = to;
            sinceNanos = System.nanoTime();
        }
    }

    /** Returns when everybody's day has ended. */
    synchronized void runUntilAllAreDone() throws InterruptedException {
        while (alive > 0) {
            wait();
        }
    }
}
