package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.WorkerMonth.Row;

/** Which months of a worker are signs, and which are only much work. */
class SignTests {
    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

    /** Sixty follow-ups in a day, four an hour and a little more, each with its own readings: hard work and no sign. */
    @Test
    void anHonestBusyWorkerIsNotFlagged() {
        List<Row> rows = new ArrayList<>();
        for (int day = 1; day <= 20; day++) {
            for (int n = 0; n < 60; n++) {
                LocalDate on = NOVEMBER.atDay(day);
                Instant done = at(on, 7 + n / 5, n % 5 * 11);
                int noise = (day * 61 + n * 37) % 53;
                rows.add(row(day * 100L + n, on, done, Map.of("sbp", 108 + noise, "dbp", 66 + noise * 7 % 31)));
            }
        }
        assertThat(signs(NOVEMBER, rows, 0)).isEmpty();
    }

    /** A swab is a matter of seconds: nine hundred in a day are possible. */
    @Test
    void aRoundOfSwabsIsNotFlagged() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 900; n++) {
            rows.add(row(n, NOVEMBER.atDay(30), at(NOVEMBER.atDay(30), 8 + n / 100, n % 60), Map.of()));
        }
        assertThat(signs(NOVEMBER, rows, 0)).isEmpty();
    }

    @Test
    void moreThanADayHoldsIsASign() {
        List<Row> rows = many(NOVEMBER.atDay(5), 150);
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("density-day").containsEntry("density-day", 150);
    }

    /** Several services to one person are one visit. */
    @Test
    void threeServicesToOnePersonAreOneVisit() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 150; n++) {
            rows.add(row(n / 3, NOVEMBER.atDay(5), null, Map.of("sbp", 100 + n / 3, "dbp", 60 + n % 31)));
        }
        assertThat(signs(NOVEMBER, rows, 0)).isEmpty();
    }

    @Test
    void moreThanAnHourHoldsIsASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 24; n++) {
            rows.add(row(n, NOVEMBER.atDay(5), at(NOVEMBER.atDay(5), 9, n * 2), Map.of("sbp", 100 + n, "dbp", 60 + n)));
        }
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("density-hour").containsEntry("density-hour", 24);
        // The same written down in the evening says nothing of hours.
        assertThat(signs(NOVEMBER, changed(rows, row -> done(row, null)), 0)).isEmpty();
    }

    @Test
    void theDeepOfTheNightIsASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            LocalDate on = NOVEMBER.atDay(3 + n);
            rows.add(row(n, on, at(on, n % 2 == 0 ? 23 : 2, 30), Map.of("sbp", 120 + n)));
        }
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("night");
        assertThat(signs(NOVEMBER, rows.subList(0, 4), 0)).isEmpty();
    }

    @Test
    void whoCopiesAReadingFromOneToAllIsFlagged() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            Map<String, Integer> readings =
                    n < 24 ? Map.of("sbp", 128, "dbp", 82) : Map.of("sbp", 111 + n, "dbp", 61 + n % 23);
            rows.add(row(n, NOVEMBER.atDay(1 + n / 2), null, readings));
        }
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("equal-readings").containsEntry("equal-readings", 24);
    }

    /** Two readings are often the same by chance, three hardly ever. */
    @Test
    void fewEqualsAreChanceInTwoReadingsAndNotInThree() {
        List<Row> two = new ArrayList<>();
        List<Row> three = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            int same = n < 8 ? 0 : n;
            two.add(row(n, NOVEMBER.atDay(1 + n / 2), null, Map.of("sbp", 112 + same, "dbp", 71 + same % 20)));
            three.add(row(
                    n,
                    NOVEMBER.atDay(1 + n / 2),
                    null,
                    Map.of("sbp", 112 + same, "dbp", 71 + same % 20, "waist", 80 + same % 17)));
        }
        assertThat(signs(NOVEMBER, two, 0)).isEmpty();
        assertThat(signs(NOVEMBER, three, 0)).containsOnlyKeys("equal-readings").containsEntry("equal-readings", 8);
    }

    @Test
    void whoCopiesTheLastVisitIsFlagged() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            rows.add(row(n, NOVEMBER.atDay(1 + n % 20), null, Map.of("sbp", 101 + n, "dbp", 63 + n)));
        }
        List<Row> copied = changed(rows, row -> before(row, row.personKey() < 14 ? row.readings() : readings(90, 50)));
        assertThat(signs(NOVEMBER, copied, 0))
                .containsOnlyKeys("copied-readings")
                .containsEntry("copied-readings", 14);
        assertThat(signs(NOVEMBER, changed(rows, row -> before(row, readings(90, 50))), 0))
                .isEmpty();
    }

    @Test
    void readingsThatAllEndInTheSameDigitAreASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            rows.add(row(n, NOVEMBER.atDay(1 + n % 20), null, Map.of("sbp", 90 + n % 9 * 10, "dbp", 50 + n)));
        }
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("end-digit");
    }

    @Test
    void theYearDoneInDecemberIsASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 70; n++) {
            rows.add(row(n, DECEMBER.atDay(18 + n % 10), null, Map.of("sbp", 100 + n, "dbp", 55 + n % 41)));
        }
        assertThat(signs(DECEMBER, rows, 10)).containsOnlyKeys("december").containsEntry("december", 70);
        // After a year of steady work the same December is nothing remarkable.
        assertThat(signs(DECEMBER, rows, 700)).isEmpty();
    }

    @Test
    void theMonthDoneInItsLastDaysIsASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            rows.add(row(n, NOVEMBER.atDay(n < 12 ? 3 + n : 28 + n % 3), null, Map.of("sbp", 100 + n, "dbp", 55 + n)));
        }
        assertThat(signs(NOVEMBER, rows, 0)).containsOnlyKeys("month-end").containsEntry("month-end", 48);
    }

    @Test
    void whatIsWrittenDownTogetherLongAfterwardsIsASign() {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < 36; n++) {
            rows.add(row(n, NOVEMBER.atDay(1 + n % 9), null, Map.of("sbp", 100 + n, "dbp", 55 + n)));
        }
        List<Row> late = changed(rows, row -> recorded(row, at(NOVEMBER.atDay(28), 20, 0), false));
        assertThat(signs(NOVEMBER, late, 0)).containsOnlyKeys("backfill");
        assertThat(signs(NOVEMBER, changed(late, row -> recorded(row, row.recordedAt(), true)), 0))
                .isEmpty();
    }

    @Test
    void servicesToTheDeadTheUnbornAndTheAbsentAreSigns() {
        Row row = row(1, NOVEMBER.atDay(9), null, Map.of("sbp", 120));
        assertThat(signs(NOVEMBER, List.of(living(row, row.birth(), NOVEMBER.atDay(8), false)), 0))
                .containsOnlyKeys("not-living");
        assertThat(signs(NOVEMBER, List.of(living(row, NOVEMBER.atDay(10), null, false)), 0))
                .containsOnlyKeys("not-living");
        assertThat(signs(NOVEMBER, List.of(living(row, row.birth(), null, true)), 0))
                .containsOnlyKeys("away");
        // On the day of death itself she may have been alive.
        assertThat(signs(NOVEMBER, List.of(living(row, row.birth(), NOVEMBER.atDay(9), false)), 0))
                .isEmpty();
    }

    /** How many records are behind each sign that is found. */
    private static Map<String, Integer> signs(YearMonth month, List<Row> rows, long before) {
        WorkerMonth done = new WorkerMonth("1", month, rows, before);
        Map<String, Integer> signs = new TreeMap<>();
        SignEngine.shipped()
                .forEach(rule -> rule.in(done)
                        .forEach(found -> signs.merge(rule.id(), found.rows().size(), Integer::sum)));
        return signs;
    }

    private static List<Row> many(LocalDate on, int count) {
        List<Row> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            rows.add(row(n, on, null, Map.of("sbp", 100 + n % 90, "dbp", 50 + n % 47)));
        }
        return rows;
    }

    private static List<Row> changed(List<Row> rows, UnaryOperator<Row> change) {
        return rows.stream().map(change).toList();
    }

    private static Instant at(LocalDate day, int hour, int minute) {
        return CityTime.instant(day.atTime(LocalTime.of(hour, minute)));
    }

    private static Map<String, BigDecimal> readings(int sbp, int dbp) {
        return Map.of("sbp", BigDecimal.valueOf(sbp), "dbp", BigDecimal.valueOf(dbp));
    }

    private static Row row(long person, LocalDate on, @Nullable Instant done, Map<String, Integer> readings) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        readings.forEach((field, value) -> numbers.put(field, BigDecimal.valueOf(value)));
        return new Row(
                person,
                person,
                1,
                on,
                at(on, 18, 0),
                done,
                false,
                "371502001001",
                null,
                "赵村医",
                !readings.isEmpty(),
                numbers,
                Map.of(),
                LocalDate.of(1950, 1, 1),
                null,
                false);
    }

    private static Row done(Row r, @Nullable Instant at) {
        return copy(r, r.recordedAt(), at, r.imported(), r.readingsBefore(), r.birth(), r.died(), r.away());
    }

    private static Row recorded(Row r, Instant at, boolean imported) {
        return copy(r, at, r.doneAt(), imported, r.readingsBefore(), r.birth(), r.died(), r.away());
    }

    private static Row before(Row r, Map<String, BigDecimal> readings) {
        return copy(r, r.recordedAt(), r.doneAt(), r.imported(), readings, r.birth(), r.died(), r.away());
    }

    private static Row living(Row r, LocalDate birth, @Nullable LocalDate died, boolean away) {
        return copy(r, r.recordedAt(), r.doneAt(), r.imported(), r.readingsBefore(), birth, died, away);
    }

    private static Row copy(
            Row r,
            Instant recordedAt,
            @Nullable Instant doneAt,
            boolean imported,
            Map<String, BigDecimal> before,
            LocalDate birth,
            @Nullable LocalDate died,
            boolean away) {
        return new Row(
                r.personKey(),
                r.deliveryId(),
                r.serviceNo(),
                r.on(),
                recordedAt,
                doneAt,
                imported,
                r.areaCode(),
                r.institutionId(),
                r.worker(),
                r.asked(),
                r.readings(),
                before,
                birth,
                died,
                away);
    }
}
