package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.booking.BookResult.Banned;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.BookResult.Closed;
import org.kangcheng.booking.BookResult.Full;
import org.kangcheng.booking.BookResult.NotYetReleased;
import org.kangcheng.booking.BookResult.SlotTaken;
import org.kangcheng.booking.BookResult.Unknown;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.Merges;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.terminology.CareChannel;
import org.springframework.beans.factory.annotation.Autowired;

/** 预约规则: who gets a number, and each way to get none. */
class BookingRulesStory extends BookingPlatform {
    @Autowired
    private Corrections corrections;

    @Autowired
    private Merges merges;

    @Test
    void aPersonGetsTheNextFreeNumber() {
        Session session = session(3);

        Appointment first = booked(session, somebody());
        Appointment second = booked(session, somebody());

        assertThat(first.slot().slotNo()).isEqualTo(1);
        assertThat(first.startsAt()).isEqualTo(session.startsAt());
        assertThat(second.slot().slotNo()).isEqualTo(2);
        assertThat(second.startsAt()).isEqualTo(session.startsAt().plus(Duration.ofHours(1)));
        assertThat(free(session)).isEqualTo(1);
        assertThat(appointments.find(first.id())).contains(first);
        assertThat(appointments.bySlot(first.slot())).containsExactly(first);
    }

    @Test
    void orTheOneAskedFor() {
        Session session = session(3);
        Booking third = Booking.of(session.id().slot(3), somebody(), CareChannel.COUNTER, "k");

        assertThat(appointments.book(third)).isInstanceOf(Booked.class);
        assertThat(appointments.book(Booking.of(session.id().slot(3), somebody(), CareChannel.COUNTER, "k")))
                .isEqualTo(new SlotTaken());
    }

    @Test
    void aSoldOutSessionIsFull() {
        Session session = session(1);
        booked(session, somebody());

        assertThat(book(session, somebody())).isEqualTo(new Full());
    }

    @Test
    void onePersonHasOneNumberADepartmentAndDay() {
        long person = somebody();
        Appointment morning = booked(session(2), person);
        Session evening = created(plan(clinic, today, HalfDay.NIGHT, 2));

        assertThat(book(evening, person)).isEqualTo(new AlreadyBooked(morning.id()));
        assertThat(free(evening)).isEqualTo(2);
    }

    @Test
    void butMayHaveOneInAnotherDepartmentOrOnAnotherDay() {
        long person = somebody();
        booked(session(2), person);

        assertThat(book(created(plan(clinics().get(1), today, HalfDay.PM, 2)), person))
                .isInstanceOf(Booked.class);
        assertThat(book(created(plan(clinic, today.plusDays(1), HalfDay.PM, 2)), person))
                .isInstanceOf(Booked.class);
    }

    @Test
    void numbersAreReleasedSevenDaysBeforeAtSeven() {
        Session nextWeek = created(plan(clinic, today.plusDays(8), HalfDay.AM, 2));
        assertThat(nextWeek.releaseAt())
                .isEqualTo(CityTime.instant(today.plusDays(1).atTime(7, 0)));
        assertThat(free(nextWeek)).isZero();
        assertThat(book(nextWeek, somebody())).isEqualTo(new NotYetReleased(nextWeek.releaseAt()));

        clock.set(today.plusDays(1).atTime(7, 0));
        assertThat(book(nextWeek, somebody())).isInstanceOf(Booked.class);
    }

    @Test
    void numbersWhoseTimeIsPastAreNotSold() {
        Session session = session(3);
        clock.set(today.atTime(15, 30));
        assertThat(booked(session, somebody()).slot().slotNo()).isEqualTo(3);

        clock.set(today.atTime(17, 0));
        assertThat(book(session, somebody())).isEqualTo(new Closed(false));
    }

    @Test
    void aStoppedSessionSellsNothing() {
        Session session = session(2);
        sessions.stop(session.id(), "医生外出");

        assertThat(book(session, somebody())).isEqualTo(new Closed(true));
    }

    @Test
    void nobodyAndTheDeadGetNoNumber() {
        Session session = session(2);
        long dead = somebody();
        corrections.recordDeath(Actor.system("test"), dead, today.minusDays(1), "死亡证明");

        assertThat(book(session, 1)).isInstanceOf(Unknown.class);
        assertThat(book(session, dead)).isInstanceOf(Unknown.class);
        assertThat(appointments.book(
                        Booking.next(new SessionId(hospital.institutionId(), 1), somebody(), CareChannel.COUNTER, "k")))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aMergedPersonBooksUnderTheKeyThatRemains() {
        long retired = somebody();
        long current = somebody();
        merges.merge(Actor.system("test"), retired, current, "同一人");

        assertThat(booked(session(2), retired).personKey()).isEqualTo(current);
    }

    @Test
    void theSameRequestAgainGetsTheSameNumberEvenWhenNoneIsLeft() {
        Session session = session(1);
        Booking request = Booking.next(session.id(), somebody(), CareChannel.MINI_PROGRAM, "once");

        BookResult first = appointments.book(request);

        assertThat(first).isInstanceOf(Booked.class);
        assertThat(appointments.book(request)).isEqualTo(first);
    }

    @Test
    void threeNoShowsKeepAPersonAwayForNinetyDays() {
        long person = somebody();
        for (int day = 0; day < 3; day++) {
            missOn(day, person);
        }
        Session later = created(plan(clinic, today.plusDays(3), HalfDay.PM, 2));
        assertThat(book(later, person)).isEqualTo(new Banned(clock.instant().plus(Duration.ofDays(90))));
        assertThat(free(later)).isEqualTo(2);

        clock.advance(Duration.ofDays(91));
        Session afterwards = created(plan(clinic, CityTime.today(clock).plusDays(1), HalfDay.PM, 2));
        assertThat(book(afterwards, person)).isInstanceOf(Booked.class);
    }

    @Test
    void twoNoShowsDoNotAndStopsNeverCount() {
        long person = somebody();
        missOn(0, person);
        missOn(1, person);
        Session stopped = created(plan(clinic, today.plusDays(2), HalfDay.PM, 2));
        booked(stopped, person);
        sessions.stop(stopped.id(), "停电");
        appointments.markNoShows(today.plusDays(2));

        assertThat(book(created(plan(clinic, today.plusDays(3), HalfDay.PM, 2)), person))
                .isInstanceOf(Booked.class);
    }

    private void missOn(int day, long person) {
        Session session = created(plan(clinic, today.plusDays(day), HalfDay.PM, 2));
        booked(session, person);
        clock.set(today.plusDays(day).atTime(LocalTime.of(14, 31)));
        assertThat(appointments.markNoShows(today.plusDays(day))).isEqualTo(1);
        assertThat(appointments.markNoShows(today.plusDays(day))).isZero();
    }
}
