package org.kangcheng.booking;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 爽约: who has not come so long after the number's time. Marking twice changes nothing more. */
@Component
class NoShows {
    private final JdbcClient jdbc;
    private final AppointmentTable appointments;
    private final PersonAppointmentTable persons;
    private final BanTable bans;
    private final RulesTable rules;
    private final Clock clock;

    NoShows(
            JdbcClient jdbc,
            AppointmentTable appointments,
            PersonAppointmentTable persons,
            BanTable bans,
            RulesTable rules,
            Clock clock) {
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.persons = persons;
        this.bans = bans;
        this.rules = rules;
        this.clock = clock;
    }

    /** The day's sessions in which somebody has not come yet and whose time is past. */
    List<SessionId> missed(LocalDate day) {
        return jdbc.sql("""
                select distinct institution_id, session_id
                  from booking.session
                  join booking.appointment using (institution_id, session_id)
                  join booking.slot using (institution_id, session_id, slot_no)
                 where session.day = ? and appointment.state = 'BOOKED' and slot.starts_at < ?
                """)
                .params(day, Timestamp.from(clock.instant()))
                .query(SessionId.class)
                .list();
    }

    /** Marks those of a session, and bans who has reached the limit; how many were marked. */
    @Transactional
    int mark(SessionId session) {
        Rules of = rules.of(session.institutionId());
        Instant now = clock.instant();
        List<Appointment> missed = missed(session, now.minus(of.lateAfter()));
        for (Appointment appointment : missed) {
            appointments.move(appointment, State.NO_SHOW, now);
            persons.follow(appointment, State.NO_SHOW, now);
            LocalDate since = CityTime.dayOf(now).minusDays(of.noShowDays());
            bans.banIfDue(appointment.personKey(), since, of, now);
        }
        return missed.size();
    }

    /** Locks what it returns, so that nobody checks in while it is being marked. */
    private List<Appointment> missed(SessionId session, Instant startedBefore) {
        return jdbc.sql(AppointmentTable.SELECT + """
                where institution_id = ? and session_id = ? and appointment.state = 'BOOKED' and slot.starts_at < ?
                order by slot_no
                  for update of appointment
                """)
                .params(session.institutionId(), session.sessionId(), Timestamp.from(startedBefore))
                .query(AppointmentTable::appointment)
                .list();
    }
}
