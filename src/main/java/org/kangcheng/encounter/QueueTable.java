package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.encounter.Visit.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 候诊队列: the visits of an institution's day; and the numbers that are counted there. */
@Component
class QueueTable {
    private static final String COLUMNS = """
            select person_key, visit_id, department_id, practitioner_id, queue_no, state, called_at
              from encounter.queue
            """;

    private final JdbcClient jdbc;
    private final VisitCounting counting;

    QueueTable(JdbcClient jdbc, VisitCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    /** The next number of a series of the day, 1 first. A transaction that fails gives its number back. */
    int next(long institutionId, LocalDate day, long series) {
        return jdbc.sql("""
                insert into encounter.counter as c (institution_id, day, series, last_no) values (?, ?, ?, 1)
                    on conflict (institution_id, day, series) do update set last_no = c.last_no + 1
                returning last_no
                """)
                .params(institutionId, day, series)
                .query(Integer.class)
                .single();
    }

    void insert(Visit visit) {
        jdbc.sql("""
                insert into encounter.queue (institution_id, day, visit_id, department_id, practitioner_id,
                    person_key, queue_no, state)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(visit.institutionId(), visit.day(), visit.visitId(), visit.departmentId())
                .params(
                        visit.practitionerId(),
                        visit.personKey(),
                        visit.queueNo(),
                        visit.state().name())
                .update();
        counting.arrived(visit);
    }

    /** Follows what has happened to the visit itself: once for each of its states. */
    void follow(Visit visit) {
        jdbc.sql("""
                update encounter.queue set state = ?, practitioner_id = ?
                 where institution_id = ? and day = ? and visit_id = ?
                """)
                .params(visit.state().name(), visit.practitionerId())
                .params(visit.institutionId(), visit.day(), visit.visitId())
                .update();
        counting.moved(visit);
    }

    /** A department's visits of the day in the order of their numbers. */
    List<Waiting> list(long institutionId, LocalDate day, long departmentId, int after, int limit) {
        return jdbc.sql(COLUMNS + """
                where institution_id = ? and day = ? and department_id = ? and queue_no > ?
                order by queue_no limit ?
                """)
                .params(institutionId, day, departmentId, after, limit)
                .query((row, n) -> waiting(row))
                .list();
    }

    /** The institution's finished visits from a day to a day, the newest days first. */
    List<Waiting> finished(long institutionId, LocalDate first, LocalDate last, int most) {
        return jdbc.sql(COLUMNS + """
                where institution_id = ? and day between ? and ? and state = 'FINISHED'
                order by day desc, visit_id desc limit ?
                """)
                .params(institutionId, first, last, most)
                .query((row, n) -> waiting(row))
                .list();
    }

    /** The institution's visits of the day, newest first. */
    List<Waiting> newest(long institutionId, LocalDate day, long before, int limit) {
        return jdbc.sql(COLUMNS + """
                where institution_id = ? and day = ? and visit_id < ? order by visit_id desc limit ?
                """)
                .params(institutionId, day, before, limit)
                .query((row, n) -> waiting(row))
                .list();
    }

    /**
     * Calls the first who waits and was not called: whoever booked this practitioner, or nobody in particular. Two rooms
     * that call at once get two people.
     */
    Optional<Waiting> call(
            long institutionId, LocalDate day, long departmentId, @Nullable Long practitionerId, Instant now) {
        return jdbc.sql("""
                update encounter.queue set called_at = :now
                 where institution_id = :institution and day = :day and visit_id = (
                       select visit_id from encounter.queue
                        where institution_id = :institution and day = :day and department_id = :department
                          and state = 'ARRIVED' and called_at is null
                          and (practitioner_id is null or practitioner_id = :practitioner)
                        order by queue_no limit 1 for update skip locked)
                returning person_key, visit_id, department_id, practitioner_id, queue_no, state, called_at
                """)
                .param("now", Timestamp.from(now))
                .param("institution", institutionId)
                .param("day", day)
                .param("department", departmentId)
                .param("practitioner", practitionerId, java.sql.Types.BIGINT)
                .query((row, n) -> waiting(row))
                .optional();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getLong("person_key"),
                row.getLong("visit_id"),
                row.getLong("department_id"),
                row.getObject("practitioner_id", Long.class),
                row.getInt("queue_no"),
                State.valueOf(row.getString("state")),
                VisitTable.instant(row.getTimestamp("called_at")));
    }
}
