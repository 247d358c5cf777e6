package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.programme.Cadence.Calendar.Point;
import org.kangcheng.programme.Cadence.Choose.Choice;

/** When a service is due next; and that a town gathered in SQL gets the same days as a person looked at in Java. */
class CadenceStory extends TestPlatform {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 18); // a Wednesday
    private static final LocalDate BIRTH = LocalDate.of(2026, 8, 31);
    private static final List<Point> MONTHS = List.of(
            new Point("满月", Period.ofDays(28), Period.ofDays(37)),
            new Point("3 月", Period.ofMonths(3), Period.ofMonths(4)),
            new Point("6 月", Period.ofMonths(6), Period.ofMonths(7)));
    private static final Cadence CHILD = new Cadence.Calendar(null, 0, false, false, MONTHS);
    private static final Cadence APART = new Cadence.Calendar(null, 60, false, false, MONTHS);
    private static final Cadence VACCINE = new Cadence.Calendar(null, 28, false, true, MONTHS);
    private static final Cadence DOSES = new Cadence.Doses(List.of(
            new Point("第 1 剂", Period.ZERO, Period.ofDays(60)),
            new Point("第 2 剂", Period.ofDays(21), Period.ofDays(56)),
            new Point("加强", Period.ofMonths(6), Period.ofMonths(12))));
    private static final Cadence BY_WORK = new Cadence.Choose(List.of(
            new Choice(rule("\"COLD_CHAIN\" in occupations"), new Cadence.Every(1, 0, 0)),
            new Choice(rule("age < 1"), new Cadence.Once(10)),
            new Choice(null, new Cadence.Weekly(2, 2))));

    static Stream<Arguments> table() {
        return Stream.of(
                row("once, new", new Cadence.Once(30), null, -1, 0, "2026-11-18", "2026-12-18"),
                row("once, done", new Cadence.Once(30), "2026-11-01", -1, 1, "9999-12-31", "9999-12-31"),
                row("every 90 days, new", new Cadence.Every(90, 14, 45), null, -1, 0, "2026-11-18", "2026-12-02"),
                row("every 90 days", new Cadence.Every(90, 14, 45), "2026-11-18", -1, 1, "2027-01-02", "2027-02-16"),
                row("yearly, new", new Cadence.Yearly(), null, -1, 0, "2026-01-01", "2026-12-31"),
                row("yearly, last year", new Cadence.Yearly(), "2025-05-01", -1, 1, "2026-01-01", "2026-12-31"),
                row("yearly, this year", new Cadence.Yearly(), "2026-05-01", -1, 1, "2027-01-01", "2027-12-31"),
                row("twice a week, new", new Cadence.Weekly(2, 2), null, -1, 0, "2026-11-18", "2026-11-20"),
                row("twice a week, once", new Cadence.Weekly(2, 2), "2026-11-16", -1, 1, "2026-11-18", "2026-11-22"),
                row("twice a week, twice", new Cadence.Weekly(2, 2), "2026-11-18", -1, 2, "2026-11-23", "2026-11-27"),
                row("a child's calendar", CHILD, null, -1, 0, "2026-11-30", "2026-12-31"),
                row("the point after", CHILD, "2026-12-05", 1, 1, "2027-02-28", "2027-03-31"),
                row("after the last", CHILD, "2027-03-05", 2, 1, "9999-12-31", "9999-12-31"),
                row("60 days at least", APART, "2026-12-30", 0, 1, "2027-02-28", "2027-02-28"),
                row("60 days at least, due later", APART, "2027-01-30", 1, 1, "2027-03-31", "2027-03-31"),
                row("a vaccine's dose, late, leaves none out", VACCINE, "2027-04-10", 0, 1, "2027-05-08", "2027-05-08"),
                row("a check-up, late, stands for what is over", CHILD, "2027-04-10", 0, 1, "9999-12-31", "9999-12-31"),
                row("the first dose", DOSES, null, -1, 0, "2026-11-18", "2027-01-17"),
                row("the second", DOSES, "2026-11-18", 0, 1, "2026-12-09", "2027-01-13"),
                row("the booster", DOSES, "2026-11-18", 1, 2, "2027-05-18", "2027-11-18"),
                row("the full course", DOSES, "2026-11-18", 2, 3, "9999-12-31", "9999-12-31"),
                row("the case that fits", BY_WORK, null, -1, 0, "2026-11-18", "2026-11-28"),
                row(
                        "after a discharge",
                        new Cadence.After("DISCHARGE", 7, 0, null),
                        null,
                        -1,
                        0,
                        "2026-11-10",
                        "2026-11-17"),
                row(
                        "called after it",
                        new Cadence.After("DISCHARGE", 7, 0, null),
                        "2026-11-12",
                        -1,
                        1,
                        "9999-12-31",
                        "9999-12-31"),
                row(
                        "done before it",
                        new Cadence.After("DISCHARGE", 7, 0, null),
                        "2026-11-09",
                        -1,
                        1,
                        "2026-11-10",
                        "2026-11-17"),
                row(
                        "done in the year before it",
                        new Cadence.After("DISCHARGE", 7, 365, null),
                        "2025-11-10",
                        -1,
                        1,
                        "9999-12-31",
                        "9999-12-31"),
                row(
                        "done longer ago",
                        new Cadence.After("DISCHARGE", 7, 365, null),
                        "2025-11-09",
                        -1,
                        1,
                        "2026-11-10",
                        "2026-11-17"),
                row("met", new Cadence.After("DISCHARGE", 7, 5, "MET"), null, -1, 0, "9999-12-31", "9999-12-31"),
                row(
                        "met too long ago",
                        new Cadence.After("DISCHARGE", 7, 4, "MET"),
                        null,
                        -1,
                        0,
                        "2026-11-10",
                        "2026-11-17"));
    }

    private static Arguments row(
            String name, Cadence cadence, @Nullable String done, int point, int week, String opens, String due) {
        return Arguments.of(name, cadence, done, point, week, LocalDate.parse(opens), LocalDate.parse(due));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void isDueNext(
            String name, Cadence cadence, @Nullable String done, int point, int week, LocalDate opens, LocalDate due) {
        Situation person = new Situation(
                1,
                BIRTH,
                Map.of("DISCHARGE", LocalDate.of(2026, 11, 10), "MET", LocalDate.of(2026, 11, 5)),
                Map.of("age", 0L),
                TODAY,
                TODAY,
                done == null ? null : LocalDate.parse(done),
                point,
                week,
                week);
        Window next = cadence.next(person).orElseThrow();
        assertThat(next.opens()).as(name).isEqualTo(opens);
        assertThat(next.due()).as(name).isEqualTo(due);
    }

    /** One in five each day, evenly, and whoever is drawn can be told beforehand. */
    @Test
    void drawsAShareEachDay() {
        Cadence draw = new Cadence.Draw(20);
        Random random = new Random(3);
        int drawn = 0;
        for (int i = 0; i < 10_000; i++) {
            Situation person = unserved(random.nextLong(1, Long.MAX_VALUE), BIRTH, TODAY);
            if (draw.next(person).orElseThrow().opens().equals(TODAY)) {
                drawn++;
            }
        }
        assertThat(drawn).isBetween(1_900, 2_100);
    }

    @Test
    void saysTheSameInSql() {
        Random random = new Random(5);
        List<Cadence> cadences = List.of(
                new Cadence.Once(30),
                new Cadence.Every(90, 14, 45),
                new Cadence.Yearly(),
                new Cadence.Weekly(2, 2),
                new Cadence.Weekly(3, 1),
                CHILD,
                DOSES,
                BY_WORK,
                new Cadence.Draw(20),
                new Cadence.After("DISCHARGE", 7, 365, "MET"));
        for (int i = 0; i < 400; i++) {
            long key = random.nextLong(1, Long.MAX_VALUE);
            LocalDate today = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(800));
            LocalDate birth = today.minusDays(random.nextInt(600));
            Cadence cadence = cadences.get(i % cadences.size());
            Optional<Window> java = cadence.next(unserved(key, birth, today));
            Optional<Window> sql = jdbc.sql("select w.opens, w.due, w.point from (select :key::bigint as person_key,"
                            + " :birth::date as birth_date, '{}'::text[] as occupations) p cross join lateral ("
                            + cadence.firstSql() + ") w")
                    .param("key", key)
                    .param("birth", birth)
                    .param("today", today)
                    .query((row, n) -> new Window(
                            row.getObject("opens", LocalDate.class),
                            row.getObject("due", LocalDate.class),
                            row.getInt("point")))
                    .optional();
            assertThat(sql)
                    .as(cadence + " of " + key + " born " + birth + " on " + today)
                    .isEqualTo(java);
        }
    }

    /** Missed is closed only where the definition says so, and only when the next point opens. */
    @Test
    void aMissedPointIsLateUntilTheNextOpens() {
        Cadence closing = new Cadence.Calendar(null, 0, true, false, MONTHS);
        LocalDate entered = BIRTH.plusDays(1);
        LocalDate before = BIRTH.plusMonths(3).minusDays(1);
        LocalDate after = BIRTH.plusMonths(3);
        assertThat(at(closing, entered, before).point()).isZero();
        assertThat(at(closing, entered, after).point()).isEqualTo(1);
        assertThat(at(CHILD, entered, after).point()).isZero();
        // The last point has no next: it stays.
        assertThat(at(closing, entered, BIRTH.plusYears(3)).point()).isEqualTo(2);
    }

    private static Window at(Cadence cadence, LocalDate entered, LocalDate today) {
        return cadence.next(new Situation(1, BIRTH, Map.of(), Map.of(), entered, today, null, -1, 0, 0))
                .orElseThrow();
    }

    private static Situation unserved(long key, LocalDate birth, LocalDate today) {
        return Situation.unserved(
                new PersonFacts(
                        key,
                        birth,
                        null,
                        "371502001001",
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of()),
                today,
                today);
    }

    private static Rule rule(String text) {
        try {
            return Rule.parse("", text, PersonFacts.VOCABULARY);
        } catch (UnsoundException e) {
            throw new AssertionError(e);
        }
    }
}
