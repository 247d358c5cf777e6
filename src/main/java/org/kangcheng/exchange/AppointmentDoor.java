package org.kangcheng.exchange;

import java.util.Optional;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.AppointmentId;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.Booking;
import org.kangcheng.booking.ChangeResult;
import org.kangcheng.booking.SlotId;
import org.kangcheng.kernel.Ids;
import org.kangcheng.record.FhirJson;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Booking through FHIR: a posted Appointment takes a number, one put as cancelled gives it back. */
@Component
class AppointmentDoor {
    private final Appointments appointments;
    private final AppointmentResources resources;
    private final Search search;
    private final Disclosure disclosure;
    private final Ids ids;

    AppointmentDoor(
            Appointments appointments, AppointmentResources resources, Search search, Disclosure disclosure, Ids ids) {
        this.appointments = appointments;
        this.resources = resources;
        this.search = search;
        this.disclosure = disclosure;
        this.ids = ids;
    }

    Answer create(Call call, Reach.Of reach) {
        ObjectNode wish = Resources.checked(call, "Appointment");
        SlotId slot = slot(wish)
                .filter(id -> mayBookAt(reach, id.institutionId()))
                .orElseThrow(() -> FhirProblem.at("Appointment.slot", 422, "not-found", "需要一个可预约的 Slot 引用。"));
        long person = patient(call, reach, wish)
                .orElseThrow(
                        () -> FhirProblem.at("Appointment.participant", 422, "not-found", "需要一个已知的 Patient 作为参与者。"));
        return switch (appointments.book(Booking.of(slot, person, CareChannel.INSTITUTION, requestKey(wish)))) {
            case BookResult.Booked booked -> created(booked.appointment());
            // Whatever stands in the way, it is the numbers' or the person's state, and may be gone tomorrow.
            case BookResult.NotBooked no ->
                throw FhirProblem.of(409, "conflict", no.refusal().message());
        };
    }

    private static boolean mayBookAt(Reach.Of reach, long institutionId) {
        return reach.city() || reach.filer() == institutionId;
    }

    /** Sent again with the same identifier, the same appointment is answered. */
    private String requestKey(ObjectNode wish) {
        JsonNode identifier = wish.path("identifier").path(0);
        String value = identifier.path("value").asString("");
        return value.isEmpty()
                ? "fhir:" + ids.next()
                : "fhir:" + identifier.path("system").asString("") + "|" + value;
    }

    private static FhirProblem refused(org.kangcheng.kernel.Refusal refusal) {
        return FhirProblem.of(
                refusal.status(), refusal.status() == 409 ? "conflict" : "business-rule", refusal.message());
    }

    private Answer created(Appointment appointment) {
        byte[] json = FhirJson.write(resources.of(appointment));
        return new Answer(201, json, null, appointment.changedAt(), "Appointment/" + appointment.id());
    }

    private static Optional<SlotId> slot(JsonNode appointment) {
        String reference = appointment.path("slot").path(0).path("reference").asString("");
        return SlotId.parse(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private Optional<Long> patient(Call call, Reach.Of reach, JsonNode appointment) {
        for (JsonNode participant : appointment.path("participant")) {
            String reference = participant.path("actor").path("reference").asString("");
            Optional<Long> person = References.local(reference, call.base())
                    .filter(target -> target.type().equals("Patient"))
                    .flatMap(target -> search.person(reach, target.id()));
            if (person.isPresent()) {
                return person;
            }
        }
        return Optional.empty();
    }

    Answer read(Call call, Reach.Of reach, String id) {
        Appointment appointment = visible(reach, id);
        disclosure.log(call.actor(), appointment.personKey(), "预约信息");
        return Answer.ok(resources.of(appointment));
    }

    private Appointment visible(Reach.Of reach, String id) {
        return AppointmentId.parse(id)
                .flatMap(appointments::find)
                .filter(appointment -> sees(reach, appointment))
                .orElseThrow(FhirProblem::notFound);
    }

    static boolean sees(Reach.Of reach, Appointment appointment) {
        return reach.city()
                || appointment.id().institutionId() == reach.filer()
                || reach.whole(appointment.personKey());
    }

    Answer update(Call call, Reach.Of reach, String id) {
        ObjectNode wish = Resources.checked(call, "Appointment");
        Appointment before = visible(reach, id);
        String status = wish.path("status").asString();
        if (status.equals(AppointmentResources.status(before))) {
            return Answer.ok(resources.of(before));
        }
        if (!mayBookAt(reach, before.id().institutionId()) || !status.equals("cancelled")) {
            throw FhirProblem.at("Appointment.status", 422, "business-rule", "经此接口只能把预约改为 cancelled。");
        }
        String reason = wish.path("cancelationReason").path("text").asString("机构系统退号");
        return switch (appointments.cancel(before.personKey(), before.id(), reason)) {
            case ChangeResult.Changed changed -> Answer.ok(resources.of(changed.appointment()));
            case ChangeResult.NotChanged no -> throw refused(no.refusal());
        };
    }
}
