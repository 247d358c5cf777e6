package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ExclusionTable {
    private static final String TOLD =
            "select person_key, programme_no, reason, note, by_whom, at, lifted_by, lifted_at from programme.exclusion ";

    /** @param note what shows it */
    record Told(
            int programmeNo,
            Exclusion reason,
            String note,
            String by,
            LocalDate on,
            @Nullable String liftedBy,
            @Nullable LocalDate liftedOn) {
        /** What shows it, who has said so, and when. */
        public String proof() {
            return note + "（" + by + " " + on + "）";
        }
    }

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

    /** All that were ever told of somebody, the newest first. */
    List<Told> told(Collection<Long> keys) {
        return jdbc.sql(TOLD + "where person_key in (:keys) order by at desc")
                .param("keys", keys)
                .query((row, n) -> told(row))
                .list();
    }

    /** Those of one programme that stand, by person, of rows that are excluded; asks nothing when none is. */
    Map<Long, Told> standing(Collection<WorkTable.Row> rows, int programmeNo) {
        List<Long> keys = rows.stream()
                .filter(row -> row.excluded() != null)
                .map(WorkTable.Row::personKey)
                .toList();
        Map<Long, Told> standing = new HashMap<>();
        if (!keys.isEmpty()) {
            jdbc.sql(TOLD + "where person_key in (:keys) and programme_no = :programme and lifted_at is null")
                    .param("keys", keys)
                    .param("programme", programmeNo)
                    .query(row -> {
                        standing.put(row.getLong("person_key"), told(row));
                    });
        }
        return standing;
    }

    private static Told told(ResultSet row) throws SQLException {
        Timestamp lifted = row.getTimestamp("lifted_at");
        return new Told(
                row.getInt("programme_no"),
                Exclusion.valueOf(row.getString("reason")),
                row.getString("note"),
                row.getString("by_whom"),
                CityTime.dayOf(row.getTimestamp("at").toInstant()),
                row.getString("lifted_by"),
                lifted == null ? null : CityTime.dayOf(lifted.toInstant()));
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

    /** Whether it was told under this key, also when it was lifted since. */
    boolean wasTold(Collection<Long> keys, String requestKey) {
        return jdbc.sql("""
                select exists (select from programme.exclusion where person_key in (:keys) and request_key = :request)
                """)
                .param("keys", keys)
                .param("request", requestKey)
                .query(Boolean.class)
                .single();
    }

    /** False when the person is excluded from the programme already. @param requestKey null when it is told once */
    boolean insert(
            long personKey,
            long id,
            int programmeNo,
            Exclusion reason,
            String note,
            String by,
            @Nullable String requestKey,
            Instant at) {
        return jdbc.sql("""
                insert into programme.exclusion
                    (person_key, exclusion_id, programme_no, reason, note, by_whom, request_key, at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, id, programmeNo, reason.name(), note, by, requestKey, Timestamp.from(at))
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
