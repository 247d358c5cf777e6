package org.kangcheng.exchange;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.SlotId;
import org.kangcheng.booking.Slots;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Appointments as FHIR's resources. */
@Component
class AppointmentResources {
    private final Slots slots;

    AppointmentResources(Slots slots) {
        this.slots = slots;
    }

    ObjectNode of(Appointment appointment) {
        return all(List.of(appointment)).getFirst();
    }

    List<ObjectNode> all(Collection<Appointment> appointments) {
        Map<SlotId, Instant> ends =
                slots.ends(appointments.stream().map(Appointment::slot).toList());
        return appointments.stream()
                .map(appointment -> resource(appointment, ends.get(appointment.slot())))
                .toList();
    }

    static String status(Appointment appointment) {
        return switch (appointment.state()) {
            case HELD -> "pending";
            case BOOKED -> "booked";
            case CHECKED_IN -> "checked-in";
            case FULFILLED -> "fulfilled";
            case NO_SHOW -> "noshow";
            case RELEASED, CANCELLED, STOPPED -> "cancelled";
        };
    }

    private static ObjectNode resource(Appointment appointment, @Nullable Instant end) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Appointment").put("id", appointment.id().toString());
        resource.putObject("meta").put("lastUpdated", appointment.changedAt().toString());
        resource.put("status", status(appointment));
        if (end != null) {
            // Both or neither: FHIR's rule app-2.
            resource.put("start", appointment.startsAt().toString()).put("end", end.toString());
        }
        resource.putArray("slot").addObject().put("reference", "Slot/" + appointment.slot());
        ArrayNode participants = resource.putArray("participant");
        ObjectNode patient = participants.addObject();
        patient.putObject("actor").put("reference", "Patient/" + PublicId.encode(appointment.personKey()));
        patient.put("status", "accepted");
        return resource;
    }
}
