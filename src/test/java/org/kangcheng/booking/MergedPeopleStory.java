package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.booking.BookResult.AlreadyBooked;
import org.kangcheng.identity.Merges;
import org.springframework.beans.factory.annotation.Autowired;

/** Two people turn out to be one, with numbers in both hands. */
class MergedPeopleStory extends BookingPlatform {
    @Autowired
    private Merges merges;

    private long retired;
    private long current;

    @BeforeEach
    void twoWhoAreOne() {
        retired = somebody();
        current = somebody();
    }

    @Test
    void whatLiesAheadGoesOverAndBindsAsBefore() throws Exception {
        Appointment ahead = booked(session(2), retired);
        merge();

        assertThat(after(ahead, State.BOOKED).personKey()).isEqualTo(current);
        assertThat(book(created(plan(clinic, today, HalfDay.NIGHT, 1)), current))
                .isEqualTo(new AlreadyBooked(ahead.id()));
        assertThat(appointments.cancel(retired, ahead.id(), "退号")).isInstanceOf(ChangeResult.Changed.class);
    }

    @Test
    void ofTwoNumbersInOneDepartmentOnOneDayOneIsGivenBack() throws Exception {
        Session session = session(2);
        Appointment one = booked(session, retired);
        Appointment other = booked(session, current);
        merge();

        after(one, State.CANCELLED);
        assertThat(appointments.find(other.id()).orElseThrow().state()).isEqualTo(State.BOOKED);
        assertThat(free(session)).isEqualTo(1);
        assertThat(appointments.ofPerson(current, null, 10).items()).hasSize(2);
    }

    @Test
    void theOneThatWasCheckedInStays() throws Exception {
        Session session = session(2);
        Appointment arrived = booked(session, retired);
        appointments.checkIn(retired, arrived.id());
        Appointment other = booked(session, current);
        merge();

        after(other, State.CANCELLED);
        assertThat(after(arrived, State.CHECKED_IN).personKey()).isEqualTo(current);
    }

    private void merge() {
        assertThat(merges.merge(Actor.system("test"), retired, current, "同一人")).isEmpty();
    }

    /** Waits for the listener, which comes after the merge. */
    private Appointment after(Appointment appointment, State state) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            Appointment now = appointments.find(appointment.id()).orElseThrow();
            boolean goneOver = state == State.CANCELLED || now.personKey() == current;
            if (now.state() == state && goneOver) {
                return now;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not " + state + " after ten seconds");
    }
}
