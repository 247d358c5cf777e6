package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kangcheng.booking.Appointment.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appointments by institution. How they begin and end is the number's matter: {@link NumberTable}. */
@Component
class AppointmentTable {
    static final String SELECT = """
            select appointment.institution_id, appointment.appointment_id, session_id, slot_no, person_key, department_id, day,
                   slot.starts_at, appointment.state, appointment.changed_at
              from booking.appointment
              join booking.slot using (institution_id, session_id, slot_no)
              join booking.session using (institution_id, session_id)
            """;

    /** Where each is found by an index of those that keep their number. */
    private static final String KEEPS_NUMBER =
            " and appointment.state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW') ";

    private final JdbcClient jdbc;
    private final AppointmentCounting counting;

    AppointmentTable(JdbcClient jdbc, AppointmentCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    Optional<Appointment> find(AppointmentId id) {
        return jdbc.sql(SELECT + "where appointment.institution_id = ? and appointment.appointment_id = ?")
                .params(id.institutionId(), id.appointmentId())
                .query(AppointmentTable::appointment)
                .optional();
    }

    /** All that ever had the number, the newest first: at most one of them keeps it. */
    List<Appointment> bySlot(SlotId slot) {
        String number = " where institution_id = :institution and session_id = :session and slot_no = :slotNo";
        return jdbc.sql(SELECT + number + KEEPS_NUMBER + "union all " + SELECT + number + """
                   and appointment.state in ('CANCELLED', 'STOPPED')
                 order by appointment_id desc
                """)
                .param("institution", slot.institutionId())
                .param("session", slot.sessionId())
                .param("slotNo", slot.slotNo())
                .query(AppointmentTable::appointment)
                .list();
    }

    /** Who has the numbers of a session, in their order. */
    List<Appointment> bySession(SessionId session) {
        return jdbc.sql(SELECT + "where institution_id = ? and session_id = ?" + KEEPS_NUMBER + "order by slot_no")
                .params(session.institutionId(), session.sessionId())
                .query(AppointmentTable::appointment)
                .list();
    }

    /** Who has a number of the department on the day, by time. */
    List<Appointment> ofDay(long institutionId, long departmentId, LocalDate day, Instant from, long after, int limit) {
        return jdbc.sql(SELECT + """
                where institution_id = :institution and department_id = :department and day = :day
                  and (slot.starts_at, appointment.appointment_id) > (:from, :after)
                """ + KEEPS_NUMBER + """
                order by slot.starts_at, appointment.appointment_id
                limit :limit
                """)
                .param("institution", institutionId)
                .param("department", departmentId)
                .param("day", day)
                .param("from", Timestamp.from(from))
                .param("after", after)
                .param("limit", limit)
                .query(AppointmentTable::appointment)
                .list();
    }

    /** Moves a locked appointment on. */
    void move(Appointment locked, State to, Instant now) {
        jdbc.sql("""
                update booking.appointment set state = ?, changed_at = ?
                 where institution_id = ? and appointment_id = ?
                """)
                .params(to.name(), Timestamp.from(now))
                .params(locked.id().institutionId(), locked.id().appointmentId())
                .update();
        counting.moved(List.of(locked), to);
    }

    /** The person is known by another key from now on. */
    void giveTo(Appointment appointment, long personKey) {
        jdbc.sql("update booking.appointment set person_key = ? where institution_id = ? and appointment_id = ?")
                .params(
                        personKey,
                        appointment.id().institutionId(),
                        appointment.id().appointmentId())
                .update();
    }

    /** Locks and returns it: what is decided after this about its state stays true until the transaction ends. */
    Optional<Appointment> lock(AppointmentId id) {
        return jdbc.sql(
                        SELECT
                                + "where appointment.institution_id = ? and appointment.appointment_id = ? for update of appointment")
                .params(id.institutionId(), id.appointmentId())
                .query(AppointmentTable::appointment)
                .optional();
    }

    static Appointment appointment(ResultSet row, int n) throws SQLException {
        long institutionId = row.getLong("institution_id");
        return new Appointment(
                new AppointmentId(institutionId, row.getLong("appointment_id")),
                new SlotId(institutionId, row.getLong("session_id"), row.getInt("slot_no")),
                row.getLong("person_key"),
                row.getLong("department_id"),
                row.getObject("day", LocalDate.class),
                row.getTimestamp("starts_at").toInstant(),
                State.valueOf(row.getString("state")),
                row.getTimestamp("changed_at").toInstant());
    }
}
