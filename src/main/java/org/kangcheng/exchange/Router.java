package org.kangcheng.exchange;

import java.util.List;
import java.util.Set;
import org.kangcheng.record.SearchParameters;
import org.springframework.stereotype.Component;

/** Which interaction a method and a path below {@code /fhir} mean. Bundles are taken apart before they come here. */
@Component
class Router {
    /** Resources that carry or describe others and are not kept themselves. */
    static final Set<String> NOT_KEPT = Set.of("Bundle", "Parameters", "OperationOutcome", "CapabilityStatement");

    /** Kept by the booking module, not as entries of the record. */
    static final Set<String> NUMBERS = Set.of("Appointment", "Slot", "Schedule");

    private final Reach reach;
    private final Resources resources;
    private final SearchAnswers searches;
    private final Everything everything;
    private final AppointmentDoor appointments;
    private final AppointmentSearch appointmentSearch;
    private final SlotSearch slots;
    private final MeasureDoor measures;

    Router(
            Reach reach,
            Resources resources,
            SearchAnswers searches,
            Everything everything,
            AppointmentDoor appointments,
            AppointmentSearch appointmentSearch,
            SlotSearch slots,
            MeasureDoor measures) {
        this.reach = reach;
        this.resources = resources;
        this.searches = searches;
        this.everything = everything;
        this.appointments = appointments;
        this.appointmentSearch = appointmentSearch;
        this.slots = slots;
        this.measures = measures;
    }

    Answer route(Call call) {
        String type = call.path().getFirst();
        if (type.equals("Measure")) {
            return measures.answer(call, call.path());
        }
        if (!SearchParameters.knows(type) || NOT_KEPT.contains(type)) {
            throw FhirProblem.of(404, "not-supported", "不支持这种资源类型。");
        }
        Reach.Of within = reach.of(call.actor());
        return switch (call.path().size()) {
            case 1 -> type(call, within, type);
            case 2 -> instance(call, within, type, call.path().get(1));
            default ->
                below(
                        call,
                        within,
                        type,
                        call.path().get(1),
                        call.path().subList(2, call.path().size()));
        };
    }

    private Answer type(Call call, Reach.Of within, String type) {
        return switch (call.method()) {
            case "GET" -> search(call, within, type);
            case "POST" -> create(call, within, type);
            default -> throw wrongMethod();
        };
    }

    private Answer search(Call call, Reach.Of within, String type) {
        return switch (type) {
            case "Appointment" -> appointmentSearch.answer(call, within);
            case "Slot" -> slots.slots(call, within);
            case "Schedule" -> slots.schedules(call, within);
            default -> searches.answer(call, within, type);
        };
    }

    private Answer create(Call call, Reach.Of within, String type) {
        return switch (type) {
            case "Appointment" -> appointments.create(call, within);
            case "Slot", "Schedule" -> throw wrongMethod();
            default -> resources.create(call, within, type);
        };
    }

    private Answer instance(Call call, Reach.Of within, String type, String id) {
        if (id.equals("_search") && call.method().equals("POST")) {
            return search(call, within, type);
        }
        return switch (call.method()) {
            case "GET" -> read(call, within, type, id);
            case "PUT" -> update(call, within, type, id);
            case "DELETE" -> {
                recordOnly(type);
                yield resources.delete(call, within, type, id);
            }
            default -> throw wrongMethod();
        };
    }

    private Answer read(Call call, Reach.Of within, String type, String id) {
        return switch (type) {
            case "Appointment" -> appointments.read(call, within, id);
            case "Slot" -> slots.readSlot(within, id);
            case "Schedule" -> slots.readSchedule(within, id);
            default -> resources.read(call, within, type, id);
        };
    }

    private Answer update(Call call, Reach.Of within, String type, String id) {
        if (type.equals("Appointment")) {
            return appointments.update(call, within, id);
        }
        recordOnly(type);
        return resources.update(call, within, type, id);
    }

    private Answer below(Call call, Reach.Of within, String type, String id, List<String> rest) {
        if (rest.equals(List.of("$everything")) && type.equals("Patient")) {
            return everything.answer(call, within, id);
        }
        if (!rest.getFirst().equals("_history") || rest.size() > 2) {
            throw FhirProblem.of(404, "not-supported", "没有这种操作。");
        }
        if (!call.method().equals("GET")) {
            throw wrongMethod();
        }
        recordOnly(type);
        return rest.size() == 1
                ? resources.history(call, within, type, id)
                : resources.version(call, within, type, id, rest.get(1));
    }

    /** Numbers and appointments have no versions here and are not changed like entries of the record. */
    private static void recordOnly(String type) {
        if (NUMBERS.contains(type)) {
            throw wrongMethod();
        }
    }

    static FhirProblem wrongMethod() {
        return FhirProblem.of(405, "not-supported", "此地址不支持这种请求方法。");
    }
}
