package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.encounter.Visit.State;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class VisitTable {
    private static final String COLUMNS = """
            select person_key, visit_id, institution_id, department_id, practitioner_id, class, state, appointment_id,
                   queue_no, day, complaint, arrived_at, started_at, ended_at, entry_key
              from encounter.visit
            """;

    private final JdbcClient jdbc;

    VisitTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the person has an open visit in this department, or came for this appointment or request before. */
    boolean insert(Visit visit, String requestKey) {
        return jdbc.sql("""
                insert into encounter.visit (person_key, visit_id, institution_id, department_id, practitioner_id,
                    class, appointment_id, queue_no, day, arrived_at, entry_key, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                        .params(visit.personKey(), visit.visitId(), visit.institutionId(), visit.departmentId())
                        .params(visit.practitionerId(), visit.kind().code(), visit.appointmentId(), visit.queueNo())
                        .params(visit.day(), Timestamp.from(visit.arrivedAt()), visit.entryKey(), requestKey)
                        .update()
                == 1;
    }

    Optional<Visit> find(PublicId visit) {
        return one(visit, "");
    }

    /** The same, held until the transaction ends: orders and the end of a visit do not pass each other. */
    Optional<Visit> lock(PublicId visit) {
        return one(visit, " for update");
    }

    private Optional<Visit> one(PublicId visit, String lock) {
        return jdbc.sql(COLUMNS + "where person_key = ? and visit_id = ?" + lock)
                .params(visit.shard(), visit.key())
                .query((row, n) -> visit(row))
                .optional();
    }

    Optional<Visit> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query((row, n) -> visit(row))
                .optional();
    }

    /** What a person has been at an institution for since a day, newest first. */
    List<Visit> at(Collection<Long> keys, long institutionId, LocalDate since) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and institution_id = :institution and day >= :since
                order by visit_id desc
                """)
                .param("keys", keys)
                .param("institution", institutionId)
                .param("since", since)
                .query((row, n) -> visit(row))
                .list();
    }

    List<Visit> of(Collection<Long> keys, long before, int limit) {
        return jdbc.sql(COLUMNS
                        + "where person_key in (:keys) and visit_id < :before order by visit_id desc limit :limit")
                .param("keys", keys)
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> visit(row))
                .list();
    }

    /** True for the one caller that takes the waiting person in. */
    boolean start(PublicId visit, long practitionerId, Instant now) {
        return jdbc.sql("""
                update encounter.visit set state = 'IN_PROGRESS', practitioner_id = ?, started_at = ?
                 where person_key = ? and visit_id = ? and state = 'ARRIVED'
                """)
                        .params(practitionerId, Timestamp.from(now), visit.shard(), visit.key())
                        .update()
                == 1;
    }

    boolean end(PublicId visit, State from, State to, Instant now) {
        return jdbc.sql("""
                update encounter.visit set state = ?, ended_at = ?
                 where person_key = ? and visit_id = ? and state = ?
                """)
                        .params(to.name(), Timestamp.from(now), visit.shard(), visit.key(), from.name())
                        .update()
                == 1;
    }

    void setComplaint(PublicId visit, String complaint) {
        jdbc.sql("update encounter.visit set complaint = ? where person_key = ? and visit_id = ?")
                .params(complaint, visit.shard(), visit.key())
                .update();
    }

    private static Visit visit(ResultSet row) throws SQLException {
        return new Visit(
                row.getLong("person_key"),
                row.getLong("visit_id"),
                row.getLong("institution_id"),
                row.getLong("department_id"),
                row.getObject("practitioner_id", Long.class),
                Visit.Kind.ofCode(row.getString("class")),
                State.valueOf(row.getString("state")),
                row.getObject("appointment_id", Long.class),
                row.getInt("queue_no"),
                row.getObject("day", LocalDate.class),
                row.getString("complaint"),
                row.getTimestamp("arrived_at").toInstant(),
                instant(row.getTimestamp("started_at")),
                instant(row.getTimestamp("ended_at")),
                row.getLong("entry_key"));
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
