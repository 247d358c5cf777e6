package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.Full;
import org.kangcheng.booking.BookResult.HoldLapsed;
import org.kangcheng.booking.HoldResult.Held;
import org.kangcheng.terminology.CareChannel;

/** 锁号: a held number is nobody else's for fifteen minutes, and then anybody's, though nobody sweeps. */
class HoldStory extends BookingPlatform {
    @Test
    void aHeldNumberIsNotSoldAndBecomesAnAppointmentUnderTheSameId() {
        Session session = session(1);
        long person = somebody();

        Held held = held(session, person);
        assertThat(held.until()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
        assertThat(book(session, somebody())).isEqualTo(new Full());
        assertThat(slots.bySession(session.id()).getFirst().status()).isEqualTo(Slot.Status.HELD);
        assertThat(appointments.ofPerson(person, null, 10).items()).isEmpty();

        BookResult confirmed = appointments.confirm(person, held.holdId(), CareChannel.MINI_PROGRAM);
        assertThat(confirmed)
                .isInstanceOfSatisfying(
                        Booked.class,
                        booked -> assertThat(booked.appointment().id()).isEqualTo(held.holdId()));
        assertThat(appointments.confirm(person, held.holdId(), CareChannel.MINI_PROGRAM))
                .isEqualTo(confirmed);
        assertThat(appointments.ofPerson(person, null, 10).items()).hasSize(1);
    }

    @Test
    void aLapsedHoldIsFreeWithoutAnybodysDoing() {
        Session session = session(1);
        long slow = somebody();
        Held held = held(session, slow);

        clock.advance(Duration.ofMinutes(15));
        assertThat(free(session)).isEqualTo(1);
        assertThat(appointments.confirm(slow, held.holdId(), CareChannel.MINI_PROGRAM))
                .isEqualTo(new HoldLapsed());
        assertThat(booked(session, somebody()).slot()).isEqualTo(held.slot());
        assertThat(appointments.confirm(slow, held.holdId(), CareChannel.MINI_PROGRAM))
                .isEqualTo(new HoldLapsed());
    }

    @Test
    void whoseHoldLapsedMayTryAgain() {
        Session session = session(2);
        long person = somebody();
        Held first = held(session, person);
        assertThat(book(session, person)).isEqualTo(new AlreadyBooked(first.holdId()));

        clock.advance(Duration.ofMinutes(16));
        assertThat(book(session, person)).isInstanceOf(Booked.class);
    }

    @Test
    void aHoldGivenUpIsFreeAtOnce() {
        Session session = session(1);
        long person = somebody();
        Held held = held(session, person);

        appointments.release(somebody(), held.holdId());
        assertThat(free(session)).isZero();
        appointments.release(person, held.holdId());
        assertThat(free(session)).isEqualTo(1);
        assertThat(book(session, person)).isInstanceOf(Booked.class);
    }

    @Test
    void nobodyConfirmsAnothersHold() {
        Held held = held(session(1), somebody());

        assertThat(appointments.confirm(somebody(), held.holdId(), CareChannel.COUNTER))
                .isEqualTo(new HoldLapsed());
    }

    @Test
    void aHoldInAStoppedSessionIsGone() {
        Session session = session(1);
        long person = somebody();
        Held held = held(session, person);
        sessions.stop(session.id(), "停电");

        assertThat(appointments.confirm(person, held.holdId(), CareChannel.COUNTER))
                .isEqualTo(new HoldLapsed());
    }

    private Held held(Session session, long person) {
        return (Held) appointments.hold(Booking.next(
                session.id(),
                person,
                CareChannel.MINI_PROGRAM,
                UUID.randomUUID().toString()));
    }
}
