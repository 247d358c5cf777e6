package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.tally.Tally;
import org.kangcheng.terminology.CareChannel;
import org.springframework.beans.factory.annotation.Autowired;

/** How many numbers a day offers, how many of them were taken, and through which channel: counted as it happens. */
class NumbersCountedStory extends BookingPlatform {
    @Autowired
    Tally tally;

    @Test
    void numbersAreOfferedTakenThroughAChannelGivenBackAndWithdrawn() {
        Session session = session(4);
        assertThat(n("booking.offered")).isEqualTo(4);

        through(CareChannel.SERVICE_ACCOUNT, session, somebody());
        through(CareChannel.INSTITUTION, session, somebody());
        long caller = somebody();
        Appointment called = through(CareChannel.HOTLINE, session, caller);
        assertThat(n("booking.booked")).isEqualTo(3);
        assertThat(n("booking.through.hotline")).isEqualTo(1);

        appointments.cancel(caller, called.id(), "来不了");
        assertThat(n("booking.booked")).isEqualTo(2);
        assertThat(n("booking.through.hotline"))
                .as("a number given back was not booked")
                .isZero();
        assertThat(n("booking.offered")).as("and is offered again").isEqualTo(4);

        sessions.stop(session.id(), "医生生病");
        assertThat(n("booking.offered")).isZero();
        assertThat(n("booking.through.service-account")).isZero();
        assertThat(n("booking.through.institution")).isZero();
    }

    @Test
    void ofAStoppedSessionOnlyWhatHappenedCounts() {
        Session session = session(3);
        long seen = somebody();
        Appointment first = through(CareChannel.COUNTER, session, seen);
        through(CareChannel.MINI_PROGRAM, session, somebody());
        appointments.checkIn(seen, first.id());
        appointments.fulfil(seen, first.id());

        sessions.stop(session.id(), "停电");

        assertThat(n("booking.offered")).isEqualTo(1);
        assertThat(n("booking.booked")).isEqualTo(1);
        assertThat(n("booking.came")).isEqualTo(1);
        assertThat(n("booking.through.counter")).isEqualTo(1);
        assertThat(n("booking.through.mini-program")).isZero();
    }

    private Appointment through(CareChannel channel, Session session, long person) {
        Booking booking =
                Booking.next(session.id(), person, channel, UUID.randomUUID().toString());
        return ((Booked) appointments.book(booking)).appointment();
    }

    private long n(String series) {
        Tally.Asked asked =
                new Tally.Asked(Tally.institution(hospital.institutionId()), new Tally.Span(series, today, today));
        return tally.ask(List.of(asked)).getOrDefault(asked, 0L);
    }
}
