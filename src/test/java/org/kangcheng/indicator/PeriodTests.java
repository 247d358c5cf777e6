package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Periods, units and lights as tables. */
class PeriodTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 2026-11-22, 2026-11-22, 2026-11-21",
        "2026-02, 2026-02-01, 2026-02-28, 2026-01",
        "2026-Q1, 2026-01-01, 2026-03-31, 2025-Q4",
        "2024, 2024-01-01, 2024-12-31, 2023",
        "now, 2026-11-22, 2026-11-22, 2026-11-21"
    })
    void aPeriodIsItsDays(String key, LocalDate first, LocalDate last, String before) {
        Period period = Period.parse(key, TODAY).orElseThrow();
        assertThat(period.first()).isEqualTo(first);
        assertThat(period.last()).isEqualTo(last);
        assertThat(period.key()).isEqualTo(key);
        assertThat(period.previous().key()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"2026-13", "2026-Q5", "26", "2026-02-30", "then", "nowhere", "''"})
    void whatIsNoPeriodIsNone(String key) {
        assertThat(Period.parse(key, TODAY)).isEmpty();
    }

    @Test
    void whatHasEndedIsKeptFromTheYearDownToYesterday() {
        List<String> keys = FreezeOnTime.ended(TODAY).stream().map(Period::key).toList();
        assertThat(keys).startsWith("2025", "2026-Q3").endsWith("2026-11-21").contains("2026-10", "2025-11");
        assertThat(keys).doesNotContain("2026", "2026-Q4", "2026-11");
    }

    @ParameterizedTest
    @CsvSource({
        "PERCENT, 9996, 10000, 99.9%",
        "PERCENT, 10000, 10000, 100.0%",
        "PERCENT, 0, 0, —",
        "RATIO, 3, 2, 150.0%",
        "COUNT, 5350000, 0, '5,350,000'",
        "PER_THOUSAND, 423, 100000, 4.23‰",
        "YUAN, 10522, 0, 105.22元",
        "YUAN_EACH, 30000, 4, 75.00元",
        "POINTS, 915000, 100, 91.5分",
        "MINUTES, 50, 3, 16.7分钟",
        "STARS, 46, 10, 4.60星"
    })
    void aValueIsShownInItsUnit(Unit unit, long numerator, long denominator, String shown) {
        assertThat(unit.text(unit.value(numerator, denominator))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "MORE, 90, 90, GREEN",
        "MORE, 82, 90, YELLOW",
        "MORE, 80, 90, RED",
        "LESS, 5, 5, GREEN",
        "LESS, 5.4, 5, YELLOW",
        "LESS, 6, 5, RED",
        "NEITHER, 6, 5, NONE"
    })
    void aLightSaysHowFarTheTargetIs(Direction direction, double value, double target, Light light) {
        assertThat(direction.light(value, target)).isEqualTo(light);
    }

    @Test
    void theIntervalOfASmallSampleIsWide() {
        // R: binom::binom.confint(18, 20, methods = "wilson")
        Interval interval = Interval.wilson(18, 20);
        assertThat(interval.text()).isEqualTo("69.9%–97.2%");
    }
}
