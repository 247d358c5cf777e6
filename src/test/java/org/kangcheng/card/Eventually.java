package org.kangcheng.card;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what an event brings about. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Eventually() {}

    static void holds(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not so after " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }
}
