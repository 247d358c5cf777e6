package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.programme.VillageTaskTable.Task;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The end of a programme, on its {@code until}: members leave, duties are closed; what the figures said stays, counted
 * once more under the version's own names.
 */
@Component
class EndProgrammes {
    private final Programmes programmes;
    private final VillageTaskTable tasks;
    private final Tally tally;
    private final JdbcClient jdbc;
    private final Clock clock;

    EndProgrammes(Programmes programmes, VillageTaskTable tasks, Tally tally, JdbcClient jdbc, Clock clock) {
        this.programmes = programmes;
        this.tasks = tasks;
        this.tally = tally;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Ends what is no longer in force on {@code day}. */
    @Transactional
    public void endOn(LocalDate day) {
        for (InForce programme : programmes.all()) {
            LocalDate until = programme.programme().definition().until();
            if (until != null && !day.isBefore(until)) {
                programmes.end(programme);
                finish(programme);
            }
        }
    }

    /** Whether a duty waits to be closed with its village; to which it may have moved only now. */
    boolean awaits(int serviceNo, String village, boolean moved) {
        Optional<InForce> programme = programmes.ending(serviceNo);
        if (programme.isPresent() && moved) {
            tasks.ask(Task.END, programme.get().no(), VillageTaskTable.ALL, village);
        }
        return programme.isPresent();
    }

    /** One village; with the last of them the programme is over. */
    void windUp(int programmeNo, String village) {
        programmes.over().stream()
                .filter(it -> it.no() == programmeNo && it.ending())
                .findFirst()
                .ifPresent(programme -> {
                    close(programme, village);
                    finish(programme);
                });
    }

    private void finish(InForce programme) {
        if (tasks.isDone(Task.END, programme.no())) {
            leaveAll(programme);
            programmes.ended(programme.no());
        }
    }

    private record Group(
            int serviceNo,
            LocalDate opensOn,
            LocalDate dueOn,
            @Nullable String excluded,
            long n) {}

    private void close(InForce programme, String village) {
        Integer[] services = programme.numbers().values().toArray(Integer[]::new);
        LocalDate until =
                Objects.requireNonNull(programme.programme().definition().until());
        // As everybody else: first the person, by key.
        jdbc.sql("select person_key from programme.subject where area_code = ? order by person_key for update")
                .param(village)
                .query(Long.class)
                .list();
        List<Group> closed = jdbc.sql("""
                with gone as (
                    delete from programme.work where area_code = ? and service_no = any(?::int[]) returning *
                ), duties as (
                    delete from programme.duty d using gone
                     where d.person_key = gone.person_key and d.service_no = gone.service_no
                ), kept as (
                    insert into programme.ended_work (area_code, service_no, version, person_key, opens_on, due_on, excluded)
                    select area_code, service_no, ?, person_key, opens_on, due_on, excluded from gone
                    on conflict do nothing
                )
                select service_no, opens_on, due_on, excluded, count(*) as n from gone group by 1, 2, 3, 4
                """)
                .params(village, services, programme.programme().definition().version())
                .query(Group.class)
                .list();
        count(programme, village, until, closed);
        jdbc.sql("""
                update programme.membership m set left_on = greatest(m.entered_on, ?::date), ended_at = ?
                  from programme.subject s
                 where s.area_code = ? and m.person_key = s.person_key and m.programme_no = ? and m.left_on is null
                """)
                .params(until, Timestamp.from(clock.instant()), village, programme.no())
                .update();
    }

    /** Whoever moved meanwhile, and had nothing due, is left. */
    private void leaveAll(InForce programme) {
        jdbc.sql("""
                update programme.membership set left_on = greatest(entered_on, ?::date), ended_at = ?
                 where programme_no = ? and left_on is null
                """)
                .params(until(programme), Timestamp.from(clock.instant()), programme.no())
                .update();
    }

    private static LocalDate until(InForce programme) {
        return Objects.requireNonNull(programme.programme().definition().until());
    }

    /** Out of the running counts, into those of the end: as they stood on the last day. */
    private void count(InForce programme, String village, LocalDate until, List<Group> closed) {
        LocalDate lastDay = until.minusDays(1);
        Map<String, Long> changes = new TreeMap<>();
        for (Group group : closed) {
            int no = group.serviceNo;
            Exclusion excluded = group.excluded == null ? null : Exclusion.valueOf(group.excluded);
            tally.add(Counting.members(no), village, Tally.NO_DAY, -group.n);
            if (excluded != null) {
                tally.add(Counting.excluded(no, excluded), village, Tally.NO_DAY, -group.n);
            } else {
                tally.add(Counting.opens(no), village, group.opensOn, -group.n);
                tally.add(Counting.due(no), village, group.dueOn, -group.n);
            }
            Standing standing = Standing.of(group.opensOn, group.dueOn, excluded != null, lastDay);
            changes.merge(members(programme, no), group.n, Long::sum);
            changes.merge(series(programme, no, standing, excluded), group.n, Long::sum);
        }
        changes.forEach((series, n) -> tally.add(series, village, Tally.NO_DAY, n));
    }

    private static String members(InForce programme, int serviceNo) {
        return prefix(programme, serviceNo) + "members";
    }

    private static String series(InForce programme, int serviceNo, Standing standing, @Nullable Exclusion excluded) {
        return prefix(programme, serviceNo) + (excluded == null ? standing.name() : excluded.name());
    }

    private static String prefix(InForce programme, int serviceNo) {
        return "ended." + serviceNo + "." + programme.programme().definition().version() + ".";
    }

    /** The last day it was in force. */
    static LocalDate lastDay(InForce programme) {
        return until(programme).minusDays(1);
    }

    /** What the figures said when the programme ended, by area. */
    Map<String, Coverage> figures(InForce programme, Service service, List<String> areas) {
        int no = programme.number(service);
        List<Tally.Span> spans = new ArrayList<>(List.of(Tally.Span.of(members(programme, no))));
        for (Standing standing : List.of(Standing.SERVED, Standing.DUE, Standing.LATE)) {
            spans.add(Tally.Span.of(series(programme, no, standing, null)));
        }
        for (Exclusion reason : Exclusion.values()) {
            spans.add(Tally.Span.of(series(programme, no, Standing.EXCLUDED, reason)));
        }
        Map<String, Map<String, Long>> sums = tally.sums(areas, spans);
        Map<String, Coverage> figures = new TreeMap<>();
        for (String area : areas) {
            Map<Exclusion, Long> excluded = new TreeMap<>();
            for (Exclusion reason : Exclusion.values()) {
                long n = Figures.n(sums, series(programme, no, Standing.EXCLUDED, reason), area);
                if (n != 0) {
                    excluded.put(reason, n);
                }
            }
            figures.put(
                    area,
                    new Coverage(
                            Figures.n(sums, members(programme, no), area),
                            Figures.n(sums, series(programme, no, Standing.SERVED, null), area),
                            Figures.n(sums, series(programme, no, Standing.DUE, null), area),
                            Figures.n(sums, series(programme, no, Standing.LATE, null), area),
                            excluded));
        }
        return figures;
    }
}
