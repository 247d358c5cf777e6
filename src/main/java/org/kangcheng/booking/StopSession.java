package org.kangcheng.booking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.kangcheng.booking.Appointment.State;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 停诊: the session will not be held. Everybody who waits for it loses the number without blame; who has been seen, or
 * has not come, keeps what happened.
 */
@Component
class StopSession {
    private final JdbcClient jdbc;
    private final SessionTable sessions;
    private final PersonAppointmentTable persons;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final AppointmentCounting counting;

    StopSession(
            JdbcClient jdbc,
            SessionTable sessions,
            PersonAppointmentTable persons,
            Clock clock,
            ApplicationEventPublisher events,
            AppointmentCounting counting) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.persons = persons;
        this.clock = clock;
        this.events = events;
        this.counting = counting;
    }

    /** How many people lost a number. */
    @Transactional
    int stop(SessionId session, String reason) {
        Instant now = clock.instant();
        if (!sessions.stop(session, reason, now)) {
            return 0;
        }
        lockNumbers(session);
        List<Appointment> waiting = waiting(session);
        closeAppointments(session, reason, now);
        counting.moved(waiting, State.STOPPED);
        counting.withdrawn(sessions.find(session).orElseThrow(), closeNumbers(session));
        for (Appointment appointment : waiting) {
            persons.follow(appointment, State.STOPPED, now);
            events.publishEvent(new AppointmentStopped(
                    session.institutionId(), appointment.id().appointmentId(), appointment.personKey()));
        }
        return waiting.size();
    }

    /** Waits for those who are just taking or giving back a number; from here on nobody does. */
    private void lockNumbers(SessionId session) {
        jdbc.sql("""
                select slot_no from booking.slot where institution_id = ? and session_id = ? order by slot_no for update
                """)
                .params(session.institutionId(), session.sessionId())
                .query(Integer.class)
                .list();
    }

    private List<Appointment> waiting(SessionId session) {
        return jdbc.sql(AppointmentTable.SELECT + """
                where institution_id = ? and session_id = ? and appointment.state in ('BOOKED', 'CHECKED_IN')
                order by slot_no for update of appointment
                """)
                .params(session.institutionId(), session.sessionId())
                .query(AppointmentTable::appointment)
                .list();
    }

    private void closeAppointments(SessionId session, String reason, Instant now) {
        jdbc.sql("""
                update booking.appointment set state = 'STOPPED', changed_at = ?, reason = ?
                 where institution_id = ? and session_id = ? and state in ('BOOKED', 'CHECKED_IN')
                """)
                .params(Timestamp.from(now), reason, session.institutionId(), session.sessionId())
                .update();
    }

    /** How many. */
    private int closeNumbers(SessionId session) {
        return jdbc.sql("""
                update booking.slot
                   set state = 'STOPPED', held_by = null, held_until = null, appointment_id = null
                 where institution_id = :institution and session_id = :session
                   and not exists (select from booking.appointment
                                    where institution_id = :institution and session_id = :session
                                      and appointment.slot_no = slot.slot_no
                                      and appointment.state in ('FULFILLED', 'NO_SHOW'))
                """)
                .param("institution", session.institutionId())
                .param("session", session.sessionId())
                .update();
    }
}
