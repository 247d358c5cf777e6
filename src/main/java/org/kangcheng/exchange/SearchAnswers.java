package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Criteria;
import org.kangcheng.record.Entry;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search's answer: a Bundle with what was found, what it refers to, and the link to go on. What the platform itself
 * has comes before what institutions filed; where an order is asked for and can be kept, it stands among it.
 */
@Component
class SearchAnswers {
    /** The page begins with what the platform has, behind a place of its own. */
    private static final String OURS_AFTER = "o.";

    /** The page begins with the first filing. */
    private static final String FILINGS = "f";

    private final Search search;
    private final Includes includes;
    private final Residents residents;
    private final ResidentSearch residentSearch;
    private final Directory directory;
    private final ProgrammeDoor programmes;
    private final Disclosure disclosure;

    SearchAnswers(
            Search search,
            Includes includes,
            Residents residents,
            ResidentSearch residentSearch,
            Directory directory,
            ProgrammeDoor programmes,
            Disclosure disclosure) {
        this.search = search;
        this.includes = includes;
        this.residents = residents;
        this.residentSearch = residentSearch;
        this.directory = directory;
        this.programmes = programmes;
        this.disclosure = disclosure;
    }

    /** A page of an answer. */
    private record Page(
            List<Hit> hits, @Nullable String next, @Nullable Long total) {

        static Page of(List<ObjectNode> ours, List<Entry> filed, @Nullable String next, @Nullable Long total) {
            List<Hit> hits = Stream.concat(
                            ours.stream().map(Hit::of), filed.stream().map(Hit::of))
                    .toList();
            return new Page(hits, next, total);
        }

        List<Entry> filed() {
            return hits.stream().flatMap(hit -> Stream.ofNullable(hit.filed())).toList();
        }
    }

    Answer answer(Call call, Reach.Of reach, String type) {
        SearchRequest request = search.read(type, call.parameters());
        String after = request.after();
        String place = after != null && after.startsWith(OURS_AFTER) ? after.substring(OURS_AFTER.length()) : null;
        boolean oursTurn = after == null || place != null || Merge.is(after);
        Ours ours = oursTurn ? ours(reach, request, place) : Ours.NONE;
        Page page = among(request, ours) ? merged(reach, request, ours) : inTurn(reach, request, ours, oursTurn);
        Included included = request.counts()
                ? new Included(List.of(), List.of(), Set.of())
                : included(call, reach, request, page.filed());
        log(call, reach, request, ours, page, included);
        return Answer.ok(write(call, request, page, included));
    }

    /** Whether what the platform has stands among the filings, in one order. */
    private static boolean among(SearchRequest request, Ours ours) {
        String after = request.after();
        boolean both = after == null ? ours.whole() && !ours.items().isEmpty() : Merge.is(after);
        return both && request.sorted() && !request.counts();
    }

    private Ours ours(Reach.Of reach, SearchRequest request, @Nullable String after) {
        String type = request.criteria().type();
        if (type.equals("Patient")) {
            return residentSearch.find(reach, request, after);
        }
        if (Directory.TYPES.contains(type)) {
            return directory.find(request, after);
        }
        return ProgrammeDoor.TYPES.contains(type) ? programmes.find(reach, request) : Ours.NONE;
    }

    /** What the platform has, and then, when that has ended, the filings. */
    private Page inTurn(Reach.Of reach, SearchRequest request, Ours ours, boolean oursTurn) {
        if (request.counts()) {
            Search.Found counted = search.find(reach, request.from(null));
            return Page.of(List.of(), List.of(), null, sum(ours.total(), counted.total()));
        }
        Ours page = ours.whole() && oursTurn ? cut(ours, request) : ours;
        if (page.next() != null) {
            return Page.of(page.items(), List.of(), OURS_AFTER + page.next(), null);
        }
        String after = request.after();
        boolean begin = oursTurn || FILINGS.equals(after);
        int room = request.count() - page.items().size();
        SearchRequest rest = request.from(begin ? null : after);
        Search.Found found = search.find(reach, rest.take(Math.max(1, room)));
        boolean full = room <= 0;
        boolean more =
                full && !(found.slice().items().isEmpty() && found.slice().next() == null);
        List<Entry> filed = full ? List.of() : found.slice().items();
        String next = more ? FILINGS : full ? null : found.slice().next();
        Long total = after == null ? sum(ours.total(), full && more ? null : found.total()) : found.total();
        return Page.of(page.items(), filed, next, total);
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : (Long) (one + other);
    }

    private static Ours cut(Ours whole, SearchRequest request) {
        String after = request.after();
        int size = whole.items().size();
        int from = after == null ? 0 : Math.min(size, Merge.number(after.substring(OURS_AFTER.length())));
        int to = Math.min(size, from + request.count());
        String next = to < size ? Integer.toString(to) : null;
        return new Ours(whole.items().subList(from, to), false, next, (long) size, whole.persons());
    }

    /** Both in one order. */
    private Page merged(Reach.Of reach, SearchRequest request, Ours ours) {
        Merge at = Merge.parse(request.after());
        boolean byDate = request.criteria().order() == Criteria.Order.DATE;
        boolean descending = request.criteria().descending();
        List<Hit> own = ours.items().stream()
                .map(Hit::of)
                .sorted(Hit.by(byDate, descending))
                .toList();
        Search.Found found = at.filingsEnded()
                ? new Search.Found(new Slice<>(List.of(), null), null)
                : search.find(reach, request.from(at.filings()));
        List<Hit> filed =
                new ArrayList<>(found.slice().items().stream().map(Hit::of).toList());
        if (request.ids() != null) {
            // They come all at once, and in no order.
            filed.sort(Hit.by(byDate, descending));
        }
        Merge.Taken taken = at.take(own, filed, found.slice().next(), request, Hit.by(byDate, descending));
        String next = taken.next(place -> Objects.requireNonNull(
                search.find(reach, request.from(at.filings()).take(place))
                        .slice()
                        .next()));
        Long total = request.after() == null ? sum(ours.total(), found.total()) : found.total();
        return new Page(taken.hits(), next, total);
    }

    /** Each person whom the answer tells of: who was asked after, who was found, and who is named beside them. */
    private void log(Call call, Reach.Of reach, SearchRequest request, Ours ours, Page page, Included included) {
        Set<Long> persons = new HashSet<>(search.asked(reach, request));
        persons.addAll(ours.persons());
        persons.addAll(included.persons);
        List<Entry> entries = new ArrayList<>(page.filed());
        entries.addAll(included.entries);
        String what = request.counts() ? "健康档案计数:" : "健康档案检索:";
        disclosure.log(call.actor(), persons, entries, what + request.criteria().type());
    }

    private static byte[] write(Call call, SearchRequest request, Page page, Included included) {
        String address = call.base() + "/" + request.criteria().type();
        String next = page.next == null ? null : address + query(request.plain(), page.next);
        String head = head(page.total, address + query(request.plain(), null), next);
        BundleWriter bundle = new BundleWriter(call.base(), "searchset", head, 16_384);
        page.hits.forEach(hit -> hit.write(bundle));
        included.entries.forEach(bundle::include);
        included.made.forEach(resource -> bundle.add(Hit.reference(resource), FhirJson.write(resource), "include"));
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

    static String query(Map<String, List<String>> parameters, @Nullable String after) {
        StringJoiner query = new StringJoiner("&", "?", "");
        query.setEmptyValue("");
        parameters.forEach((name, values) -> values.forEach(
                value -> query.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8))));
        if (after != null) {
            query.add(SearchRequest.AFTER + "=" + URLEncoder.encode(after, UTF_8));
        }
        return query.toString();
    }

    /** What comes with what was found: filings, resources that the platform makes, and whom those are about. */
    private record Included(List<Entry> entries, List<ObjectNode> made, Set<Long> persons) {}

    private Included included(Call call, Reach.Of reach, SearchRequest request, List<Entry> found) {
        var parameters = Includes.parameters(request.criteria().type(), request.includes());
        var targets = Includes.targets(found, parameters, call.base());
        List<Entry> entries = includes.read(targets, found).stream()
                // What a visible resource refers to and is no person's (its doctor, its place) may be seen with it.
                .filter(entry -> !Reach.personal(entry) || reach.sees(entry))
                .toList();
        List<ObjectNode> made = new ArrayList<>();
        Set<Long> persons = new HashSet<>();
        for (References.Target target : targets) {
            if (target.type().equals("Patient")) {
                Residents.key(target.id())
                        .flatMap(key -> residents.read(reach, key).map(patient -> {
                            persons.add(key);
                            return patient;
                        }))
                        .ifPresent(made::add);
            } else {
                directory.read(target.type(), target.id()).ifPresent(made::add);
            }
        }
        return new Included(entries, made, persons);
    }
}
