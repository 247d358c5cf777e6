package org.kangcheng.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes keys: positive 63-bit numbers. A person's key is random (nobody can walk through the residents, and shards stay
 * even); every other key rises with time, so that new rows land at the end of their index.
 */
public final class Ids {
    /** 2020-01-01T00:00Z: 41 bits of milliseconds from here last until 2089. */
    private static final long EPOCH_MS = 1_577_836_800_000L;

    private static final int NODE_BITS = 8;
    private static final int COUNTER_BITS = 14;

    private final Clock clock;
    private final RandomGenerator random;
    private final long node;
    private final AtomicLong last = new AtomicLong();

    public Ids(Clock clock) {
        this(clock, new SecureRandom());
    }

    /** With a seeded generator and a fixed clock the same keys come again: for generated cities and tests. */
    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.node = random.nextLong(1L << NODE_BITS);
    }

    /** A random key, for people. Never 0. */
    public long random() {
        return random.nextLong(1, Long.MAX_VALUE);
    }

    /** A key greater than every one this program gave before, and unique beside 255 other programs. */
    public long next() {
        long now = (clock.millis() - EPOCH_MS) << COUNTER_BITS;
        long tick = last.updateAndGet(before -> Math.max(before + 1, now));
        long time = tick >>> COUNTER_BITS;
        long counter = tick & ((1L << COUNTER_BITS) - 1);
        return (time << (NODE_BITS + COUNTER_BITS)) | (node << COUNTER_BITS) | counter;
    }
}
