package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SubjectTable {
    private final JdbcClient jdbc;

    SubjectTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the person was counted so far; locks the person against others who look at her. */
    Optional<String> lockArea(long personKey) {
        return jdbc.sql("select area_code from programme.subject where person_key = ? for update")
                .param(personKey)
                .query(String.class)
                .optional();
    }

    void save(PersonFacts facts) {
        jdbc.sql("""
                insert into programme.subject as s (person_key, birth_date, sex, area_code, died_on, statuses, diagnoses,
                    contracts, occupations, events)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (person_key) do update set birth_date = excluded.birth_date, sex = excluded.sex,
                    area_code = excluded.area_code, died_on = excluded.died_on, statuses = excluded.statuses,
                    diagnoses = excluded.diagnoses, contracts = excluded.contracts,
                    occupations = excluded.occupations, events = excluded.events
                """)
                .params(Arrays.asList(
                        facts.personKey(),
                        facts.birth(),
                        facts.sex(),
                        facts.area(),
                        facts.diedOn(),
                        array(facts.statuses()),
                        array(facts.diagnoses()),
                        array(facts.contracts()),
                        array(facts.occupations()),
                        array(List.copyOf(new TreeSet<>(facts.events().keySet())))))
                .update();
    }

    private static String[] array(List<String> codes) {
        return codes.toArray(String[]::new);
    }

    /** What is known of somebody in a village, as her rules were last asked. */
    record Known(
            long personKey,
            @Nullable String sex,
            String areaCode,
            List<String> statuses,
            List<String> diagnoses,
            List<String> contracts,
            List<String> occupations,
            List<String> levels,
            List<String> benefits,
            List<String> events) {}

    List<Known> known(String village, LocalDate today) {
        return jdbc.sql("""
                select person_key, sex, area_code, statuses, diagnoses, contracts, occupations, events,
                       coalesce(%s, '{}') as levels, coalesce(%s, '{}') as benefits
                  from programme.subject p where area_code = :village
                """.formatted(PersonFacts.COLUMNS.get("levels"), PersonFacts.COLUMNS.get("benefits")))
                .param("village", village)
                .param("today", today)
                .query((row, n) -> new Known(
                        row.getLong("person_key"),
                        row.getString("sex"),
                        row.getString("area_code"),
                        list(row, "statuses"),
                        list(row, "diagnoses"),
                        list(row, "contracts"),
                        list(row, "occupations"),
                        list(row, "levels"),
                        list(row, "benefits"),
                        list(row, "events")))
                .list();
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** After a load that told nobody of its people. */
    void adoptAnew() {
        jdbc.sql("delete from programme.adopted").update();
    }

    void delete(long personKey) {
        jdbc.sql("delete from programme.subject where person_key = ?")
                .param(personKey)
                .update();
    }

    /** A town's residents that have never been looked at: taken over as they stand, once; in the order in which all lock them. */
    void adopt(String town, LocalDate day) {
        boolean first = jdbc.sql("insert into programme.adopted (area_code) values (?) on conflict do nothing")
                        .param(town)
                        .update()
                == 1;
        if (!first) {
            return;
        }
        jdbc.sql("""
                insert into programme.subject (person_key, birth_date, sex, area_code, died_on, statuses, diagnoses,
                    contracts, occupations, events)
                select p.person_key, p.birth_date, case p.sex when 1 then 'M' when 2 then 'F' end, p.area_code,
                       p.deceased_on,
                       coalesce((select array_agg(distinct g.kind order by g.kind) from identity_pub.granted_status g
                                  where g.person_key = p.person_key and g.from_date <= :day
                                    and (g.to_date is null or g.to_date > :day)), '{}'),
                       coalesce(f.diagnoses, '{}'), coalesce(f.contracts, '{}'), coalesce(f.occupations, '{}'),
                       coalesce(f.events, '{}')
                  from identity_pub.resident r
                  join identity_pub.person p on p.person_key = r.person_key
                  left join lateral (
                      select array_agg(distinct code order by code) filter (where kind = 'DIAGNOSIS') as diagnoses,
                             array_agg(distinct code order by code) filter (where kind = 'CONTRACT') as contracts,
                             array_agg(distinct code order by code) filter (where kind = 'OCCUPATION') as occupations,
                             array_agg(distinct code order by code) filter (where kind = 'EVENT') as events
                        from programme.fact where person_key = p.person_key and from_date <= :day
                         and (to_date is null or to_date > :day)
                  ) f on true
                 where r.area_code >= :prefix and r.area_code < :prefix || ':'
                 order by p.person_key
                on conflict do nothing
                """).param("day", day).param("prefix", town).update();
    }
}
