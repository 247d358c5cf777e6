package org.kangcheng.survey;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.kangcheng.survey.StarCountTable.Count;

/**
 * How the stars given to one question are spread.
 *
 * @param bars five stars first
 */
record Stars(Question question, List<Bar> bars) {
    /** @param percent of the question's ratings */
    record Bar(int stars, long ratings, double percent) {
        public String share() {
            return String.format(Locale.ROOT, "%.0f%%", percent);
        }
    }

    static Stars of(Question question, List<Count> counts) {
        long[] given = new long[6];
        counts.stream()
                .filter(count -> count.question() == question)
                .forEach(count -> given[count.stars()] += count.ratings());
        long all = IntStream.rangeClosed(1, 5).mapToLong(stars -> given[stars]).sum();
        List<Bar> bars = IntStream.rangeClosed(1, 5)
                .map(rank -> 6 - rank)
                .mapToObj(stars -> new Bar(stars, given[stars], all == 0 ? 0 : 100.0 * given[stars] / all))
                .toList();
        return new Stars(question, bars);
    }

    public long ratings() {
        return bars.stream().mapToLong(Bar::ratings).sum();
    }

    public String average() {
        long sum = bars.stream().mapToLong(bar -> bar.stars() * bar.ratings()).sum();
        return average(sum, ratings());
    }

    /** With two decimals; a dash where nobody has rated. */
    static String average(long stars, long ratings) {
        return ratings == 0 ? "—" : String.format(Locale.ROOT, "%.2f", (double) stars / ratings);
    }
}
