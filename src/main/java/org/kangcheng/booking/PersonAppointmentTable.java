package org.kangcheng.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Appointment.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appointments and holds by person: the rules that bind a person rest here. */
@Component
class PersonAppointmentTable {
    private static final String COLUMNS = """
            select person_key, appointment_id, institution_id, session_id, slot_no, department_id, day, starts_at,
                   state, changed_at
              from booking.person_appointment
            """;

    private final JdbcClient jdbc;

    PersonAppointmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the appointment or hold, unless the person is banned, has a live number in the department on the day, or has
     * sent this request before; true when it did.
     */
    boolean add(Appointment appointment, @Nullable Instant heldUntil, String requestKey) {
        return jdbc.sql("""
                insert into booking.person_appointment (person_key, appointment_id, institution_id, session_id,
                    slot_no, department_id, day, starts_at, state, held_until, request_key, changed_at)
                select :person, :appointment, :institution, :session, :slotNo, :department, :day, :startsAt, :state,
                       :heldUntil, :requestKey, :now
                 where not exists (select from booking.ban
                                    where person_key = :person and until_at > :now and lifted_at is null)
                    on conflict do nothing
                """)
                        .param("person", appointment.personKey())
                        .param("appointment", appointment.id().appointmentId())
                        .param("institution", appointment.id().institutionId())
                        .param("session", appointment.slot().sessionId())
                        .param("slotNo", appointment.slot().slotNo())
                        .param("department", appointment.departmentId())
                        .param("day", appointment.day())
                        .param("startsAt", Timestamp.from(appointment.startsAt()))
                        .param("state", appointment.state().name())
                        .param("heldUntil", heldUntil == null ? null : Timestamp.from(heldUntil))
                        .param("requestKey", requestKey)
                        .param("now", Timestamp.from(appointment.changedAt()))
                        .update()
                == 1;
    }

    /** Marks holds whose time ran out, so that they stand in nobody's way; how many there were. */
    int lapseHolds(long personKey, Instant now) {
        return jdbc.sql("""
                update booking.person_appointment set state = 'RELEASED', changed_at = ?
                 where person_key = ? and state = 'HELD' and held_until <= ?
                """)
                .params(Timestamp.from(now), personKey, Timestamp.from(now))
                .update();
    }

    /** Moves the row on from one of {@code from}; true when it was there. */
    boolean move(long personKey, long appointmentId, State from, State to, Instant now) {
        return jdbc.sql("""
                update booking.person_appointment set state = ?, changed_at = ?, held_until = null
                 where person_key = ? and appointment_id = ? and state = ?
                """)
                        .params(to.name(), Timestamp.from(now), personKey, appointmentId, from.name())
                        .update()
                == 1;
    }

    /** Moves the row on after the institution's row has moved; they never disagree, or the transaction fails. */
    void follow(Appointment appointment, State to, Instant now) {
        if (!move(appointment.personKey(), appointment.id().appointmentId(), appointment.state(), to, now)) {
            throw new IllegalStateException(
                    "the person's row of appointment " + appointment.id() + " is not " + appointment.state());
        }
    }

    Optional<Appointment> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query(AppointmentTable::appointment)
                .optional();
    }

    /** The live number or hold that stands in the way of another in the same department on the same day. */
    Optional<Appointment> live(Appointment wanted) {
        return jdbc.sql(COLUMNS + """
                where person_key = ? and day = ? and institution_id = ? and department_id = ?
                  and state in ('HELD', 'BOOKED', 'CHECKED_IN')
                """)
                .params(wanted.personKey(), wanted.day(), wanted.id().institutionId(), wanted.departmentId())
                .query(AppointmentTable::appointment)
                .optional();
    }

    List<Appointment> liveOf(long personKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and state in ('BOOKED', 'CHECKED_IN')")
                .param(personKey)
                .query(AppointmentTable::appointment)
                .list();
    }

    /** Copies the row to the other key and leaves none: a row does not change its distribution key. */
    void giveTo(Appointment appointment, long personKey) {
        jdbc.sql("""
                insert into booking.person_appointment (person_key, appointment_id, institution_id, session_id,
                    slot_no, department_id, day, starts_at, state, held_until, request_key, changed_at)
                select ?, appointment_id, institution_id, session_id, slot_no, department_id, day, starts_at, state,
                       held_until, 'merged-' || appointment_id, changed_at
                  from booking.person_appointment where person_key = ? and appointment_id = ?
                """)
                .params(personKey, appointment.personKey(), appointment.id().appointmentId())
                .update();
        jdbc.sql("delete from booking.person_appointment where person_key = ? and appointment_id = ?")
                .params(appointment.personKey(), appointment.id().appointmentId())
                .update();
    }

    /** True the first time: the person is told now. */
    boolean markTold(long personKey, long appointmentId, Instant now) {
        return jdbc.sql("""
                update booking.person_appointment set told_at = ?
                 where person_key = ? and appointment_id = ? and told_at is null
                """)
                        .params(Timestamp.from(now), personKey, appointmentId)
                        .update()
                == 1;
    }

    Optional<Appointment> find(Collection<Long> personKeys, long appointmentId) {
        return jdbc.sql(COLUMNS + "where person_key in (:keys) and appointment_id = :appointment")
                .param("keys", personKeys)
                .param("appointment", appointmentId)
                .query(AppointmentTable::appointment)
                .optional();
    }

    Optional<Instant> heldUntil(long personKey, long appointmentId) {
        return jdbc.sql("""
                select held_until from booking.person_appointment
                 where person_key = ? and appointment_id = ? and state = 'HELD'
                """)
                .params(personKey, appointmentId)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The newest first; holds are none of them. */
    List<Appointment> of(Collection<Long> personKeys, long before, int limit) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and appointment_id < :before and state not in ('HELD', 'RELEASED')
                order by appointment_id desc
                limit :limit
                """)
                .param("keys", personKeys)
                .param("before", before)
                .param("limit", limit)
                .query(AppointmentTable::appointment)
                .list();
    }
}
