package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.survey.RoundScores.Mean;

/** Intervals as the tables of statistics give them. */
class RoundScoresTests {
    @ParameterizedTest
    @CsvSource({
        // asked, yes: rate and Wilson's interval
        "10, 10, 100, 72.2, 100",
        "10, 0, 0, 0, 27.8",
        "100, 50, 50, 40.4, 59.6",
        "1, 1, 100, 20.7, 100"
    })
    void aRate(long n, int yes, double rate, double low, double high) {
        Mean mean = Mean.ofRate(n, 100.0 * yes);
        assertThat(mean.mean()).isEqualTo(rate);
        assertThat(mean.low()).isCloseTo(low, within(0.06));
        assertThat(mean.high()).isCloseTo(high, within(0.06));
    }

    @ParameterizedTest
    @CsvSource({
        // of equal answers nothing is uncertain; of two apart everything is; 5 answers 60 70 80 90 100: t(4) = 2.776
        "4, 320, 25600, 80, 80, 80",
        "2, 100, 10000, 50, 0, 100",
        "5, 400, 33000, 80, 60.4, 99.6"
    })
    void aMean(long n, double sum, double squares, double mean, double low, double high) {
        Mean found = Mean.of(n, sum, squares);
        assertThat(found.mean()).isEqualTo(mean);
        assertThat(found.low()).isCloseTo(low, within(0.06));
        assertThat(found.high()).isCloseTo(high, within(0.06));
    }
}
