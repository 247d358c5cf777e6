package org.kangcheng.indicator;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * 尾数: the last digits of numbers that nobody made up are spread evenly over 0 to 9; who invents numbers likes some better
 * than others. Pearson's chi-squared with nine degrees of freedom.
 */
final class LastDigits {
    private static final int DIGITS = 10;
    private static final int FEWEST_NUMBERS = 40;
    /** Smaller ones have a shape of their own. */
    private static final long LEAST_NUMBER = 20;

    /** Numbers that hardly vary end in a few digits although nobody made them up. */
    private static final double LEAST_DEVIATION = 5;

    /** One series in ten thousand by chance: a city has some thousand. */
    private static final double CRITICAL = 33.72;

    /** @param share of the numbers that end in it, from 0 to 1; a tenth is to be expected */
    record Favourite(int digit, double share) {}

    private LastDigits() {}

    /** The digit that most of them end in, if the digits are not spread by chance; nothing of too few or too like numbers. */
    static Optional<Favourite> favourite(Collection<Long> numbers) {
        long[] large = numbers.stream()
                .mapToLong(Long::longValue)
                .filter(n -> n >= LEAST_NUMBER)
                .toArray();
        if (large.length < FEWEST_NUMBERS || deviation(large) < LEAST_DEVIATION) {
            return Optional.empty();
        }
        int[] ending = new int[DIGITS];
        for (long n : large) {
            ending[(int) (n % DIGITS)]++;
        }
        double expected = large.length / (double) DIGITS;
        double chiSquared = 0;
        int most = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            chiSquared += (ending[digit] - expected) * (ending[digit] - expected) / expected;
            most = ending[digit] > ending[most] ? digit : most;
        }
        return chiSquared > CRITICAL
                ? Optional.of(new Favourite(most, ending[most] / (double) large.length))
                : Optional.empty();
    }

    private static double deviation(long[] numbers) {
        double mean = Arrays.stream(numbers).average().orElse(0);
        return Math.sqrt(Arrays.stream(numbers)
                .mapToDouble(n -> (n - mean) * (n - mean))
                .average()
                .orElse(0));
    }
}
