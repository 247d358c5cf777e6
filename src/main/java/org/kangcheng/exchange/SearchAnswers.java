package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.identity.PeopleSearch;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Entry;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** A search's answer: a Bundle with what was found, what it refers to, and the link to go on. */
@Component
class SearchAnswers {
    private static final String RESIDENTS_AFTER = "r.";
    private static final String PROGRAMMES_AFTER = "p.";

    private final Search search;
    private final Includes includes;
    private final Residents residents;
    private final People people;
    private final PeopleSearch peopleSearch;
    private final ProgrammeDoor programmes;
    private final Disclosure disclosure;

    SearchAnswers(
            Search search,
            Includes includes,
            Residents residents,
            People people,
            PeopleSearch peopleSearch,
            ProgrammeDoor programmes,
            Disclosure disclosure) {
        this.search = search;
        this.includes = includes;
        this.residents = residents;
        this.people = people;
        this.peopleSearch = peopleSearch;
        this.programmes = programmes;
        this.disclosure = disclosure;
    }

    Answer answer(Call call, Reach.Of reach, String type) {
        SearchRequest request = search.read(type, call.parameters());
        Slice<Person> residentPage = type.equals("Patient") ? residents(reach, request) : new Slice<>(List.of(), null);
        Services services = services(reach, type, request);
        String more = residentPage.next() == null ? services.page.next() : residentPage.next();
        Search.Found found = more == null
                ? search.find(reach, afterOurs(request))
                : new Search.Found(new Slice<>(List.of(), more), null);
        List<Person> persons = residentPage.items();
        Long total = found.total() == null || request.after() != null
                ? found.total()
                : (Long) (found.total() + persons.size() + services.total);
        log(call, type, request, found.slice().items(), persons);
        logServices(call, type, services.page.items());
        return Answer.ok(write(call, reach, request, found.slice(), persons, services.page.items(), total));
    }

    /** Where what the platform keeps ends, the filings begin. */
    private static SearchRequest afterOurs(SearchRequest request) {
        String after = request.after();
        boolean among = after != null && (after.startsWith(RESIDENTS_AFTER) || after.startsWith(PROGRAMMES_AFTER));
        return among ? request.from(null) : request;
    }

    private record Services(Slice<ObjectNode> page, int total) {}

    /** What programmes have of a person comes before what institutions filed. */
    private Services services(Reach.Of reach, String type, SearchRequest request) {
        String after = request.after();
        if (after != null && !after.startsWith(PROGRAMMES_AFTER)) {
            return new Services(new Slice<>(List.of(), null), 0);
        }
        List<ObjectNode> all = programmes.find(reach, type, request);
        int from = after == null ? 0 : Math.min(all.size(), place(after.substring(PROGRAMMES_AFTER.length())));
        int to = request.countOnly() ? from : Math.min(all.size(), from + request.count());
        String next = to < all.size() && to > from ? PROGRAMMES_AFTER + to : null;
        return new Services(new Slice<>(all.subList(from, to), next), all.size());
    }

    private static int place(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw FhirProblem.invalid("翻页参数不正确。");
        }
    }

    private void logServices(Call call, String type, List<ObjectNode> found) {
        TreeSet<Long> keys = new TreeSet<>();
        found.forEach(resource ->
                ProgrammeDoor.person(resource.path("id").asString("")).ifPresent(keys::add));
        disclosure.log(call.actor(), List.of(), keys, "公共卫生服务:" + type);
    }

    private void log(Call call, String type, SearchRequest request, List<Entry> found, List<Person> persons) {
        if (!request.countOnly()) {
            TreeSet<Long> keys = new TreeSet<>();
            persons.forEach(person -> keys.add(person.personKey()));
            disclosure.log(call.actor(), found, keys, "健康档案检索:" + type);
        }
    }

    private byte[] write(
            Call call,
            Reach.Of reach,
            SearchRequest request,
            Slice<Entry> slice,
            List<Person> persons,
            List<ObjectNode> services,
            @Nullable Long total) {
        String type = request.criteria().type();
        String self = call.base() + "/" + type + query(request.plain(), null);
        String next = slice.next() == null ? null : call.base() + "/" + type + query(request.plain(), slice.next());
        BundleWriter bundle = new BundleWriter(call.base(), "searchset", head(total, self, next), 16_384);
        if (!request.countOnly()) {
            persons.forEach(person -> bundle.add(
                    "Patient/" + PublicId.encode(person.personKey()),
                    FhirJson.write(residents.patient(reach, person)),
                    "match"));
            services.forEach(resource ->
                    bundle.add(type + "/" + resource.path("id").asString(), FhirJson.write(resource), "match"));
            slice.items().forEach(bundle::match);
            include(call, reach, request, slice.items(), bundle);
        }
        return bundle.end();
    }

    static String head(@Nullable Long total, String self, @Nullable String next) {
        StringJoiner links = new StringJoiner(",", ",\"link\":[", "]");
        links.add("{\"relation\":\"self\",\"url\":\"" + self + "\"}");
        if (next != null) {
            links.add("{\"relation\":\"next\",\"url\":\"" + next + "\"}");
        }
        return (total == null ? "" : ",\"total\":" + total) + links;
    }

    private static String query(Map<String, List<String>> parameters, @Nullable String after) {
        StringJoiner query = new StringJoiner("&", "?", "");
        query.setEmptyValue("");
        parameters.forEach((name, values) -> values.forEach(
                value -> query.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8))));
        if (after != null) {
            query.add(SearchRequest.AFTER + "=" + URLEncoder.encode(after, UTF_8));
        }
        return query.toString();
    }

    private void include(Call call, Reach.Of reach, SearchRequest request, List<Entry> found, BundleWriter bundle) {
        var parameters = Includes.parameters(request.criteria().type(), request.includes());
        var targets = Includes.targets(found, parameters, call.base());
        includes.read(targets, found).stream()
                // What a visible resource refers to and is no person's (its doctor, its place) may be seen with it.
                .filter(entry -> !Reach.personal(entry) || reach.sees(entry))
                .forEach(bundle::include);
        for (References.Target target : targets) {
            if (target.type().equals("Patient")) {
                Residents.key(target.id())
                        .flatMap(key -> residents.read(reach, key))
                        .ifPresent(patient -> bundle.add(target.toString(), FhirJson.write(patient), "include"));
            }
        }
    }

    /** Residents come before institutions' own Patients: by ID number for all who know them, by name for the city. */
    private Slice<Person> residents(Reach.Of reach, SearchRequest request) {
        if (request.people() != null || request.countOnly()) {
            return new Slice<>(List.of(), null);
        }
        if (request.ids() != null) {
            return new Slice<>(byKeys(reach, request.ids()), null);
        }
        List<String> numbers = Search.idNumbers(request.plain().get("identifier"));
        if (!numbers.isEmpty() && request.after() == null) {
            return new Slice<>(byNumbers(reach, numbers), null);
        }
        return reach.city() && request.plain().containsKey("name") ? byName(request) : new Slice<>(List.of(), null);
    }

    private List<Person> byKeys(Reach.Of reach, List<String> ids) {
        return ids.stream()
                .flatMap(id -> Residents.key(id).stream())
                .filter(key -> residents.knows(reach, key))
                .flatMap(key -> people.find(key).stream())
                .toList();
    }

    private List<Person> byNumbers(Reach.Of reach, List<String> numbers) {
        List<Person> found = new ArrayList<>();
        for (String number : numbers) {
            residents
                    .byIdNumber(number)
                    .filter(key -> residents.knows(reach, key))
                    .flatMap(people::find)
                    .ifPresent(found::add);
        }
        return found;
    }

    private Slice<Person> byName(SearchRequest request) {
        String after = request.after();
        if (after != null && !after.startsWith(RESIDENTS_AFTER)) {
            return new Slice<>(List.of(), null);
        }
        String name = request.plain().getOrDefault("name", List.of("")).getFirst();
        String from = after == null ? null : after.substring(RESIDENTS_AFTER.length());
        Slice<Person> page = peopleSearch.search(name, "", from, Math.max(1, request.count()));
        List<String> births = request.plain().getOrDefault("birthdate", List.of());
        List<Person> born = page.items().stream()
                .filter(person ->
                        births.isEmpty() || births.contains(person.birthDate().toString()))
                .toList();
        return new Slice<>(born, page.next() == null ? null : RESIDENTS_AFTER + page.next());
    }
}
