package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
            assertThat(sign.usual()).isBetween(40.0, 70.0);
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
