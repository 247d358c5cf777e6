package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.ServiceHistory;
import org.kangcheng.programme.ServiceHistory.Delivered;
import org.kangcheng.programme.ServiceHistory.Due;
import org.kangcheng.programme.ServiceHistory.Membership;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Programmes through FHIR, made from what the platform keeps and read only: a membership is a CarePlan, a duty a Task, a
 * delivery a QuestionnaireResponse with its readings as Observations, or an Immunization, a referral slip a ServiceRequest. They
 * are found beside what institutions file, before it.
 */
@Component
class ProgrammeDoor {
    static final Set<String> TYPES =
            Set.of("CarePlan", "Task", "QuestionnaireResponse", "Observation", "Immunization", "ServiceRequest");

    private static final String OURS = "p.";

    private final ServiceHistory history;
    private final Search search;

    ProgrammeDoor(ServiceHistory history, Search search) {
        this.history = history;
        this.search = search;
    }

    /** One resource by its id; empty for an id that is none of these, or that the client may not see. */
    Optional<ObjectNode> read(Reach.Of reach, String type, String id) {
        return person(id)
                .filter(_ -> TYPES.contains(type))
                .flatMap(person -> of(reach, person, type)
                        .filter(resource -> resource.path("id").asString().equals(id))
                        .findFirst());
    }

    /** Whom a resource with this id is about; empty for an id that is none of these. */
    static Optional<Long> person(String id) {
        int end = id.indexOf('.', OURS.length());
        return id.startsWith(OURS) && end > 0 ? PublicId.decode(id.substring(OURS.length(), end)) : Optional.empty();
    }

    /** What a search finds, about the people or ids that it names. */
    Ours find(Reach.Of reach, SearchRequest request) {
        String type = request.criteria().type();
        List<String> ids = request.ids();
        Stream<Long> persons = request.namesPeople() || ids == null
                ? search.asked(reach, request).stream()
                : ids.stream().flatMap(id -> person(id).stream()).distinct();
        List<ObjectNode> found = persons.flatMap(person -> of(reach, person, type))
                .filter(Fit.of(request, Set.of()))
                .toList();
        return Ours.whole(
                found,
                found.stream()
                        .flatMap(resource -> person(resource.path("id").asString("")).stream())
                        .collect(Collectors.toSet()));
    }

    /**
     * Everything of a type that the client may see: her programmes with a grant, its own deliveries always, and the slips that
     * it issued or that send her to it.
     */
    Stream<ObjectNode> of(Reach.Of reach, long person, String type) {
        boolean whole = reach.whole(person);
        Stream<ObjectNode> all = switch (type) {
            case "CarePlan" -> whole ? history.memberships(person).stream().map(it -> plan(person, it)) : Stream.of();
            case "Task" -> whole ? history.duties(person).stream().map(it -> task(person, it)) : Stream.of();
            case "Immunization" ->
                delivered(reach, person, whole)
                        .filter(it -> !it.counts().isEmpty())
                        .map(it -> immunization(person, it));
            case "QuestionnaireResponse" ->
                delivered(reach, person, whole)
                        .filter(it -> it.counts().isEmpty())
                        .map(it -> response(person, it));
            case "Observation" ->
                delivered(reach, person, whole).flatMap(it -> ProgrammeReadings.of(person, it).stream());
            case "ServiceRequest" ->
                history.referrals(person).stream()
                        .filter(it -> whole || it.to() == reach.filer() || Objects.equals(it.from(), reach.filer()))
                        .map(it -> ReferralSlip.of(person, it));
            default -> Stream.of();
        };
        return all.map(resource -> Made.stamped(resource, null));
    }

    /** All of them, for a reading of the whole person. */
    List<ObjectNode> all(Reach.Of reach, long person, List<String> types) {
        List<ObjectNode> all = new ArrayList<>();
        TYPES.stream()
                .filter(type -> types.isEmpty() || types.contains(type))
                .sorted()
                .forEach(type -> of(reach, person, type).forEach(all::add));
        return all;
    }

    private Stream<Delivered> delivered(Reach.Of reach, long person, boolean whole) {
        return history.delivered(person).stream()
                .filter(it -> whole || (it.institutionId() != null && it.institutionId() == reach.filer()));
    }

    private static ObjectNode plan(long person, Membership membership) {
        ObjectNode plan =
                ProgrammeResource.of("CarePlan", person, membership.programmeNo() + "-" + membership.enteredOn());
        plan.put("status", membership.leftOn() == null ? "active" : "completed")
                .put("intent", "plan")
                .put("title", membership.title())
                .put("description", membership.source());
        ProgrammeResource.reference(plan.putObject("subject"), person);
        ObjectNode period =
                plan.putObject("period").put("start", membership.enteredOn().toString());
        if (membership.leftOn() != null) {
            period.put("end", membership.leftOn().toString());
        }
        return plan;
    }

    private static ObjectNode task(long person, Due due) {
        ObjectNode task = ProgrammeResource.of("Task", person, Integer.toString(due.serviceNo()));
        task.put(
                        "status",
                        switch (due.state()) {
                            case WAITING -> "accepted";
                            case DUE, LATE -> "requested";
                            case EXCLUDED -> "cancelled";
                            case COMPLETED -> "completed";
                        })
                .put("intent", "plan")
                .put("priority", due.state() == ServiceHistory.State.LATE ? "urgent" : "routine")
                .put("description", due.title());
        task.putObject("code").put("text", due.title());
        ProgrammeResource.reference(task.putObject("for"), person);
        if (due.reason() != null) {
            task.putObject("statusReason").put("text", due.reason());
        }
        if (due.state() != ServiceHistory.State.COMPLETED) {
            task.putObject("restriction")
                    .putObject("period")
                    .put("start", due.opens().toString())
                    .put("end", due.due().toString());
        }
        if (due.lastDone() != null) {
            task.put("lastModified", due.lastDone().toString());
        }
        return task;
    }

    private static ObjectNode immunization(long person, Delivered delivered) {
        ObjectNode immunization = ProgrammeResource.of(
                "Immunization", person, PublicId.encode(delivered.id().key()));
        immunization.put("status", delivered.voided() ? "entered-in-error" : "completed");
        ObjectNode vaccine = immunization.putObject("vaccineCode").put("text", delivered.title());
        delivered.counts().stream().sorted().limit(1).forEach(code -> ProgrammeResource.coding(vaccine, code));
        ProgrammeResource.reference(immunization.putObject("patient"), person);
        immunization
                .put("occurrenceDateTime", delivered.on().toString())
                .put("recorded", delivered.recordedAt().toString())
                .put("primarySource", true);
        immunization.putArray("performer").addObject().putObject("actor").put("display", delivered.worker());
        return immunization;
    }

    private static ObjectNode response(long person, Delivered delivered) {
        ObjectNode response = ProgrammeResource.of(
                "QuestionnaireResponse", person, PublicId.encode(delivered.id().key()));
        response.put(
                        "questionnaire",
                        "urn:kangcheng:programme:" + delivered.programmeId() + ":" + delivered.serviceId())
                .put("status", delivered.voided() ? "entered-in-error" : "completed");
        ProgrammeResource.reference(response.putObject("subject"), person);
        response.put("authored", delivered.on().toString());
        response.putObject("author").put("display", delivered.worker());
        ProgrammeReadings.items(response, delivered);
        return response;
    }
}
