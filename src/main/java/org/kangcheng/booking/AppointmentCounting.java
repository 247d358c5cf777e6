package org.kangcheng.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.tally.Tally;
import org.kangcheng.terminology.CareChannel;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Appointments are counted by their institution and the day of the clinic: those that keep their number, in all and by the
 * channel through which they were booked, and of these who came and who did not; those that were given back; those that
 * were stopped. And numbers are: those on offer, of sessions that were not stopped and of what had happened in the others.
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

    /** Numbers on offer. */
    static final String OFFERED = "booking.offered";

    private final Tally tally;
    private final JdbcClient jdbc;

    AppointmentCounting(Tally tally, JdbcClient jdbc) {
        this.tally = tally;
        this.jdbc = jdbc;
    }

    /** The series of those that keep their number and were booked through a channel. */
    static String through(CareChannel channel) {
        return "booking.through." + channel.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a statement that books needs to count on its own: the series of {@link What#BOOKED}, and of the channel. */
    Integer[] booked(CareChannel channel) {
        return new Integer[] {tally.series(What.BOOKED.series), tally.series(through(channel))};
    }

    /** A session was added with its numbers. */
    void offered(NewSession session) {
        tally.add(OFFERED, Tally.institution(session.institutionId()), session.day(), session.capacity());
    }

    /** So many numbers of a session can no longer be had. */
    void withdrawn(Session session, int numbers) {
        tally.add(OFFERED, Tally.institution(session.id().institutionId()), session.day(), -numbers);
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
        List<Appointment> counted = before.stream()
                .filter(it -> it.state().keepsNumber() != to.keepsNumber())
                .toList();
        Map<Long, String> channels = counted.isEmpty() ? Map.of() : channels(counted);
        for (Appointment appointment : counted) {
            String code = Objects.requireNonNull(channels.get(appointment.id().appointmentId()));
            changes.add(new Tally.Change(
                    through(CareChannel.ofCode(code).orElseThrow()),
                    Tally.institution(appointment.id().institutionId()),
                    appointment.day(),
                    to.keepsNumber() ? 1 : -1));
        }
        tally.addAll(changes);
    }

    /** Through which channel each was booked, by its id. */
    private Map<Long, String> channels(List<Appointment> appointments) {
        Map<Long, String> channels = new HashMap<>();
        jdbc.sql("""
                select appointment_id, channel
                  from unnest(?::bigint[], ?::bigint[]) asked (institution_id, appointment_id)
                  join booking.appointment using (institution_id, appointment_id)
                """)
                .param(appointments.stream()
                        .mapToLong(it -> it.id().institutionId())
                        .toArray())
                .param(appointments.stream()
                        .mapToLong(it -> it.id().appointmentId())
                        .toArray())
                .query((RowCallbackHandler) row -> channels.put(row.getLong(1), row.getString(2)));
        return channels;
    }
}
