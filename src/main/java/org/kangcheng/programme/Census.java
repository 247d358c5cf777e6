package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathers the people of a programme that was put in force, town by town: a transaction each, so that nobody who writes
 * waits for long. The rule is evaluated in SQL; whoever changes meanwhile is looked at by {@link Upkeep}, and what one of
 * the two has written the other leaves.
 */
@Component
class Census {
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
        List<InForce> waiting =
                programmes.all().stream().filter(InForce::computing).toList();
        for (InForce programme : waiting) {
            gather(programme);
        }
        return waiting.size();
    }

    private void gather(InForce programme) {
        LocalDate today = CityTime.today(clock);
        for (String town : towns()) {
            transaction.executeWithoutResult(_ -> {
                subjects.adopt(town, today);
                new Town(programme, town, today).gather();
            });
        }
        programmes.computed(programme);
    }

    private List<String> towns() {
        return areas.all().stream()
                .filter(area -> area.level() == Area.Level.TOWN)
                .map(Area::code)
                .toList();
    }

    /** One programme in one town. */
    private final class Town {
        private final InForce programme;
        private final String town;
        private final LocalDate today;
        private final String member;

        Town(InForce programme, String town, LocalDate today) {
            this.programme = programme;
            this.town = town;
            this.today = today;
            this.member = "p.area_code >= :town and p.area_code < :town || ':' and "
                    + programme.programme().members().sql(PersonFacts.COLUMNS);
        }

        void gather() {
            forLookingAt();
            with("""
                    insert into programme.membership (person_key, programme_no, entered_on, recorded_at)
                    select p.person_key, :programme, :today, :now from programme.subject p where %s
                    on conflict do nothing
                    """.formatted(member));
            for (Service service : programme.services()) {
                duties(service);
            }
        }

        /** Members of an older version who belong no more, and members who have been served before: one by one. */
        private void forLookingAt() {
            with("""
                    insert into programme.stale (person_key, since)
                    select p.person_key, :now from programme.subject p
                     where p.area_code >= :town and p.area_code < :town || ':'
                       and (exists (select from programme.membership m
                                     where m.person_key = p.person_key and m.programme_no = :programme
                                       and m.left_on is null)
                         or exists (select from programme.delivery d join programme.service s using (service_no)
                                     where d.person_key = p.person_key and s.programme_no = :programme))
                    on conflict do nothing
                    """);
        }

        private void duties(Service service) {
            int no = programme.number(service);
            String condition = service.when() == null
                    ? member
                    : member + " and " + service.when().sql(PersonFacts.COLUMNS);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("service", no);
            with("""
                    insert into programme.duty (person_key, service_no, opens_on, due_on, point, excluded)
                    select p.person_key, :service, w.opens, w.due, w.point, case when p.died_on is not null then 'DEAD' end
                      from programme.subject p cross join lateral (%s) w
                     where %s
                       and not exists (select from programme.delivery d
                                        where d.person_key = p.person_key and d.service_no = :service)
                    on conflict do nothing
                    """.formatted(service.cadence().firstSql(), condition), values);
            with("""
                    with new as (
                        insert into programme.work (area_code, service_no, person_key, opens_on, due_on, excluded)
                        select p.area_code, d.service_no, d.person_key, d.opens_on, d.due_on, d.excluded
                          from programme.subject p join programme.duty d on d.person_key = p.person_key
                         where p.area_code >= :town and p.area_code < :town || ':' and d.service_no = :service
                        on conflict do nothing
                        returning *
                    )
                    insert into tally.change (area_code, series_no, day, n)
                    select area_code, :members, :noDay, count(*) from new group by area_code
                    union all
                    select area_code, :dead, :noDay, count(*) from new where excluded is not null group by area_code
                    union all
                    select area_code, :opens, opens_on, count(*) from new where excluded is null group by 1, 3
                    union all
                    select area_code, :due, due_on, count(*) from new where excluded is null group by 1, 3
                    """, series(no, values));
        }

        private Map<String, Object> series(int no, Map<String, Object> values) {
            values.put("members", tally.series(Counting.members(no)));
            values.put("dead", tally.series(Counting.excluded(no, Exclusion.DEAD)));
            values.put("opens", tally.series(Counting.opens(no)));
            values.put("due", tally.series(Counting.due(no)));
            values.put("noDay", Tally.NO_DAY);
            return values;
        }

        private void with(String sql) {
            with(sql, Map.of());
        }

        private void with(String sql, Map<String, Object> more) {
            jdbc.sql(sql)
                    .param("town", town)
                    .param("today", today)
                    .param("programme", programme.no())
                    .param("now", Timestamp.from(clock.instant()))
                    .params(more)
                    .update();
        }
    }
}
