package org.kangcheng.exchange;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionOffer;
import org.kangcheng.booking.Sessions;
import org.kangcheng.booking.Slot;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sessions and their numbers as FHIR's Schedule and Slot. */
@Component
class Numbers {
    /** So far ahead as sessions are listed when no date is asked for. */
    private static final int DAYS = 14;

    private final Sessions sessions;
    private final Institutions institutions;
    private final Clock clock;

    Numbers(Sessions sessions, Institutions institutions, Clock clock) {
        this.sessions = sessions;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** Whose numbers a client sees: its institution's; the city's own client those of all. In a fixed order. */
    List<Long> institutions(Reach.Of reach) {
        if (!reach.city()) {
            return List.of(reach.filer());
        }
        return Stream.of(Institution.Kind.HOSPITAL, Institution.Kind.PRIMARY)
                .flatMap(kind -> institutions.list(kind, "").stream())
                .map(Institution::institutionId)
                .sorted()
                .toList();
    }

    /** An institution's open sessions of the coming days, by time. */
    List<Session> sessions(long institutionId) {
        LocalDate today = CityTime.today(clock);
        return institutions.departments(institutionId).stream()
                .filter(Department::takesNumbers)
                .flatMap(department ->
                        sessions.find(institutionId, department.departmentId(), today, today.plusDays(DAYS)).stream())
                .map(SessionOffer::session)
                .filter(Session::open)
                .sorted(Comparator.comparing(Session::startsAt)
                        .thenComparing(session -> session.id().sessionId()))
                .toList();
    }

    ObjectNode schedule(Session session) {
        long institutionId = session.id().institutionId();
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Schedule")
                .put("id", session.id().toString())
                .put("active", session.open());
        resource.putArray("serviceType").addObject().put("text", session.kind().label());
        institutions
                .department(institutionId, session.departmentId())
                .ifPresent(
                        department -> resource.putArray("specialty").addObject().put("text", department.name()));
        ArrayNode actors = resource.putArray("actor");
        if (session.practitionerId() != null) {
            actors.addObject()
                    .put("reference", "Practitioner/" + new PublicId(institutionId, session.practitionerId()));
        }
        // R4 knows no institution as an actor: a Location stands for the place where the session is held.
        institutions
                .find(institutionId)
                .ifPresent(
                        institution -> actors.addObject().put("display", institution.name() + " " + session.place()));
        resource.putObject("planningHorizon")
                .put("start", session.startsAt().toString())
                .put("end", session.endsAt().toString());
        return resource;
    }

    static ObjectNode slot(Slot slot) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", "Slot").put("id", slot.id().toString());
        resource.putObject("schedule").put("reference", "Schedule/" + slot.id().session());
        resource.put("status", status(slot))
                .put("start", slot.startsAt().toString())
                .put("end", slot.endsAt().toString());
        return resource;
    }

    static String status(Slot slot) {
        return switch (slot.status()) {
            case FREE -> "free";
            case HELD -> "busy-tentative";
            case BOOKED -> "busy";
            case UNAVAILABLE -> "busy-unavailable";
        };
    }

    static String first(Call call, String name) {
        List<String> values = call.parameters().get(name);
        return values == null ? "" : values.getFirst();
    }

    static int count(Call call, int usual) {
        try {
            String text = first(call, "_count");
            return text.isEmpty() ? usual : Math.clamp(Integer.parseInt(text), 1, 1000);
        } catch (NumberFormatException e) {
            throw FhirProblem.invalid("_count 不正确。");
        }
    }

    /** Refuses parameters that these searches do not know. */
    static void only(Call call, Set<String> known, Set<String> how) {
        for (String name : call.parameters().keySet()) {
            if (!known.contains(name)
                    && !how.contains(name)
                    && !Set.of("_count", "_format", "_pretty", "_total", SearchRequest.AFTER)
                            .contains(name)) {
                throw FhirProblem.notSupported("不支持此检索参数:" + name.replaceAll("[^\\w.:-]", "?"));
            }
        }
    }

    static Answer bundle(Call call, String type, List<ObjectNode> found, @Nullable String next) {
        String self = call.base() + "/" + type;
        BundleWriter bundle = new BundleWriter(
                call.base(),
                "searchset",
                SearchAnswers.head(next == null ? (Long) (long) found.size() : null, self, next),
                4096);
        found.forEach(
                resource -> bundle.add(type + "/" + resource.path("id").asString(), FhirJson.write(resource), "match"));
        return Answer.ok(bundle.end());
    }
}
