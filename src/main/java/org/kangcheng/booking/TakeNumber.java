package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Banned;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.Closed;
import org.kangcheng.booking.BookResult.Full;
import org.kangcheng.booking.BookResult.HoldLapsed;
import org.kangcheng.booking.BookResult.NotBooked;
import org.kangcheng.booking.BookResult.NotYetReleased;
import org.kangcheng.booking.BookResult.SlotTaken;
import org.kangcheng.booking.BookResult.Unknown;
import org.kangcheng.booking.HoldResult.Held;
import org.kangcheng.booking.NumberTable.Taken;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Books a number, or holds one. Two statements in one transaction: one takes the number, where numbers are, by the
 * institution's key; one adds it to the person's, where the rules about people are. Each one's row count decides, and if
 * the second says no the first is undone. Why it was no is asked only afterwards.
 */
@Component
class TakeNumber {
    /** What a try came to: the number, as the person has it now, or a no. */
    private sealed interface Outcome {
        record Got(Appointment appointment) implements Outcome {}

        record No(NotBooked why) implements Outcome {}

        /** The number was free, but the person may not have it. */
        record PersonMayNot(Appointment wanted) implements Outcome {}
    }

    private final NumberTable numbers;
    private final PersonAppointmentTable persons;
    private final BanTable bans;
    private final RulesTable rules;
    private final People people;
    private final Ids ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate undoable;

    TakeNumber(
            NumberTable numbers,
            PersonAppointmentTable persons,
            BanTable bans,
            RulesTable rules,
            People people,
            Ids ids,
            Clock clock,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.numbers = numbers;
        this.persons = persons;
        this.bans = bans;
        this.rules = rules;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
        this.undoable = new TransactionTemplate(transactions);
        // A savepoint inside a caller's transaction, so that a no undoes the number alone.
        this.undoable.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    BookResult book(Booking booking) {
        return switch (take(booking, null)) {
            case Outcome.Got(Appointment appointment)
            when appointment.state() == State.HELD -> new AlreadyBooked(appointment.id());
            case Outcome.Got(Appointment appointment) -> new Booked(appointment);
            case Outcome.No(NotBooked why) -> why;
            case Outcome.PersonMayNot(Appointment wanted) -> new AlreadyBooked(wanted.id());
        };
    }

    HoldResult hold(Booking booking) {
        Instant until = clock.instant().plus(rules.of(booking.institutionId()).hold());
        return switch (take(booking, until)) {
            case Outcome.Got(Appointment hold) -> stillHeld(hold);
            case Outcome.No(NotBooked why) -> why;
            case Outcome.PersonMayNot(Appointment wanted) -> new AlreadyBooked(wanted.id());
        };
    }

    private HoldResult stillHeld(Appointment hold) {
        return persons.heldUntil(hold.personKey(), hold.id().appointmentId())
                .<HoldResult>map(until -> new Held(hold.id(), hold.slot(), until))
                .orElseGet(HoldLapsed::new);
    }

    private Outcome take(Booking asked, @Nullable Instant heldUntil) {
        Optional<Person> person = people.find(asked.personKey());
        if (person.isEmpty() || person.get().deceasedOn() != null) {
            return new Outcome.No(new Unknown(Refusal.rule("person-unfit", "查无此人,或此人已登记死亡,不能预约。")));
        }
        Booking booking = asked.by(person.get().personKey());
        Instant now = clock.instant();
        Outcome outcome = tryOnce(booking, heldUntil, now);
        if (outcome instanceof Outcome.PersonMayNot(Appointment wanted)) {
            Optional<Outcome> why = whyNot(booking, wanted, now);
            // What stood in the way is gone in the meantime, or was only a hold that had lapsed.
            return why.orElseGet(() -> tryOnce(booking, heldUntil, now));
        }
        return outcome;
    }

    private Outcome tryOnce(Booking booking, @Nullable Instant heldUntil, Instant now) {
        return undoable.execute(transaction -> {
            Outcome outcome = takeAndAdd(booking, heldUntil, now);
            if (outcome instanceof Outcome.PersonMayNot) {
                transaction.setRollbackOnly();
            }
            return outcome;
        });
    }

    private Outcome takeAndAdd(Booking booking, @Nullable Instant heldUntil, Instant now) {
        AppointmentId id = new AppointmentId(booking.institutionId(), ids.next());
        Optional<Taken> found = heldUntil == null
                ? numbers.book(booking, id.appointmentId(), now)
                : numbers.hold(booking, id.appointmentId(), now, heldUntil);
        if (found.isEmpty()) {
            return new Outcome.No(new Unknown(Refusal.notFound("没有这个班次。")));
        }
        Taken taken = found.get();
        if (taken.slotNo() == null || taken.startsAt() == null) {
            return repeated(booking).orElseGet(() -> new Outcome.No(none(taken, booking, now)));
        }
        Appointment appointment = new Appointment(
                id,
                booking.session().slot(taken.slotNo()),
                booking.personKey(),
                taken.departmentId(),
                taken.day(),
                taken.startsAt(),
                heldUntil == null ? State.BOOKED : State.HELD,
                now);
        if (!persons.add(appointment, heldUntil, booking.requestKey())) {
            return new Outcome.PersonMayNot(appointment);
        }
        if (heldUntil == null) {
            events.publishEvent(
                    new AppointmentBooked(booking.institutionId(), id.appointmentId(), booking.personKey()));
        }
        return new Outcome.Got(appointment);
    }

    private static NotBooked none(Taken session, Booking booking, Instant now) {
        if (session.stopped()) {
            return new Closed(true);
        }
        if (now.isBefore(session.releaseAt())) {
            return new NotYetReleased(session.releaseAt());
        }
        if (!now.isBefore(session.endsAt())) {
            return new Closed(false);
        }
        return booking.slotNo() == null ? new Full() : new SlotTaken();
    }

    /** A request that was sent before gets what it got then. */
    private Optional<Outcome> repeated(Booking booking) {
        return persons.byRequest(booking.personKey(), booking.requestKey()).map(Outcome.Got::new);
    }

    private Optional<Outcome> whyNot(Booking booking, Appointment wanted, Instant now) {
        Optional<Outcome> before = repeated(booking);
        if (before.isPresent()) {
            return before;
        }
        Optional<Instant> bannedUntil = bans.until(booking.personKey(), now);
        if (bannedUntil.isPresent()) {
            return Optional.of(new Outcome.No(new Banned(bannedUntil.get())));
        }
        if (persons.lapseHolds(booking.personKey(), now) > 0) {
            return Optional.empty();
        }
        return persons.live(wanted).map(live -> new Outcome.No(new AlreadyBooked(live.id())));
    }
}
