package org.kangcheng.rehearsal;

/**
 * Invented phone numbers, each once, in an order that looks accidental. They begin with 154, which (from memory) no
 * operator has been given, so that no real phone can ring.
 */
final class Phones {
    private static final long COUNT = 100_000_000;
    /** Ends in 7, so it has no factor in common with the count: all numbers come before one comes again. */
    private static final long STRIDE = 61_803_397;

    private long last;

    Phones(long seed) {
        last = Math.floorMod(seed, COUNT);
    }

    String next() {
        last = (last + STRIDE) % COUNT;
        return "154%08d".formatted(last);
    }
}
