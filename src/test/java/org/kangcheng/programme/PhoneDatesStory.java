package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.kangcheng.PhoneScripts;
import org.kangcheng.definition.Rule;
import org.kangcheng.programme.Cadence.Calendar.Point;
import tools.jackson.databind.JsonNode;

/** Whatever the cadence, and whatever was done before, the phone says off line the day that the server will say. */
class PhoneDatesStory {
    private static final int TURNS = 3_000;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    /** @param week days on which it was done before, of this week and the last */
    private record Case(
            Cadence cadence,
            LocalDate birth,
            Map<String, LocalDate> events,
            List<String> diagnoses,
            LocalDate on,
            int point,
            List<LocalDate> week,
            long person) {}

    @Test
    void saysTheSameAsTheServer() throws Exception {
        Random random = new Random(29);
        List<Case> cases = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            cases.add(aCase(random));
        }
        JsonNode phone = PhoneScripts.run(
                "dates.mjs", cases.stream().map(PhoneDatesStory::asked).toList());
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < TURNS; i++) {
            String server = server(cases.get(i));
            assertThat(phone.get(i).asString()).as(cases.get(i).toString()).isEqualTo(server);
            seen.merge(server.startsWith("2") ? "day" : server, 1, Integer::sum);
        }
        assertThat(seen.get("day")).isGreaterThan(TURNS / 2);
        assertThat(seen.get("never")).isGreaterThan(100);
        assertThat(seen.get("unknown")).isGreaterThan(20);
    }

    private static Case aCase(Random random) throws Exception {
        LocalDate on = FIRST.plusDays(random.nextInt(1_100));
        Map<String, LocalDate> events =
                random.nextInt(5) == 0 ? Map.of() : Map.of("PREGNANCY", on.minusDays(random.nextInt(330)));
        TreeSet<LocalDate> week = new TreeSet<>();
        LocalDate monday = on.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        for (int day = -7; monday.plusDays(day).isBefore(on); day++) {
            if (random.nextInt(4) == 0) {
                week.add(monday.plusDays(day));
            }
        }
        return new Case(
                cadence(random),
                on.minusDays(random.nextInt(1_500)),
                events,
                random.nextBoolean() ? List.of("COLD") : List.of(),
                on,
                random.nextInt(4),
                List.copyOf(week),
                random.nextLong(1, Long.MAX_VALUE));
    }

    private static Cadence cadence(Random random) throws Exception {
        return switch (random.nextInt(10)) {
            case 0 -> new Cadence.Once(9);
            case 1 ->
                new Cadence.After("PREGNANCY", 7, random.nextInt(2) * 365, random.nextBoolean() ? "DELIVERY" : null);
            case 2 -> new Cadence.Every(1 + random.nextInt(200), 3, 0);
            case 3 -> new Cadence.Yearly();
            case 4, 5 -> new Cadence.Weekly(1 + random.nextInt(3), 1 + random.nextInt(3));
            case 6 -> new Cadence.Doses(points());
            case 7 -> new Cadence.Draw(5 + random.nextInt(30));
            case 8 ->
                new Cadence.Choose(List.of(
                        new Cadence.Choose.Choice(
                                Rule.parse("", "\"COLD\" in diagnoses", PersonFacts.VOCABULARY),
                                new Cadence.Weekly(2, 2)),
                        new Cadence.Choose.Choice(
                                random.nextBoolean()
                                        ? null
                                        : Rule.parse("", "\"HOT\" in diagnoses", PersonFacts.VOCABULARY),
                                new Cadence.Yearly())));
            default ->
                new Cadence.Calendar(
                        random.nextBoolean() ? null : "PREGNANCY",
                        random.nextInt(40),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        points());
        };
    }

    private static List<Point> points() {
        return List.of(
                new Point("一", Period.ZERO, Period.ofDays(30)),
                new Point("二", Period.ofMonths(1), Period.ofMonths(2)),
                new Point("三", Period.of(0, 3, 5), Period.of(0, 5, 31)),
                new Point("四", Period.ofMonths(11), Period.of(1, 1, 0)));
    }

    private static String server(Case it) {
        // How often in the week of the last day, the last day with it.
        LocalDate monday = it.on.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int inWeek =
                1 + (int) it.week.stream().filter(day -> !day.isBefore(monday)).count();
        Optional<Window> next = it.cadence.next(new Situation(
                it.person,
                it.birth,
                it.events,
                facts(it).on(it.on),
                it.on,
                it.on,
                it.on,
                it.point,
                it.point + 1,
                inWeek));
        return next.map(window -> window.isNever() ? "never" : window.due().toString())
                .orElse(it.cadence instanceof Cadence.After ? "never" : "unknown");
    }

    private static PersonFacts facts(Case it) {
        return new PersonFacts(
                it.person,
                it.birth,
                "F",
                "371502001001",
                null,
                List.of(),
                it.diagnoses,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                it.events);
    }

    private static Map<String, Object> asked(Case it) {
        Map<String, String> events = new HashMap<>();
        it.events.forEach((code, day) -> events.put(code, day.toString()));
        return Map.of(
                "cadence",
                CadenceData.of(it.cadence),
                "it",
                Map.of(
                        "birth", it.birth.toString(),
                        "events", events,
                        "today", it.on.toString(),
                        "on", it.on.toString(),
                        "opens", it.on.toString(),
                        "point", it.point,
                        "week", it.week.stream().map(LocalDate::toString).toList(),
                        "seed", it.person % 1_000_003,
                        "known", Map.of("diagnoses", it.diagnoses)));
    }
}
