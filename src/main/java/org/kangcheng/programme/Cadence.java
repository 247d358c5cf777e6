package org.kangcheng.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
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

    /** {@code opens, due, point} of a {@code programme.subject p} on {@code :today}, as a select list with its from. */
    String firstSql();

    /** 一次: within some days of entering. */
    record Once(int within) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            return Optional.of(
                    person.lastDone() == null
                            ? new Window(person.today(), person.today().plusDays(within))
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
                            ? new Window(person.today(), person.today().plusDays(first))
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
            int year = last == null || last.getYear() < person.today().getYear()
                    ? person.today().getYear()
                    : last.getYear() + 1;
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
        public Optional<Window> next(Situation person) {
            LocalDate last = person.lastDone();
            if (last == null) {
                return Optional.of(within(person.today(), person.today(), 0));
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
     */
    record Calendar(@Nullable String anchor, List<Point> points) implements Cadence {
        @Override
        public @Nullable String event() {
            return anchor;
        }

        /** From {@code opens} to {@code due} after the anchor's day. */
        record Point(String title, Period opens, Period due) {}

        @Override
        public Optional<Window> next(Situation person) {
            LocalDate from = anchor == null ? person.birth() : person.events().get(anchor);
            if (from == null) {
                return Optional.empty();
            }
            // What was over before anybody knew of the person is nobody's omission.
            LocalDate since = person.lastDone() == null ? person.today() : person.lastDone();
            for (int i = person.lastPoint() + 1; i < points.size(); i++) {
                LocalDate due = from.plus(points.get(i).due());
                if (!due.isBefore(since)) {
                    return Optional.of(new Window(from.plus(points.get(i).opens()), due, i));
                }
            }
            return person.lastDone() == null ? Optional.empty() : Optional.of(Window.never(person.lastPoint()));
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

    /** 抽检: each day this share of the people, in hundredths; the draw can be repeated by anybody. */
    record Draw(int share) implements Cadence {
        private static final int HUNDREDTHS = 100;
        private static final int SOON = 60;
        /** Of whose days everybody is drawn on some. */
        private static final int ROUND = 2_000;

        @Override
        public Optional<Window> next(Situation person) {
            LocalDate day = person.lastDone() == null
                    ? person.today()
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

    /** 事后: within some days of an event, each time it happens. */
    record After(String event, int within) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            LocalDate happened = person.events().get(event);
            if (happened == null) {
                return Optional.empty();
            }
            boolean done = person.lastDone() != null && !person.lastDone().isBefore(happened);
            return Optional.of(done ? Window.never(-1) : new Window(happened, happened.plusDays(within)));
        }

        @Override
        public String firstSql() {
            return "select a.day as opens, a.day + %d as due, -1 as point from (%s) a where a.day is not null"
                    .formatted(within, newest(event));
        }
    }

    /**
     * 直至: until a rule holds of the person, and again when it no longer does. What makes it hold happens elsewhere (a
     * contract is signed, a benefit granted): nobody delivers it.
     */
    record Until(Rule holds, int within) implements Cadence {
        @Override
        public Optional<Window> next(Situation person) {
            return Optional.of(lacking(person.today()));
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
