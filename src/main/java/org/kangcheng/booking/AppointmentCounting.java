package org.kangcheng.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * Appointments are counted by their institution and the day of the clinic: those that keep their number, and of these who
 * came and who did not; those that were given back; those that were stopped.
 */
@Component
class AppointmentCounting {
    enum What {
        BOOKED("booking.booked", EnumSet.of(State.BOOKED, State.CHECKED_IN, State.FULFILLED, State.NO_SHOW)),
        CAME("booking.came", EnumSet.of(State.CHECKED_IN, State.FULFILLED)),
        NO_SHOW("booking.no-show", EnumSet.of(State.NO_SHOW)),
        CANCELLED("booking.cancelled", EnumSet.of(State.CANCELLED)),
        STOPPED("booking.stopped", EnumSet.of(State.STOPPED));

        private final String series;
        private final Set<State> states;

        What(String series, Set<State> states) {
            this.series = series;
            this.states = states;
        }

        String series() {
            return series;
        }

        Set<State> states() {
            return states;
        }
    }

    private final Tally tally;

    AppointmentCounting(Tally tally) {
        this.tally = tally;
    }

    /** What a statement that books needs to count on its own: the series of {@link What#BOOKED}. */
    int booked() {
        return tally.series(What.BOOKED.series);
    }

    /** Appointments, as they were, have moved on. */
    void moved(Collection<Appointment> before, State to) {
        List<Tally.Change> changes = new ArrayList<>();
        for (Appointment appointment : before) {
            for (What what : What.values()) {
                int n = (what.states.contains(to) ? 1 : 0) - (what.states.contains(appointment.state()) ? 1 : 0);
                if (n != 0) {
                    String place = Tally.institution(appointment.id().institutionId());
                    changes.add(new Tally.Change(what.series, place, appointment.day(), n));
                }
            }
        }
        tally.addAll(changes);
    }
}
