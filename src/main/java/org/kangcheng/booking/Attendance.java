package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.ChangeResult.Changed;
import org.kangcheng.booking.ChangeResult.NotChanged;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 取号 and what follows: the person has come, and has been seen. */
@Component
class Attendance {
    private final AppointmentTable appointments;
    private final PersonAppointmentTable persons;
    private final RulesTable rules;
    private final People people;
    private final Clock clock;

    Attendance(
            AppointmentTable appointments,
            PersonAppointmentTable persons,
            RulesTable rules,
            People people,
            Clock clock) {
        this.appointments = appointments;
        this.persons = persons;
        this.rules = rules;
        this.people = people;
        this.clock = clock;
    }

    @Transactional
    ChangeResult checkIn(long personKey, AppointmentId id) {
        Optional<Appointment> found = locked(personKey, id);
        if (found.isEmpty()) {
            return new NotChanged(Refusal.notFound("没有这个预约。"));
        }
        Appointment appointment = found.get();
        return switch (appointment.state()) {
            case CHECKED_IN, FULFILLED -> new Changed(appointment);
            case BOOKED ->
                checkInTime(appointment)
                        .<ChangeResult>map(NotChanged::new)
                        .orElseGet(() -> move(appointment, State.CHECKED_IN));
            default -> refused(appointment, "不能签到");
        };
    }

    /** Seen by a doctor, checked in or not: what has happened is not refused. */
    @Transactional
    ChangeResult fulfil(long personKey, AppointmentId id) {
        Optional<Appointment> found = locked(personKey, id);
        if (found.isEmpty()) {
            return new NotChanged(Refusal.notFound("没有这个预约。"));
        }
        Appointment appointment = found.get();
        return switch (appointment.state()) {
            case FULFILLED -> new Changed(appointment);
            case BOOKED, CHECKED_IN -> move(appointment, State.FULFILLED);
            default -> refused(appointment, "不能就诊");
        };
    }

    private Optional<Appointment> locked(long personKey, AppointmentId id) {
        return appointments
                .lock(id)
                .filter(found -> found.personKey() == personKey
                        || people.aliases(personKey).contains(found.personKey()));
    }

    private Optional<Refusal> checkInTime(Appointment appointment) {
        Instant now = clock.instant();
        if (!appointment.day().equals(CityTime.today(clock))) {
            return Optional.of(Refusal.rule("not-today", "请在就诊当天(%s)签到。".formatted(appointment.day())));
        }
        Rules of = rules.of(appointment.id().institutionId());
        if (now.isAfter(appointment.startsAt().plus(of.lateAfter()))) {
            return Optional.of(Refusal.rule(
                    "too-late-to-check-in",
                    "已超过就诊时间%d分钟,号已作废。".formatted(of.lateAfter().toMinutes())));
        }
        return Optional.empty();
    }

    private ChangeResult move(Appointment appointment, State to) {
        Instant now = clock.instant();
        appointments.move(appointment, to, now);
        persons.follow(appointment, to, now);
        return new Changed(appointment.in(to, now));
    }

    private static ChangeResult refused(Appointment appointment, String what) {
        return new NotChanged(Refusal.conflict(
                "wrong-state", "该预约%s,%s。".formatted(appointment.state().label(), what)));
    }
}
