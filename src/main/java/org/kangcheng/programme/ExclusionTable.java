package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ExclusionTable {
    private final JdbcClient jdbc;

    ExclusionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By programme's number. */
    Map<Integer, Exclusion> open(long personKey) {
        Map<Integer, Exclusion> open = new HashMap<>();
        jdbc.sql("select programme_no, reason from programme.exclusion where person_key = ? and lifted_at is null")
                .param(personKey)
                .query(row -> {
                    open.put(row.getInt("programme_no"), Exclusion.valueOf(row.getString("reason")));
                });
        return open;
    }

    /** Those that stood in the evening of {@code day} by what was known at {@code at}. */
    Map<Integer, Exclusion> asKnown(long personKey, LocalDate day, Instant at) {
        Instant evening = CityTime.instant(day.plusDays(1).atStartOfDay());
        Instant then = at.isBefore(evening) ? at : evening;
        Map<Integer, Exclusion> standing = new HashMap<>();
        jdbc.sql("""
                select programme_no, reason from programme.exclusion
                 where person_key = :key and at <= :then and (lifted_at is null or lifted_at > :then) order by at
                """)
                .param("key", personKey)
                .param("then", Timestamp.from(then))
                .query(row -> {
                    standing.put(row.getInt("programme_no"), Exclusion.valueOf(row.getString("reason")));
                });
        return standing;
    }

    /** False when the person is excluded from the programme already. */
    boolean insert(long personKey, long id, int programmeNo, Exclusion reason, String note, String by, Instant at) {
        return jdbc.sql("""
                insert into programme.exclusion (person_key, exclusion_id, programme_no, reason, note, by_whom, at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, id, programmeNo, reason.name(), note, by, Timestamp.from(at))
                        .update()
                == 1;
    }

    boolean lift(long personKey, int programmeNo, String by, Instant at) {
        return jdbc.sql("""
                update programme.exclusion set lifted_at = ?, lifted_by = ?
                 where person_key = ? and programme_no = ? and lifted_at is null
                """)
                        .params(Timestamp.from(at), by, personKey, programmeNo)
                        .update()
                == 1;
    }
}
