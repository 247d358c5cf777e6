package org.kangcheng.rehearsal;

import java.util.SplittableRandom;

/**
 * Person keys of the generated city: a permutation of the positive 63-bit numbers chosen by the seed. The first, second,
 * third person get keys that look random, come again with the same seed, and can never meet.
 */
final class PersonKeys {
    private static final long MASK = Long.MAX_VALUE;

    private final long salt;
    private final long[] factors = new long[3];

    PersonKeys(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        this.salt = random.nextLong();
        for (int round = 0; round < factors.length; round++) {
            factors[round] = random.nextLong() | 1; // odd, or the product would not be reversible
        }
    }

    /** @param number 1 for the first person */
    long key(long number) {
        long key = permute(number);
        return key == 0 ? permute(0) : key;
    }

    /** Each step can be undone within 63 bits, hence no two numbers meet. */
    private long permute(long number) {
        long key = (number ^ salt) & MASK;
        for (long factor : factors) {
            key = (key * factor) & MASK;
            key ^= key >>> 32;
        }
        return key;
    }
}
