package org.kangcheng.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.AppointmentId;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.SlotId;
import org.kangcheng.booking.Slots;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Criteria.DateTest;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchTerms;
import org.kangcheng.record.Span;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds appointments: of a number, of a person, or by their ids, which are few; every other condition is asked of those.
 * A list of all that an institution ever had would be too long, and is refused.
 */
@Component
class AppointmentSearch {
    static final Set<String> PARAMETERS = Set.of("slot", "patient", "actor", "status", "date", "_id", "_lastUpdated");
    static final List<String> INCLUDES = List.of("Appointment:actor", "Appointment:patient", "Appointment:slot");

    private static final Set<String> HOW = Set.of("_sort", "_include", "_summary");
    private static final int USUAL = 50;
    private static final int SLICE = 500;

    private final Appointments appointments;
    private final AppointmentResources resources;
    private final Slots slots;
    private final Search search;
    private final People people;
    private final Residents residents;
    private final Disclosure disclosure;

    AppointmentSearch(
            Appointments appointments,
            AppointmentResources resources,
            Slots slots,
            Search search,
            People people,
            Residents residents,
            Disclosure disclosure) {
        this.appointments = appointments;
        this.resources = resources;
        this.slots = slots;
        this.search = search;
        this.people = people;
        this.residents = residents;
        this.disclosure = disclosure;
    }

    /** What a list is sorted by; the id after it, so that each has its place. */
    private record Order(Function<Appointment, Instant> by, boolean descending) {
        static Order of(String sort) {
            boolean descending = sort.startsWith("-");
            return switch (descending ? sort.substring(1) : sort) {
                case "", "date" -> new Order(Appointment::startsAt, descending);
                case "_lastUpdated" -> new Order(AppointmentSearch::changed, descending);
                default -> throw FhirProblem.notSupported("预约只能按 date 或 _lastUpdated 排序。");
            };
        }

        Comparator<Appointment> comparator() {
            Comparator<Appointment> order = Comparator.comparing(by)
                    .thenComparing(appointment -> appointment.id().toString());
            return descending ? order.reversed() : order;
        }

        String place(Appointment appointment) {
            return by.apply(appointment) + "." + appointment.id();
        }

        /** Whether it stands behind the place. */
        Predicate<Appointment> behind(String place) {
            int dot = place.lastIndexOf('.');
            Instant at = Span.parse(place.substring(0, Math.max(0, dot)))
                    .map(Span::from)
                    .orElseThrow(() -> FhirProblem.invalid("翻页参数不正确。"));
            String id = place.substring(dot + 1);
            return appointment -> {
                int order = Comparator.<Instant>naturalOrder().compare(by.apply(appointment), at);
                int whole = order != 0 ? order : appointment.id().toString().compareTo(id);
                return descending ? whole < 0 : whole > 0;
            };
        }
    }

    Answer answer(Call call, Reach.Of reach) {
        Numbers.only(call, PARAMETERS, HOW);
        Set<Long> asked = new HashSet<>();
        Order order = Order.of(Numbers.first(call, "_sort"));
        Set<String> includes = includes(call);
        List<Appointment> all = candidates(call, reach, asked).stream()
                .filter(appointment -> AppointmentDoor.sees(reach, appointment))
                .filter(conditions(call))
                .sorted(order.comparator())
                .toList();
        String after = Numbers.first(call, SearchRequest.AFTER);
        List<Appointment> rest =
                after.isEmpty() ? all : all.stream().filter(order.behind(after)).toList();
        int count = counts(call) ? 0 : Numbers.count(call, USUAL);
        List<Appointment> page = rest.subList(0, Math.min(count, rest.size()));
        String next = count > 0 && rest.size() > count ? order.place(page.getLast()) : null;
        (counts(call) ? all : page).forEach(appointment -> asked.add(appointment.personKey()));
        disclosure.log(call.actor(), asked, "预约信息");
        return Answer.ok(write(call, reach, page, includes, all.size(), next));
    }

    /** To the millisecond, which is what a search and a place in a list can say. */
    private static Instant changed(Appointment appointment) {
        return appointment.changedAt().truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean counts(Call call) {
        String summary = Numbers.first(call, "_summary");
        if (!Set.of("", "count", "false").contains(summary)) {
            throw FhirProblem.notSupported("_summary 只支持 count。");
        }
        return summary.equals("count") || Numbers.first(call, "_count").equals("0");
    }

    private static Set<String> includes(Call call) {
        Set<String> wanted = new HashSet<>(call.parameters().getOrDefault("_include", List.of()));
        if (wanted.remove("Appointment:*")) {
            wanted.addAll(INCLUDES);
        }
        if (!INCLUDES.containsAll(wanted)) {
            throw FhirProblem.notSupported("_include 只支持 " + String.join("、", INCLUDES) + "。");
        }
        return wanted;
    }

    /** @param asked is told whom the search names */
    private List<Appointment> candidates(Call call, Reach.Of reach, Set<Long> asked) {
        List<List<Appointment>> each = new ArrayList<>();
        values(call, "_id")
                .forEach(ids -> each.add(ids.stream()
                        .flatMap(id -> AppointmentId.parse(id).stream())
                        .flatMap(id -> appointments.find(id).stream())
                        .toList()));
        values(call, "slot")
                .forEach(ids -> each.add(ids.stream()
                        .flatMap(id -> SlotId.parse(id.substring(id.lastIndexOf('/') + 1)).stream())
                        .flatMap(slot -> appointments.bySlot(slot).stream())
                        .toList()));
        Stream.of("patient", "actor")
                .flatMap(name -> values(call, name).stream())
                .forEach(references -> {
                    Set<Long> persons = references.stream()
                            .flatMap(reference -> person(reach, reference).stream())
                            .collect(Collectors.toSet());
                    asked.addAll(persons);
                    each.add(persons.stream()
                            .flatMap(key -> ofPerson(key).stream())
                            .toList());
                });
        if (each.isEmpty()) {
            throw FhirProblem.of(400, "too-costly", "请给出 slot、patient、actor 或 _id,其他条件可以附加。");
        }
        Map<AppointmentId, Appointment> found = new LinkedHashMap<>();
        each.getFirst().forEach(appointment -> found.put(appointment.id(), appointment));
        each.forEach(some ->
                found.keySet().retainAll(some.stream().map(Appointment::id).collect(Collectors.toSet())));
        return List.copyOf(found.values());
    }

    private Optional<Long> person(Reach.Of reach, String reference) {
        boolean patient = !reference.contains("/") || reference.contains("Patient/");
        return patient ? search.person(reach, reference).map(people::resolve) : Optional.empty();
    }

    private List<Appointment> ofPerson(long person) {
        List<Appointment> all = new ArrayList<>();
        Slice<Appointment> slice = appointments.ofPerson(person, null, SLICE);
        all.addAll(slice.items());
        while (slice.next() != null) {
            slice = appointments.ofPerson(person, slice.next(), SLICE);
            all.addAll(slice.items());
        }
        return all;
    }

    private static List<List<String>> values(Call call, String name) {
        return call.parameters().getOrDefault(name, List.of()).stream()
                .map(SearchTerms::values)
                .toList();
    }

    private static Predicate<Appointment> conditions(Call call) {
        Predicate<Appointment> all = appointment -> true;
        for (List<String> states : values(call, "status")) {
            Set<String> wanted = states.stream()
                    .map(value -> value.substring(value.indexOf('|') + 1))
                    .collect(Collectors.toSet());
            all = all.and(appointment -> wanted.contains(AppointmentResources.status(appointment)));
        }
        return all.and(dated(call, "date", Appointment::startsAt))
                .and(dated(call, "_lastUpdated", AppointmentSearch::changed));
    }

    private static Predicate<Appointment> dated(Call call, String name, Function<Appointment, Instant> by) {
        Predicate<Appointment> all = appointment -> true;
        for (String text : call.parameters().getOrDefault(name, List.of())) {
            List<DateTest> tests = SearchTerms.dates(text).orElseThrow(() -> FhirProblem.invalid("检索参数的值不正确:" + name));
            all = all.and(appointment -> {
                Span at = new Span(by.apply(appointment), by.apply(appointment));
                return tests.stream().anyMatch(test -> test.prefix().holds(at, test.span()));
            });
        }
        return all;
    }

    private byte[] write(
            Call call, Reach.Of reach, List<Appointment> page, Set<String> includes, int total, @Nullable String next) {
        String address = call.base() + "/Appointment";
        Map<String, List<String>> asked = new LinkedHashMap<>(call.parameters());
        asked.remove(SearchRequest.AFTER);
        BundleWriter bundle = new BundleWriter(
                call.base(),
                "searchset",
                SearchAnswers.head(
                        (long) total,
                        address + SearchAnswers.query(asked, null),
                        next == null ? null : address + SearchAnswers.query(asked, next)),
                4096);
        resources.all(page).forEach(resource -> bundle.add(Hit.reference(resource), FhirJson.write(resource), "match"));
        included(reach, page, includes)
                .forEach(resource -> bundle.add(Hit.reference(resource), FhirJson.write(resource), "include"));
        return bundle.end();
    }

    private List<ObjectNode> included(Reach.Of reach, List<Appointment> page, Set<String> includes) {
        List<ObjectNode> included = new ArrayList<>();
        if (includes.contains("Appointment:patient") || includes.contains("Appointment:actor")) {
            page.stream()
                    .map(Appointment::personKey)
                    .distinct()
                    .flatMap(key -> residents.read(reach, key).stream())
                    .forEach(included::add);
        }
        if (includes.contains("Appointment:slot")) {
            page.stream()
                    .map(Appointment::slot)
                    .distinct()
                    .flatMap(slot -> slots.find(slot).stream())
                    .map(Numbers::slot)
                    .forEach(included::add);
        }
        return included;
    }
}
