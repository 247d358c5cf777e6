package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.AppointmentId;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.Booking;
import org.kangcheng.booking.ChangeResult;
import org.kangcheng.booking.SlotId;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchTerms;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Booking through FHIR: a posted Appointment takes a number, one put as cancelled gives it back. */
@Component
class AppointmentDoor {
    static final Set<String> PARAMETERS = Set.of("slot", "patient", "actor", "status", "_id");
    private static final int MOST = 1000;

    private final Appointments appointments;
    private final Search search;
    private final Disclosure disclosure;
    private final Ids ids;

    AppointmentDoor(Appointments appointments, Search search, Disclosure disclosure, Ids ids) {
        this.appointments = appointments;
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
            case BookResult.NotBooked no -> throw refused(no.refusal());
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

    private static Answer created(Appointment appointment) {
        byte[] json = FhirJson.write(resource(appointment));
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
        return Answer.ok(resource(appointment));
    }

    private Appointment visible(Reach.Of reach, String id) {
        return AppointmentId.parse(id)
                .flatMap(appointments::find)
                .filter(appointment -> sees(reach, appointment))
                .orElseThrow(FhirProblem::notFound);
    }

    private static boolean sees(Reach.Of reach, Appointment appointment) {
        return reach.city()
                || appointment.id().institutionId() == reach.filer()
                || reach.whole(appointment.personKey());
    }

    Answer update(Call call, Reach.Of reach, String id) {
        ObjectNode wish = Resources.checked(call, "Appointment");
        Appointment before = visible(reach, id);
        String status = wish.path("status").asString();
        if (status.equals(status(before))) {
            return Answer.ok(resource(before));
        }
        if (!mayBookAt(reach, before.id().institutionId()) || !status.equals("cancelled")) {
            throw FhirProblem.at("Appointment.status", 422, "business-rule", "经此接口只能把预约改为 cancelled。");
        }
        String reason = wish.path("cancelationReason").path("text").asString("机构系统退号");
        return switch (appointments.cancel(before.personKey(), before.id(), reason)) {
            case ChangeResult.Changed changed -> Answer.ok(resource(changed.appointment()));
            case ChangeResult.NotChanged no -> throw refused(no.refusal());
        };
    }

    Answer search(Call call, Reach.Of reach) {
        Numbers.only(call, PARAMETERS);
        List<String> states = SearchTerms.values(Numbers.first(call, "status")).stream()
                .map(value -> value.substring(value.indexOf('|') + 1))
                .toList();
        List<Appointment> found = candidates(call, reach).stream()
                .filter(appointment -> sees(reach, appointment))
                .filter(appointment -> states.isEmpty() || states.contains(status(appointment)))
                .limit(Numbers.count(call, MOST))
                .toList();
        TreeSet<Long> persons = new TreeSet<>();
        found.forEach(appointment -> persons.add(appointment.personKey()));
        disclosure.log(call.actor(), List.of(), persons, "预约信息");
        return Numbers.bundle(
                call,
                "Appointment",
                found.stream().map(AppointmentDoor::resource).toList(),
                null);
    }

    private List<Appointment> candidates(Call call, Reach.Of reach) {
        String patient = Numbers.first(call, "patient") + Numbers.first(call, "actor");
        List<Appointment> found = new ArrayList<>();
        for (String text : SearchTerms.values(Numbers.first(call, "slot"))) {
            SlotId.parse(text.substring(text.lastIndexOf('/') + 1))
                    .ifPresent(slot -> found.addAll(appointments.bySlot(slot)));
        }
        for (String text : SearchTerms.values(Numbers.first(call, "_id"))) {
            AppointmentId.parse(text).flatMap(appointments::find).ifPresent(found::add);
        }
        boolean narrowed =
                call.parameters().containsKey("slot") || call.parameters().containsKey("_id");
        if (patient.isEmpty() && !narrowed) {
            throw FhirProblem.of(400, "too-costly", "请给出 slot、patient 或 _id。");
        }
        if (patient.isEmpty()) {
            return found;
        }
        List<Appointment> persons = search.person(reach, patient)
                .map(person -> appointments.ofPerson(person, null, MOST).items())
                .orElse(List.of());
        return narrowed ? found.stream().filter(persons::contains).toList() : persons;
    }

    private static String status(Appointment appointment) {
        return switch (appointment.state()) {
            case HELD -> "pending";
            case BOOKED -> "booked";
            case CHECKED_IN -> "checked-in";
            case FULFILLED -> "fulfilled";
            case NO_SHOW -> "noshow";
            case RELEASED, CANCELLED, STOPPED -> "cancelled";
        };
    }

    private static ObjectNode resource(Appointment appointment) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Appointment").put("id", appointment.id().toString());
        resource.putObject("meta").put("lastUpdated", appointment.changedAt().toString());
        resource.put("status", status(appointment))
                .put("start", appointment.startsAt().toString());
        resource.putArray("slot").addObject().put("reference", "Slot/" + appointment.slot());
        ArrayNode participants = resource.putArray("participant");
        ObjectNode patient = participants.addObject();
        patient.putObject("actor").put("reference", "Patient/" + PublicId.encode(appointment.personKey()));
        patient.put("status", "accepted");
        return resource;
    }
}
