package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SessionTable {
    private static final String COLUMNS = """
            select institution_id, session_id, department_id, practitioner_id, day, half_day, clinic_kind, place,
                   registration_fen, consulting_fen, release_at, session.starts_at, session.ends_at, capacity, status
            """;

    private final JdbcClient jdbc;
    private final AppointmentCounting counting;

    SessionTable(JdbcClient jdbc, AppointmentCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    /** Adds the session and its numbers; false when its practitioner, or its place in the plan, is already taken. */
    boolean add(long sessionId, NewSession session, Instant releaseAt, Instant now) {
        int added = jdbc.sql("""
                insert into booking.session (institution_id, session_id, department_id, practitioner_id, day, half_day,
                    clinic_kind, place, registration_fen, consulting_fen, release_at, starts_at, ends_at, capacity,
                    created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(session.institutionId(), sessionId, session.departmentId(), session.practitionerId())
                .params(session.day(), session.halfDay().name(), session.kind().name(), session.place())
                .params(session.registration().amount(), session.consulting().amount())
                .params(Timestamp.from(releaseAt), Timestamp.from(session.startsAt()))
                .params(Timestamp.from(session.endsAt()), session.capacity(), Timestamp.from(now))
                .update();
        if (added == 1) {
            addSlots(sessionId, session);
            counting.offered(session);
        }
        return added == 1;
    }

    /** The times as {@link NewSession#slotStart} reckons them: whole minutes, rounded down. */
    private void addSlots(long sessionId, NewSession session) {
        jdbc.sql("""
                insert into booking.slot (institution_id, session_id, slot_no, starts_at, ends_at)
                select :institution, :session, slot_no,
                       :startsAt + :minutes * (slot_no - 1) / :capacity * interval '1 minute',
                       :startsAt + :minutes * slot_no / :capacity * interval '1 minute'
                  from generate_series(1, :capacity) slot_no
                """)
                .param("institution", session.institutionId())
                .param("session", sessionId)
                .param("startsAt", session.startsAt().atOffset(ZoneOffset.UTC))
                .param("minutes", session.minutes())
                .param("capacity", session.capacity())
                .update();
    }

    Optional<Session> find(SessionId id) {
        return jdbc.sql(COLUMNS + "from booking.session where institution_id = ? and session_id = ?")
                .params(id.institutionId(), id.sessionId())
                .query(SessionTable::session)
                .optional();
    }

    /**
     * Sessions of some days with their free numbers counted, of one department or (null) of all: of each no more than its
     * capacity is read.
     */
    List<SessionOffer> offers(
            long institutionId, @Nullable Long departmentId, LocalDate from, LocalDate to, Instant now, int limit) {
        return jdbc.sql(COLUMNS + """
                , (select count(*) from booking.slot
                    where slot.institution_id = session.institution_id and slot.session_id = session.session_id
                      and (slot.state = 'FREE' or slot.state = 'HELD' and slot.held_until <= :now)
                      and slot.starts_at > :now and session.release_at <= :now) as free
                  from booking.session
                 where institution_id = :institution and day between :from and :to
                """ + (departmentId == null ? "" : " and department_id = :department ") + """
                 order by day, starts_at, department_id, clinic_kind, session_id
                 limit :limit
                """)
                .param("institution", institutionId)
                .param("department", departmentId)
                .param("from", from)
                .param("to", to)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, n) -> new SessionOffer(session(row, n), row.getInt("free")))
                .list();
    }

    /** Marks it stopped; false when it is already, or there is none. */
    boolean stop(SessionId id, String reason, Instant now) {
        return jdbc.sql("""
                update booking.session set status = 'STOPPED', stopped_at = ?, stop_reason = ?
                 where institution_id = ? and session_id = ? and status = 'OPEN'
                """)
                        .params(Timestamp.from(now), reason, id.institutionId(), id.sessionId())
                        .update()
                == 1;
    }

    static Session session(ResultSet row, int n) throws SQLException {
        return new Session(
                new SessionId(row.getLong("institution_id"), row.getLong("session_id")),
                row.getLong("department_id"),
                row.getObject("practitioner_id", Long.class),
                row.getObject("day", LocalDate.class),
                HalfDay.valueOf(row.getString("half_day")),
                ClinicKind.valueOf(row.getString("clinic_kind")),
                row.getString("place"),
                new Fen(row.getLong("registration_fen")),
                new Fen(row.getLong("consulting_fen")),
                row.getTimestamp("release_at").toInstant(),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getInt("capacity"),
                Session.Status.valueOf(row.getString("status")));
    }
}
