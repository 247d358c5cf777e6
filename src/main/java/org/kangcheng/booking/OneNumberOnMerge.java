package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.identity.PeopleMerged;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Two people turned out to be one. What lies before them goes over to the key that remains, so that its rules see it;
 * of two numbers in one department on one day the retired key's is given back. The past stays where it is.
 */
@Component
class OneNumberOnMerge {
    private final NumberTable numbers;
    private final AppointmentTable appointments;
    private final PersonAppointmentTable persons;
    private final Clock clock;

    OneNumberOnMerge(NumberTable numbers, AppointmentTable appointments, PersonAppointmentTable persons, Clock clock) {
        this.numbers = numbers;
        this.appointments = appointments;
        this.persons = persons;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "booking.one-number-on-merge")
    void on(PeopleMerged merged) {
        Instant now = clock.instant();
        for (Appointment live : persons.liveOf(merged.retiredKey())) {
            Optional<Appointment> other = persons.live(live.of(merged.currentKey()));
            if (other.isPresent() && live.state() == State.BOOKED) {
                giveBack(live, now);
            } else if (other.isEmpty() || giveBack(other.get(), now)) {
                appointments.giveTo(live, merged.currentKey());
                persons.giveTo(live, merged.currentKey());
            }
        }
    }

    private boolean giveBack(Appointment appointment, Instant now) {
        boolean given = appointment.state() == State.BOOKED && numbers.giveBack(appointment, "居民档案合并,重复预约", now);
        if (given) {
            persons.follow(appointment, State.CANCELLED, now);
        }
        return given;
    }
}
