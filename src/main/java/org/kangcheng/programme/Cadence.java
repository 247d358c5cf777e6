package org.kangcheng.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Rule;

/**
 * 频次: when a service is due next. In Java for one person at any time; in SQL for whole towns of people to whom the
 * service was never delivered. Both say the same.
 */
sealed interface Cadence {
    Optional<Window> next(Situation person);

    /** The event that it is reckoned from; null when it is from none. */
    default @Nullable String event() {
        return null;
    }

    /** How many days before its event something may have been done and stand for it. */
    default int covers() {
        return 0;
    }

    /** Which days it asks for can change with a fact of the person, and not only with a delivery. */
    default boolean followsFacts() {
        return false;
    }

    /** How often it was done in a week decides the next time, at least for some. */
    default boolean weekly() {
        return false;
    }

    /** {@code opens, due, point} of a {@code programme.subject p} on {@code :today}, as a select list with its from. */
    String firstSql();

    /** 一次: within some days of entering. */
    record Once(int within) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            return Optional.of(
                    person.lastDone() == null
                            ? new Window(person.entered(), person.entered().plusDays(within))
                            : Window.never(-1));
        }

        @Override
        public String firstSql() {
            return "select :today::date as opens, :today::date + %d as due, -1 as point".formatted(within);
        }
    }

    /**
     * 每隔若干天, from the last time on.
     *
     * @param first days until the first time
     * @param early how many days before it is due it may be done
     */
    record Every(int days, int first, int early) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            LocalDate last = person.lastDone();
            return Optional.of(
                    last == null
                            ? new Window(person.entered(), person.entered().plusDays(first))
                            : new Window(last.plusDays(days - early), last.plusDays(days)));
        }

        @Override
        public String firstSql() {
            return "select :today::date as opens, :today::date + %d as due, -1 as point".formatted(first);
        }
    }

    /** 每年一次: in each calendar year, any day. */
    record Yearly() implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            LocalDate last = person.lastDone();
            int entered = person.entered().getYear();
            int year = last == null ? entered : Math.max(entered, last.getYear() + 1);
            return Optional.of(new Window(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
        }

        @Override
        public String firstSql() {
            return """
                    select date_trunc('year', :today::date)::date as opens,
                           (date_trunc('year', :today::date) + interval '1 year - 1 day')::date as due, -1 as point""";
        }
    }

    /** 每周若干次, at least so many days apart; weeks begin on Monday. */
    record Weekly(int times, int gap) implements Cadence {
        @Override
        public boolean weekly() {
            return true;
        }

        @Override
        public Optional<Window> next(Situation person) {
            LocalDate last = person.lastDone();
            if (last == null) {
                return Optional.of(within(person.entered(), person.entered(), 0));
            }
            LocalDate opens = last.plusDays(gap);
            LocalDate nextWeek = monday(last).plusWeeks(1);
            if (person.doneThatWeek() >= times && opens.isBefore(nextWeek)) {
                opens = nextWeek;
            }
            return Optional.of(within(opens, opens, opens.isBefore(nextWeek) ? person.doneThatWeek() : 0));
        }

        /** Late when the rest of the week no longer holds the times that are left. */
        private Window within(LocalDate opens, LocalDate day, int done) {
            LocalDate last = monday(day).plusDays(6L - (long) Math.max(0, times - done - 1) * gap);
            return new Window(opens, last.isBefore(opens) ? opens : last);
        }

        private static LocalDate monday(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        public String firstSql() {
            return """
                    select :today::date as opens,
                           greatest(:today::date, date_trunc('week', :today::date)::date + 6 - %d) as due, -1 as point""".formatted((times - 1) * gap);
        }
    }

    /**
     * 按日程: at points reckoned from a day: birth, or an event.
     *
     * @param anchor an event's code; null for birth
     * @param gap days at least since the last time, whatever the calendar says
     * @param closes a point that was missed is closed as missed when the next opens; else it is late until it is done
     * @param makesUp each point is done in its turn, however late the one before was (doses of a vaccine); else a time that is
     *     over when somebody comes at last is not asked for any more (check-ups of a child)
     */
    record Calendar(@Nullable String anchor, int gap, boolean closes, boolean makesUp, List<Point> points)
            implements Cadence {
        @Override
        public @Nullable String event() {
            return anchor;
        }

        /** From {@code opens} to {@code due} after the anchor's day. */
        record Point(String title, Period opens, Period due) {}

        @Override
        public Optional<Window> next(Situation person) {
            LocalDate from = from(person.birth(), person.events()).orElse(null);
            if (from == null) {
                return Optional.empty();
            }
            LocalDate since = since(person);
            for (int i = person.lastPoint() + 1; i < points.size(); i++) {
                LocalDate due = from.plus(points.get(i).due());
                if (!due.isBefore(since) && !isClosed(i, from, person.today())) {
                    return Optional.of(apart(from.plus(points.get(i).opens()), due, i, person.lastDone()));
                }
            }
            return person.lastDone() == null ? Optional.empty() : Optional.of(Window.never(person.lastPoint()));
        }

        /** What was over before anybody knew of the person is nobody's omission. */
        private LocalDate since(Situation person) {
            LocalDate lastDone = person.lastDone();
            return lastDone == null ? person.entered() : makesUp ? LocalDate.MIN : lastDone;
        }

        /** The day that the points are reckoned from; empty while the event has not happened. */
        Optional<LocalDate> from(LocalDate birth, Map<String, LocalDate> events) {
            return anchor == null ? Optional.of(birth) : Optional.ofNullable(events.get(anchor));
        }

        private boolean isClosed(int i, LocalDate from, LocalDate today) {
            return closes
                    && i + 1 < points.size()
                    && !from.plus(points.get(i + 1).opens()).isAfter(today);
        }

        private Window apart(LocalDate opens, LocalDate due, int i, @Nullable LocalDate lastDone) {
            LocalDate earliest = lastDone == null ? opens : later(opens, lastDone.plusDays(gap));
            return new Window(earliest, later(due, earliest), i);
        }

        /** The point whose time had come on {@code day}; -1 before the first. */
        int pointOn(LocalDate from, LocalDate day) {
            int point = -1;
            while (point + 1 < points.size()
                    && !from.plus(points.get(point + 1).opens()).isAfter(day)) {
                point++;
            }
            return point;
        }

        @Override
        public String firstSql() {
            String rows = IntStream.range(0, points.size())
                    .mapToObj(i -> "(%d, interval '%s', interval '%s')"
                            .formatted(i, points.get(i).opens(), points.get(i).due()))
                    .collect(Collectors.joining(", "));
            return """
                    select (a.day + x.opens)::date as opens, (a.day + x.due)::date as due, x.i as point
                      from (%s) a, (values %s) x (i, opens, due)
                     where (a.day + x.due)::date >= :today::date
                     order by x.i limit 1""".formatted(anchor == null ? "select p.birth_date as day" : newest(anchor), rows);
        }
    }

    /**
     * 按剂次: some doses, each within some time of the one before, the first of entering. Never sooner than a dose opens:
     * what was given too early is no dose.
     */
    record Doses(List<Calendar.Point> doses) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            if (person.done() >= doses.size()) {
                return Optional.of(Window.never(doses.size() - 1));
            }
            Calendar.Point dose = doses.get(person.done());
            LocalDate from = person.lastDone() == null ? person.entered() : person.lastDone();
            return Optional.of(new Window(from.plus(dose.opens()), from.plus(dose.due()), person.done()));
        }

        /** Whether doses on these days, in their order, keep their distances. */
        boolean apart(List<LocalDate> days) {
            return IntStream.range(1, Math.min(days.size(), doses.size()))
                    .noneMatch(i -> days.get(i)
                            .isBefore(days.get(i - 1).plus(doses.get(i).opens())));
        }

        @Override
        public String firstSql() {
            return "select (:today::date + interval '%s')::date as opens, (:today::date + interval '%s')::date as due, 0 as point"
                    .formatted(doses.getFirst().opens(), doses.getFirst().due());
        }
    }

    /** 分情况: the first cadence whose condition holds of the person; nothing is due when none does. */
    record Choose(List<Choice> choices) implements Cadence {
        /** @param when null: in all other cases */
        record Choice(@Nullable Rule when, Cadence cadence) {}

        @Override
        public boolean weekly() {
            return choices.stream().anyMatch(choice -> choice.cadence.weekly());
        }

        @Override
        public boolean followsFacts() {
            return true;
        }

        @Override
        public Optional<Window> next(Situation person) {
            return choices.stream()
                    .filter(choice -> choice.when == null || choice.when.holds(person.known()))
                    .findFirst()
                    .flatMap(choice -> choice.cadence.next(person));
        }

        @Override
        public String firstSql() {
            return IntStream.range(0, choices.size())
                    .mapToObj(i -> "(select * from (%s) w%d where %s)"
                            .formatted(choices.get(i).cadence.firstSql(), i, conditionSql(i)))
                    .collect(Collectors.joining(" union all "));
        }

        private String conditionSql(int nth) {
            return IntStream.rangeClosed(0, nth)
                    .mapToObj(i -> i == nth ? sql(choices.get(i)) : "not coalesce(" + sql(choices.get(i)) + ", false)")
                    .collect(Collectors.joining(" and "));
        }

        private static String sql(Choice choice) {
            return choice.when == null ? "true" : choice.when.sql(PersonFacts.COLUMNS);
        }
    }

    /** 抽检: each day this share of the people, in hundredths; the draw can be repeated by anybody. */
    record Draw(int share) implements Cadence {
        private static final int HUNDREDTHS = 100;
        private static final int SOON = 60;
        /** Of whose days everybody is drawn on some. */
        private static final int ROUND = 2_000;

        @Override
        public Optional<Window> next(Situation person) {
            LocalDate day = person.lastDone() == null
                    ? person.entered()
                    : person.lastDone().plusDays(1);
            while (!drawn(person.personKey(), day)) {
                day = day.plusDays(1);
            }
            return Optional.of(new Window(day, day));
        }

        private boolean drawn(long personKey, LocalDate day) {
            return (personKey % 1_000_003 * 7_919 + day.toEpochDay() * 104_729) % 1_009 % HUNDREDTHS < share;
        }

        @Override
        public String firstSql() {
            // Nearly everybody is drawn within the first days: the rest of the round is looked at for the others alone.
            return "select :today::date + i as opens, :today::date + i as due, -1 as point from (values (coalesce((%s), (%s)))) drawn (i)"
                    .formatted(firstDrawn(0, SOON), firstDrawn(SOON + 1, ROUND));
        }

        private String firstDrawn(int from, int to) {
            return """
                    select min(i) from generate_series(%d, %d) i
                     where (p.person_key %% 1000003 * 7919 + (:today::date + i - date '1970-01-01')::bigint * 104729)
                           %% 1009 %% 100 < %d""".formatted(from, to, share);
        }
    }

    /**
     * 事后: within some days of an event, each time it happens.
     *
     * @param covers what was done no more than so many days before it happens stands for it, too: who comes to a doctor again
     *     and again has her pressure taken once a year
     * @param met an event by which it is done as well: somebody else has done it, and told; null: there is none
     */
    record After(
            String event, int within, int covers, @Nullable String met) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            LocalDate happened = person.events().get(event);
            if (happened == null) {
                return Optional.empty();
            }
            LocalDate since = happened.minusDays(covers);
            boolean done = isSince(person.lastDone(), since)
                    || (met != null && isSince(person.events().get(met), since));
            return Optional.of(done ? Window.never(-1) : new Window(happened, happened.plusDays(within)));
        }

        private static boolean isSince(@Nullable LocalDate day, LocalDate since) {
            return day != null && !day.isBefore(since);
        }

        @Override
        public boolean followsFacts() {
            return met != null;
        }

        @Override
        public String firstSql() {
            String done = met == null ? "false" : "coalesce((%s) >= a.day - %d, false)".formatted(newest(met), covers);
            return """
                    select case when d.done then date '9999-12-31' else a.day end as opens,
                           case when d.done then date '9999-12-31' else a.day + %d end as due, -1 as point
                      from (%s) a cross join lateral (select %s as done) d where a.day is not null""".formatted(within, newest(event), done);
        }
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /**
     * 直至: until a rule holds of the person, and again when it no longer does. What makes it hold happens elsewhere (a
     * contract is signed, a benefit granted): nobody delivers it.
     */
    record Until(Rule holds, int within) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            return Optional.of(holds.holds(person.known()) ? Window.never(-1) : lacking(person.today()));
        }

        Window lacking(LocalDate today) {
            return new Window(today, today.plusDays(within));
        }

        @Override
        public String firstSql() {
            String held = "coalesce(" + holds.sql(PersonFacts.COLUMNS) + ", false)";
            return """
                    select case when h.held then date '9999-12-31' else :today::date end as opens,
                           case when h.held then date '9999-12-31' else :today::date + %d end as due, -1 as point
                      from (select %s as held) h""".formatted(within, held);
        }
    }

    private static String newest(String event) {
        return """
                select max(f.from_date) as day from programme.fact f
                 where f.person_key = p.person_key and f.kind = 'EVENT' and f.code = '%s'
                   and f.from_date <= :today::date and (f.to_date is null or f.to_date > :today::date)""".formatted(event);
    }
}
