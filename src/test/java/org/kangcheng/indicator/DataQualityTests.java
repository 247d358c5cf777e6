package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.indicator.DataQuality.Kind;
import org.kangcheng.indicator.DataQuality.Sign;

/** What an institution's days say: a quiet one says nothing, a broken feed and made-up numbers show. */
class DataQualityTests {
    private static final LocalDate LAST = LocalDate.of(2026, 11, 21);

    @Test
    void anOrdinaryTimeHasNoSigns() {
        assertThat(signs(ordinary())).isEmpty();
    }

    @Test
    void aDayWithoutAnythingIsAFeedThatBroke() {
        Map<LocalDate, Long> days = ordinary();
        days.remove(LAST.minusDays(3));
        assertThat(signs(days)).singleElement().satisfies(sign -> {
            assertThat(sign.kind()).isEqualTo(Kind.MISSING);
            assertThat(sign.day()).isEqualTo(LAST.minusDays(3));
            assertThat(sign.words()).matches("0（往常 [456]\\d）");
        });
    }

    @Test
    void aDayFarAboveOrBelowItsKindIsNoticed() {
        Map<LocalDate, Long> days = ordinary();
        days.put(LAST, 400L);
        days.put(LAST.minusDays(9), 6L);
        assertThat(signs(days)).extracting(Sign::kind).containsExactly(Kind.FALL, Kind.RISE);
    }

    @Test
    void theSameNumberDayAfterDayIsNoticed() {
        Map<LocalDate, Long> days = ordinary();
        for (int back = 0; back < 5; back++) {
            days.put(LAST.minusDays(back), 50L);
        }
        assertThat(signs(days)).singleElement().satisfies(sign -> {
            assertThat(sign.kind()).isEqualTo(Kind.SAME);
            assertThat(sign.day()).isEqualTo(LAST);
        });
    }

    @Test
    void aClinicThatIsClosedOnSundaysIsNotBroken() {
        Map<LocalDate, Long> days = ordinary();
        days.keySet().removeIf(day -> day.getDayOfWeek() == java.time.DayOfWeek.SUNDAY);
        assertThat(signs(days)).isEmpty();
    }

    @Test
    void oneWhoHasJustBegunIsNotCompared() {
        Map<LocalDate, Long> days = ordinary();
        days.keySet().removeIf(day -> day.isBefore(LAST.minusDays(2)));
        assertThat(signs(days)).isEmpty();
    }

    @Test
    void whoLikesRoundNumbersIsNoticed() {
        Map<LocalDate, Long> days = ordinary();
        days.replaceAll((_, n) -> n / 5 * 5);
        assertThat(signs(days))
                .filteredOn(sign -> sign.kind() == Kind.DIGITS)
                .singleElement()
                .satisfies(sign -> {
                    assertThat(sign.day()).isEqualTo(LAST);
                    assertThat(sign.words()).matches("每日数末位是 [05] 的占 [56]\\d%（应约 10%）");
                });
    }

    /** Seeds of honest clinics; one in ten thousand would be accused by chance. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void digitsThatFallByChanceSayNothing(int seed) {
        Random dice = new Random(seed);
        for (int clinic = 0; clinic < 20; clinic++) {
            List<Long> numbers = new ArrayList<>();
            for (int day = 0; day < 56; day++) {
                numbers.add(Math.round(60 + 12 * dice.nextGaussian()));
            }
            assertThat(LastDigits.favourite(numbers)).as("clinic %d", clinic).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fewer than forty numbers say nothing     | 39 | 30 | 10
            small numbers have a shape of their own  | 56 | 10 | 0
            numbers that hardly vary say nothing     | 56 | 40 | 1
            """)
    void whereDigitsCannotBeJudgedTheyAreNot(String what, int days, long from, long step) {
        List<Long> numbers = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            numbers.add(from + step * (day % 7));
        }
        assertThat(LastDigits.favourite(numbers)).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2.9, false", "2.0, false", "4.6, true", "0.9, true", "0.0, true"})
    void whoStandsFarFromAllOfHerKindIsNoticed(double perVisit, boolean noticed) {
        Peers usual = Peers.of(List.of(2.6, 2.7, 2.8, 2.8, 2.9, 3.0, 3.1, 40.0)).orElseThrow();
        Map<LocalDate, Long> visits = Map.of(LAST, 100L);
        Map<LocalDate, Long> readings = Map.of(LAST, Math.round(perVisit * 100));
        assertThat(DataQuality.outliers(
                        Map.of("encounter.visits", visits, "card.read", readings), Map.of("card.read", usual), LAST))
                .hasSize(noticed ? 1 : 0);
    }

    @Test
    void ofFewVisitsOrFewPeersNothingIsUsual() {
        assertThat(Peers.of(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 90.0))).isEmpty();
        assertThat(DataQuality.perVisit(Map.of("encounter.visits", Map.of(LAST, 49L)), LAST))
                .isEmpty();
    }

    @Test
    void whoHasWhatMostOfHerKindHaveNotIsNotAccusedNorWhoeverHasItNot() {
        assertThat(Peers.of(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0))).isEmpty();
        Peers usual = Peers.of(List.of(2.6, 2.7, 2.8, 2.8, 2.9, 3.0, 3.1, 3.1)).orElseThrow();
        assertThat(DataQuality.outliers(
                        Map.of("encounter.visits", Map.of(LAST, 100L)), Map.of("card.read", usual), LAST))
                .isEmpty();
    }

    private static List<Sign> signs(Map<LocalDate, Long> days) {
        return DataQuality.signs("encounter.visits", days, LAST);
    }

    /** Eight weeks between 43 and 65 a day, no two neighbours alike. */
    private static Map<LocalDate, Long> ordinary() {
        Map<LocalDate, Long> days = new HashMap<>();
        for (int back = 0; back < 56; back++) {
            days.put(LAST.minusDays(back), 43L + back * 7 % 23);
        }
        return days;
    }
}
