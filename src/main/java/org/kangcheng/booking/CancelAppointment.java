package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.ChangeResult.Changed;
import org.kangcheng.booking.ChangeResult.NotChanged;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 退号: gives a number back, in time; it can be sold again at once. */
@Component
class CancelAppointment {
    private final AppointmentTable appointments;
    private final NumberTable numbers;
    private final PersonAppointmentTable persons;
    private final RulesTable rules;
    private final People people;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    CancelAppointment(
            AppointmentTable appointments,
            NumberTable numbers,
            PersonAppointmentTable persons,
            RulesTable rules,
            People people,
            Clock clock,
            ApplicationEventPublisher events) {
        this.appointments = appointments;
        this.numbers = numbers;
        this.persons = persons;
        this.rules = rules;
        this.people = people;
        this.clock = clock;
        this.events = events;
    }

    @Transactional
    ChangeResult cancel(long personKey, AppointmentId id, String reason) {
        Instant now = clock.instant();
        Optional<Appointment> found = appointments.find(id).filter(appointment -> belongs(appointment, personKey));
        if (found.isEmpty()) {
            return new NotChanged(Refusal.notFound("没有这个预约。"));
        }
        Appointment appointment = found.get();
        if (appointment.state() != State.BOOKED) {
            return asItStands(appointment);
        }
        Rules of = rules.of(id.institutionId());
        if (now.isAfter(appointment.startsAt().minus(of.cancelBefore()))) {
            return new NotChanged(Refusal.rule(
                    "too-late-to-cancel",
                    "就诊前%d分钟内不能在线退号,请到医院窗口办理。".formatted(of.cancelBefore().toMinutes())));
        }
        if (!numbers.giveBack(appointment, reason, now)) {
            // Somebody else has just cancelled it, checked it in or stopped its session.
            return asItStands(appointments.find(id).orElse(appointment));
        }
        persons.follow(appointment, State.CANCELLED, now);
        events.publishEvent(new AppointmentCancelled(id.institutionId(), id.appointmentId(), appointment.personKey()));
        return new Changed(appointment.in(State.CANCELLED, now));
    }

    private boolean belongs(Appointment appointment, long personKey) {
        return appointment.personKey() == personKey || people.aliases(personKey).contains(appointment.personKey());
    }

    private static ChangeResult asItStands(Appointment appointment) {
        return switch (appointment.state()) {
            case CANCELLED, STOPPED -> new Changed(appointment);
            default ->
                new NotChanged(Refusal.conflict(
                        "not-cancellable", "该预约" + appointment.state().label() + ",不能退号。"));
        };
    }
}
