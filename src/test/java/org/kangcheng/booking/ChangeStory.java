package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.ChangeResult.Changed;
import org.kangcheng.booking.ChangeResult.NotChanged;
import org.kangcheng.kernel.Slice;

/** What becomes of an appointment: given back, come to, missed, stopped. */
class ChangeStory extends BookingPlatform {
    @Test
    void aNumberGivenBackInTimeIsSoldAgainAtOnce() {
        Session session = session(1);
        long person = somebody();
        Appointment appointment = booked(session, person);

        assertThat(state(appointments.cancel(person, appointment.id(), "改天再来"))).isEqualTo(State.CANCELLED);
        assertThat(state(appointments.cancel(person, appointment.id(), "改天再来"))).isEqualTo(State.CANCELLED);

        Appointment next = booked(session, somebody());
        assertThat(next.slot()).isEqualTo(appointment.slot());
        assertThat(appointments.bySlot(next.slot()))
                .extracting(Appointment::state)
                .containsExactly(State.BOOKED, State.CANCELLED);
    }

    @Test
    void untilHalfAnHourBefore() {
        Session session = session(1);
        long person = somebody();
        Appointment appointment = booked(session, person);

        clock.set(today.atTime(13, 31));
        assertThat(refusal(appointments.cancel(person, appointment.id(), "来不了")))
                .isEqualTo("too-late-to-cancel");
        clock.set(today.atTime(13, 30));
        assertThat(state(appointments.cancel(person, appointment.id(), "来不了"))).isEqualTo(State.CANCELLED);
    }

    @Test
    void anothersAppointmentIsNotThere() {
        Appointment appointment = booked(session(1), somebody());

        assertThat(refusal(appointments.cancel(somebody(), appointment.id(), "乱点")))
                .isEqualTo("not-found");
        assertThat(refusal(appointments.checkIn(somebody(), appointment.id()))).isEqualTo("not-found");
        assertThat(refusal(appointments.fulfil(somebody(), appointment.id()))).isEqualTo("not-found");
    }

    @Test
    void whoComesChecksInIsSeenAndMayBookAgain() {
        long person = somebody();
        Appointment appointment = booked(session(1), person);

        assertThat(state(appointments.checkIn(person, appointment.id()))).isEqualTo(State.CHECKED_IN);
        assertThat(refusal(appointments.cancel(person, appointment.id(), "不看了")))
                .isEqualTo("not-cancellable");
        Session evening = created(plan(clinic, today, HalfDay.NIGHT, 1));
        assertThat(book(evening, person)).isEqualTo(new AlreadyBooked(appointment.id()));

        assertThat(state(appointments.fulfil(person, appointment.id()))).isEqualTo(State.FULFILLED);
        assertThat(state(appointments.fulfil(person, appointment.id()))).isEqualTo(State.FULFILLED);
        assertThat(book(evening, person)).isInstanceOf(Booked.class);
    }

    @Test
    void onlyOnTheDayAndNotTooLate() {
        long early = somebody();
        Appointment tomorrow = booked(created(plan(clinic, today.plusDays(1), HalfDay.PM, 2)), early);
        assertThat(refusal(appointments.checkIn(early, tomorrow.id()))).isEqualTo("not-today");

        long late = somebody();
        Appointment appointment = booked(session(1), late);
        clock.set(today.atTime(14, 31));
        assertThat(refusal(appointments.checkIn(late, appointment.id()))).isEqualTo("too-late-to-check-in");
        appointments.markNoShows(today);
        assertThat(appointments.find(appointment.id()).orElseThrow().state()).isEqualTo(State.NO_SHOW);
        assertThat(refusal(appointments.fulfil(late, appointment.id()))).isEqualTo("wrong-state");
    }

    @Test
    void aStopFreesWhoWaitsAndKeepsWhatHappened() {
        Session session = session(4);
        long seen = somebody();
        Appointment first = booked(session, seen);
        appointments.fulfil(seen, first.id());
        long waiting = somebody();
        Appointment second = booked(session, waiting);
        appointments.checkIn(waiting, second.id());
        Appointment third = booked(session, somebody());

        assertThat(sessions.stop(session.id(), "医生急诊手术")).isEqualTo(2);
        assertThat(sessions.stop(session.id(), "医生急诊手术")).isZero();

        assertThat(List.of(first, second, third))
                .extracting(one -> appointments.find(one.id()).orElseThrow().state())
                .containsExactly(State.FULFILLED, State.STOPPED, State.STOPPED);
        assertThat(slots.bySession(session.id()))
                .extracting(Slot::status)
                .containsExactly(
                        Slot.Status.BOOKED, Slot.Status.UNAVAILABLE, Slot.Status.UNAVAILABLE, Slot.Status.UNAVAILABLE);
        assertThat(book(created(plan(clinic, today, HalfDay.NIGHT, 1)), waiting))
                .isInstanceOf(Booked.class);
    }

    @Test
    void listsComeInSlices() {
        Session session = session(3);
        List<Appointment> all =
                List.of(booked(session, somebody()), booked(session, somebody()), booked(session, somebody()));

        Slice<Appointment> head = appointments.ofDay(hospital.institutionId(), clinic.departmentId(), today, null, 2);
        Slice<Appointment> tail =
                appointments.ofDay(hospital.institutionId(), clinic.departmentId(), today, head.next(), 2);
        assertThat(head.items()).isEqualTo(all.subList(0, 2));
        assertThat(tail.items()).isEqualTo(all.subList(2, 3));
        assertThat(tail.next()).isNull();
    }

    @Test
    void aPersonsListIsNewestFirst() {
        long person = somebody();
        Appointment first = booked(session(1), person);
        clock.advance(Duration.ofMinutes(1));
        Appointment second = booked(created(plan(clinic, today.plusDays(1), HalfDay.PM, 1)), person);

        Slice<Appointment> head = appointments.ofPerson(person, null, 1);
        assertThat(head.items()).containsExactly(second);
        assertThat(appointments.ofPerson(person, head.next(), 1).items()).containsExactly(first);
    }

    private static State state(ChangeResult result) {
        return ((Changed) result).appointment().state();
    }

    private static String refusal(ChangeResult result) {
        return ((NotChanged) result).refusal().code();
    }
}
