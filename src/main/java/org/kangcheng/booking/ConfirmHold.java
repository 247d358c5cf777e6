package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.HoldLapsed;
import org.kangcheng.identity.People;
import org.kangcheng.terminology.CareChannel;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes an appointment of a held number, or gives it up. A hold lapses by its own clock; nobody needs to sweep. */
@Component
class ConfirmHold {
    private final NumberTable numbers;
    private final PersonAppointmentTable persons;
    private final People people;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate undoable;

    ConfirmHold(
            NumberTable numbers,
            PersonAppointmentTable persons,
            People people,
            Clock clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.numbers = numbers;
        this.persons = persons;
        this.people = people;
        this.clock = clock;
        this.events = events;
        this.undoable = new TransactionTemplate(transactions);
        this.undoable.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    BookResult confirm(long personKey, AppointmentId holdId, CareChannel channel) {
        Optional<Appointment> hold = find(personKey, holdId);
        if (hold.isPresent() && hold.get().state().keepsNumber()) {
            return new Booked(hold.get());
        }
        return hold.filter(found -> found.state() == State.HELD)
                .<BookResult>flatMap(found -> makeAppointment(found, channel).map(Booked::new))
                .orElseGet(HoldLapsed::new);
    }

    private Optional<Appointment> makeAppointment(Appointment hold, CareChannel channel) {
        Instant now = clock.instant();
        long id = hold.id().appointmentId();
        return undoable.execute(transaction -> {
            if (!numbers.confirm(hold, channel.code(), now)) {
                return Optional.empty();
            }
            if (!persons.move(hold.personKey(), id, State.HELD, State.BOOKED, now)) {
                // Another booking of the same person has just found this hold lapsed.
                transaction.setRollbackOnly();
                return Optional.empty();
            }
            events.publishEvent(new AppointmentBooked(hold.id().institutionId(), id, hold.personKey()));
            return Optional.of(hold.in(State.BOOKED, now));
        });
    }

    /** Frees the number at once. Giving up what is not held changes nothing. */
    @Transactional
    void release(long personKey, AppointmentId holdId) {
        find(personKey, holdId).filter(found -> found.state() == State.HELD).ifPresent(hold -> {
            numbers.release(hold);
            persons.move(hold.personKey(), holdId.appointmentId(), State.HELD, State.RELEASED, clock.instant());
        });
    }

    private Optional<Appointment> find(long personKey, AppointmentId holdId) {
        return persons.find(people.aliases(personKey), holdId.appointmentId())
                .filter(found -> found.id().equals(holdId));
    }
}
