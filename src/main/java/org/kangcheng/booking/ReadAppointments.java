package org.kangcheng.booking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows appointments to somebody, and logs that it did. */
@Component
class ReadAppointments {
    private static final String WHAT = "预约记录";

    private final Appointments appointments;
    private final People people;
    private final Readings readings;

    ReadAppointments(Appointments appointments, People people, Readings readings) {
        this.appointments = appointments;
        this.people = people;
        this.readings = readings;
    }

    /** The newest of the resident's own. */
    @Transactional
    Slice<Appointment> own(Actor resident, int limit) {
        readings.log(resident, resident.self(), WHAT, Purpose.SELF);
        return appointments.ofPerson(resident.self(), null, limit);
    }

    /** One of the resident's own; another's looks like none. */
    @Transactional
    Optional<Appointment> own(Actor resident, AppointmentId id) {
        Optional<Appointment> found = appointments
                .find(id)
                .filter(one -> people.aliases(resident.self()).contains(one.personKey()));
        found.ifPresent(one -> readings.log(resident, one.personKey(), WHAT, Purpose.SELF));
        return found;
    }

    /** One of the institution that the actor works for; another's looks like none. */
    @Transactional
    Optional<Appointment> ofInstitution(Actor actor, AppointmentId id) {
        if (!actor.coversInstitution(id.institutionId())) {
            return Optional.empty();
        }
        Optional<Appointment> found = appointments.find(id);
        found.ifPresent(one -> readings.log(actor, one.personKey(), WHAT, Purpose.REGISTRATION));
        return found;
    }

    /** Who has the numbers of a session, by number: masked names. */
    @Transactional
    Map<Integer, Booker> bookers(Actor actor, SessionId session) {
        List<Appointment> all = appointments.ofSession(session);
        if (!all.isEmpty()) {
            List<Long> keys = all.stream().map(Appointment::personKey).distinct().toList();
            readings.logDisclosure(actor, keys, "班次预约名单", Purpose.REGISTRATION);
        }
        return all.stream().map(this::booker).collect(Collectors.toMap(Booker::slotNo, Function.identity()));
    }

    record Booker(int slotNo, String maskedName, Appointment.State state) {}

    private Booker booker(Appointment appointment) {
        String name = people.find(appointment.personKey()).map(Person::maskedName).orElse("—");
        return new Booker(appointment.slot().slotNo(), name, appointment.state());
    }
}
