package org.kangcheng.programme;

import static java.util.stream.Collectors.joining;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathers the people of programmes that were put in force, town by town: a transaction for each programme in each town, so
 * that nobody who writes waits for long. The rules are evaluated in SQL, a town is read once a programme; whoever changes
 * meanwhile is looked at by {@link Upkeep}, and what one of the two has written the other leaves.
 */
@Component
class Census {
    private static final int AT_ONCE = Math.min(4, Runtime.getRuntime().availableProcessors());

    private final Programmes programmes;
    private final SubjectTable subjects;
    private final Areas areas;
    private final Tally tally;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Census(
            Programmes programmes,
            SubjectTable subjects,
            Areas areas,
            Tally tally,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.programmes = programmes;
        this.subjects = subjects;
        this.areas = areas;
        this.tally = tally;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Computes what is still to be computed. @return how many programmes */
    int run() {
        List<InForce> waiting = programmes.toGather();
        if (!waiting.isEmpty()) {
            LocalDate today = CityTime.today(clock);
            List<Gathering> gatherings =
                    waiting.stream().map(it -> new Gathering(it, today)).toList();
            boolean again = anybodyKnown(gatherings);
            inEachTown(town -> gather(town, today, gatherings, again));
            waiting.forEach(programmes::computed);
        }
        return waiting.size();
    }

    /** As many towns at once as there are processors to work for them: no two of them write the same rows. */
    private void inEachTown(Consumer<String> work) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<?> town : towns().stream()
                    .map(it -> workers.submit(() -> work.accept(it)))
                    .toList()) {
                town.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("ended while people were gathered", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("people of a town could not be gathered", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private void gather(String town, LocalDate today, List<Gathering> gatherings, boolean again) {
        transaction.executeWithoutResult(_ -> {
            subjects.adopt(town, today);
            if (again) {
                lookAtAgain(town, gatherings);
            }
        });
        for (Gathering gathering : gatherings) {
            transaction.executeWithoutResult(_ -> gathering.in(town));
        }
    }

    private List<String> towns() {
        return areas.all().stream()
                .filter(area -> area.level() == Area.Level.TOWN)
                .map(Area::code)
                .toList();
    }

    /** Whether there are members of an older version, or people who have been served before. */
    private boolean anybodyKnown(List<Gathering> gatherings) {
        return about("""
                select exists (select from programme.membership where programme_no in (:programmes) and left_on is null)
                    or exists (select from programme.delivery where service_no in (:services))
                """, gatherings).query(Boolean.class).single();
    }

    /** Members of an older version who may belong no more, and who has been served before: one by one. */
    private void lookAtAgain(String town, List<Gathering> gatherings) {
        about("""
                insert into programme.stale (person_key, since)
                select p.person_key, :now from programme.subject p
                 where p.area_code >= :town and p.area_code < :town || ':'
                   and (exists (select from programme.membership m
                                 where m.person_key = p.person_key and m.programme_no in (:programmes)
                                   and m.left_on is null)
                     or exists (select from programme.delivery d
                                 where d.person_key = p.person_key and d.service_no in (:services)))
                """, gatherings)
                .param("town", town)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private JdbcClient.StatementSpec about(String sql, List<Gathering> gatherings) {
        return jdbc.sql(sql)
                .param(
                        "programmes",
                        gatherings.stream().map(it -> it.programme.no()).toList())
                .param(
                        "services",
                        gatherings.stream()
                                .flatMap(it -> it.programme.numbers().values().stream())
                                .toList());
    }

    /** One programme's statement for any town. */
    private final class Gathering {
        private final InForce programme;
        private final LocalDate today;
        private final String sql;

        Gathering(InForce programme, LocalDate today) {
            this.programme = programme;
            this.today = today;
            this.sql = sql();
        }

        void in(String town) {
            jdbc.sql(sql)
                    .param("town", town)
                    .param("today", today)
                    .param("programme", programme.no())
                    .param("now", Timestamp.from(clock.instant()))
                    .param("noDay", Tally.NO_DAY)
                    .update();
        }

        /** The members are locked, in the order in which all lock them: whoever moves one of them meanwhile finds the duties that she is to take along. */
        private String sql() {
            return """
                    with member as materialized (
                        select p.* from programme.subject p
                         where p.area_code >= :town and p.area_code < :town || ':' and %s
                         order by p.person_key
                           for no key update
                    ), entered as (
                        insert into programme.membership (person_key, programme_no, entered_on, recorded_at)
                        select person_key, :programme, :today, :now from member
                        on conflict do nothing
                    ), duty as (
                        insert into programme.duty (person_key, service_no, opens_on, due_on, point, excluded)
                        select p.person_key, w.service_no, w.opens, w.due, w.point,
                               case when p.died_on is not null then 'DEAD' end
                          from member p cross join lateral (%s) w
                         where not exists (select from programme.delivery d
                                            where d.person_key = p.person_key and d.service_no = w.service_no)
                        on conflict do nothing
                        returning person_key, service_no, opens_on, due_on, excluded
                    ), work as (
                        insert into programme.work (area_code, service_no, person_key, opens_on, due_on, excluded)
                        select area_code, service_no, person_key, opens_on, due_on, excluded
                          from duty join member using (person_key)
                        on conflict do nothing
                        returning area_code, service_no, opens_on, due_on, excluded
                    ), series (service_no, members, dead, opens, due) as (
                        values %s
                    )
                    insert into tally.change (area_code, series_no, day, n)
                    select area_code, members, :noDay::date, count(*)
                      from work join series using (service_no) group by 1, 2
                    union all
                    select area_code, dead, :noDay::date, count(*)
                      from work join series using (service_no) where excluded is not null group by 1, 2
                    union all
                    select area_code, opens, opens_on, count(*)
                      from work join series using (service_no) where excluded is null group by 1, 2, 3
                    union all
                    select area_code, series.due, due_on, count(*)
                      from work join series using (service_no) where excluded is null group by 1, 2, 3
                    """.formatted(
                            programme.programme().members().sql(PersonFacts.COLUMNS),
                            programme.services().stream().map(this::window).collect(joining(" union all ")),
                            programme.services().stream().map(this::series).collect(joining(", ")));
        }

        private String window(Service service) {
            String condition = service.when() == null ? "true" : service.when().sql(PersonFacts.COLUMNS);
            return "select %d as service_no, w.opens, w.due, w.point from (%s) w where %s"
                    .formatted(programme.number(service), service.cadence().firstSql(), condition);
        }

        private String series(Service service) {
            int no = programme.number(service);
            return Stream.of(
                            Counting.members(no),
                            Counting.excluded(no, Exclusion.DEAD),
                            Counting.opens(no),
                            Counting.due(no))
                    .map(name -> Integer.toString(tally.series(name)))
                    .collect(joining(", ", "(" + no + ", ", ")"));
        }
    }
}
