package org.kangcheng.exchange;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.EntrySearch;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchTerms;
import org.kangcheng.record.Span;
import org.springframework.stereotype.Component;

/** {@code Patient/[id]/$everything}: the whole record as far as the client may see it, with who and what it refers to. */
@Component
class Everything {
    private static final int MOST_COUNT = 1000;

    private final EntrySearch search;
    private final Search persons;
    private final People people;
    private final Residents residents;
    private final Includes includes;
    private final ProgrammeDoor programmes;
    private final Disclosure disclosure;

    Everything(
            EntrySearch search,
            Search persons,
            People people,
            Residents residents,
            Includes includes,
            ProgrammeDoor programmes,
            Disclosure disclosure) {
        this.search = search;
        this.persons = persons;
        this.people = people;
        this.residents = residents;
        this.includes = includes;
        this.programmes = programmes;
        this.disclosure = disclosure;
    }

    Answer answer(Call call, Reach.Of reach, String id) {
        long person = persons.person(reach, id).orElseThrow(FhirProblem::notFound);
        EntrySearch.Within within = new EntrySearch.Within(people.aliases(person), reach.onlyOf(List.of(person)));
        List<String> types = SearchTerms.values(parameter(call, "_type", ""));
        EntryId after = after(parameter(call, SearchRequest.AFTER, ""));
        Slice<Entry> slice = search.everything(within, types, since(call), after, count(call));
        disclosure.log(call.actor(), person, "全部健康档案");
        return Answer.ok(
                write(call, reach, id, person, slice, after == null && (types.isEmpty() || types.contains("Patient"))));
    }

    private byte[] write(Call call, Reach.Of reach, String id, long person, Slice<Entry> slice, boolean start) {
        String url = call.base() + "/Patient/" + id + "/$everything";
        String next = slice.next() == null ? null : url + next(call, slice.next());
        BundleWriter bundle =
                new BundleWriter(call.base(), "searchset", SearchAnswers.head(null, url, next), size(slice.items()));
        if (start) {
            residents
                    .read(reach, person)
                    .ifPresent(patient ->
                            bundle.add("Patient/" + PublicId.encode(person), FhirJson.write(patient), "match"));
        }
        if (after(parameter(call, SearchRequest.AFTER, "")) == null && since(call) == null) {
            programmes
                    .all(reach, person, SearchTerms.values(parameter(call, "_type", "")))
                    .forEach(resource -> bundle.add(
                            resource.path("resourceType").asString() + "/"
                                    + resource.path("id").asString(),
                            FhirJson.write(resource),
                            "match"));
        }
        slice.items().forEach(bundle::match);
        Set<EntryId> already = new HashSet<>();
        List<Entry> beyond = includes.beyondPerson(slice.items(), already);
        while (!beyond.isEmpty()) {
            beyond.forEach(bundle::include);
            beyond = includes.beyondPerson(beyond, already);
        }
        return bundle.end();
    }

    private static int size(List<Entry> entries) {
        return entries.stream().mapToInt(entry -> entry.json().length + 120).sum() + 4096;
    }

    private static String parameter(Call call, String name, String otherwise) {
        return call.parameters().getOrDefault(name, List.of(otherwise)).getFirst();
    }

    private static String next(Call call, String place) {
        StringBuilder query = new StringBuilder("?_count=").append(count(call));
        for (Map.Entry<String, List<String>> parameter : call.parameters().entrySet()) {
            if (Set.of("_type", "_since").contains(parameter.getKey())) {
                String value = java.net.URLEncoder.encode(
                        parameter.getValue().getFirst(), java.nio.charset.StandardCharsets.UTF_8);
                query.append('&').append(parameter.getKey()).append('=').append(value);
            }
        }
        return query.append('&')
                .append(SearchRequest.AFTER)
                .append('=')
                .append(place)
                .toString();
    }

    /** Without {@code _count} the record comes whole. */
    private static int count(Call call) {
        String text = parameter(call, "_count", "");
        if (text.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        try {
            return Math.clamp(Integer.parseInt(text), 1, MOST_COUNT);
        } catch (NumberFormatException e) {
            throw FhirProblem.invalid("_count 不正确。");
        }
    }

    private static @Nullable Instant since(Call call) {
        String text = parameter(call, "_since", "");
        return text.isEmpty()
                ? null
                : Span.parse(text.replace(' ', '+'))
                        .map(Span::from)
                        .orElseThrow(() -> FhirProblem.invalid("_since 不正确。"));
    }

    private static @Nullable EntryId after(String text) {
        return text.isEmpty() ? null : EntryId.parse(text).orElseThrow(() -> FhirProblem.invalid("翻页参数不正确。"));
    }
}
