package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Criteria;
import org.kangcheng.record.Criteria.Condition;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.EntrySearch;
import org.kangcheng.record.SearchParameters;
import org.kangcheng.record.SearchTerms;
import org.springframework.stereotype.Component;

/** FHIR search over the record, within the client's reach. */
@Component
class Search {
    private final EntrySearch search;
    private final SearchTerms terms;
    private final Entries entries;
    private final People people;
    private final Residents residents;

    Search(EntrySearch search, SearchTerms terms, Entries entries, People people, Residents residents) {
        this.search = search;
        this.terms = terms;
        this.entries = entries;
        this.people = people;
        this.residents = residents;
    }

    SearchRequest read(String type, Map<String, List<String>> parameters) {
        return SearchRequest.read(type, parameters, terms);
    }

    /** @param total null where it is not known without counting through a long list */
    record Found(Slice<Entry> slice, @Nullable Long total) {}

    Found find(Reach.Of reach, SearchRequest request) {
        try {
            return request.ids() != null ? byIds(reach, request, request.ids()) : byScope(reach, request);
        } catch (IllegalArgumentException e) {
            // A place in a list that is none of ours.
            throw FhirProblem.invalid("翻页参数不正确。");
        }
    }

    private Found byIds(Reach.Of reach, SearchRequest request, List<String> ids) {
        List<EntryId> wanted =
                ids.stream().flatMap(id -> EntryId.parse(id).stream()).toList();
        List<Entry> found = search.narrow(wanted, request.criteria()).stream()
                .filter(reach::sees)
                .filter(entry -> persons(reach, request)
                        .map(shards -> shards.contains(entry.id().shard()))
                        .orElse(true))
                .toList();
        return new Found(new Slice<>(found, null), (long) found.size());
    }

    private Found byScope(Reach.Of reach, SearchRequest request) {
        Optional<Set<Long>> persons = persons(reach, request);
        if (persons.isPresent()) {
            List<Long> shards = List.copyOf(persons.get());
            EntrySearch.Within within = new EntrySearch.Within(shards, reach.onlyOf(shards));
            long total = search.count(within, request.criteria());
            Slice<Entry> slice = request.count() == 0
                    ? new Slice<>(List.of(), null)
                    : search.among(within, request.criteria(), request.after(), request.count());
            return new Found(slice, total);
        }
        if (request.countOnly() || request.count() == 0) {
            return new Found(new Slice<>(List.of(), null), count(reach, request.criteria()));
        }
        Slice<Entry> slice = search.filedBy(filers(reach), request.criteria(), request.after(), request.count());
        boolean whole = request.after() == null && slice.next() == null;
        return new Found(slice, whole ? (Long) (long) slice.items().size() : null);
    }

    private long count(Reach.Of reach, Criteria criteria) {
        OptionalLong total = search.countFiledBy(filers(reach), criteria);
        return total.orElseThrow(() -> FhirProblem.of(422, "too-costly", "符合条件的资源太多,无法即时计数,请用 patient 或日期缩小范围。"));
    }

    private List<Long> filers(Reach.Of reach) {
        return reach.city() ? search.filers() : List.of(reach.filer());
    }

    /** The keys of the people that the search is about; empty when it is about nobody in particular. */
    private Optional<Set<Long>> persons(Reach.Of reach, SearchRequest request) {
        Set<Long> keys = new TreeSet<>();
        if (request.people() != null) {
            request.people().stream()
                    .flatMap(text -> person(reach, text).stream())
                    .forEach(key -> keys.addAll(people.aliases(key)));
        } else if (request.patientIdentifier() != null) {
            patients(reach, request.patientIdentifier()).forEach(key -> keys.addAll(people.aliases(key)));
        } else {
            return Optional.empty();
        }
        return Optional.of(keys);
    }

    /** The people whom the search names, by their current keys: its answer tells of them even when it finds nothing. */
    Set<Long> asked(Reach.Of reach, SearchRequest request) {
        return people.resolveAll(persons(reach, request).orElse(Set.of()));
    }

    /** The person whom a reference to a Patient means, a resident or an institution's own, if the client may know. */
    Optional<Long> person(Reach.Of reach, String reference) {
        String id = reference.substring(reference.lastIndexOf('/') + 1);
        Optional<Long> key = Residents.key(id);
        if (key.isPresent()) {
            return key.map(people::resolve).filter(person -> residents.knows(reach, person));
        }
        return EntryId.parse(id)
                .flatMap(entries::read)
                .filter(entry -> entry.type().equals("Patient") && !entry.deleted() && reach.sees(entry))
                .map(entry -> people.resolve(entry.id().shard()));
    }

    private Set<Long> patients(Reach.Of reach, String identifier) {
        Set<Long> keys = new TreeSet<>();
        idNumbers(List.of(identifier))
                .forEach(number -> residents
                        .byIdNumber(number)
                        .filter(key -> residents.knows(reach, key))
                        .ifPresent(keys::add));
        filed(reach, "Patient", identifier, 20)
                .forEach(entry -> keys.add(people.resolve(entry.id().shard())));
        return keys;
    }

    /** The client's own filings of a type with an identifier. */
    List<Entry> filed(Reach.Of reach, String type, String identifier, int limit) {
        Condition condition = SearchParameters.of(type)
                .find("identifier")
                .flatMap(parameter -> terms.condition(parameter, identifier, false))
                .orElseThrow(FhirProblem::notFound);
        Criteria criteria = new Criteria(type, List.of(condition), Criteria.Order.CHANGE, false);
        return search.filedBy(filers(reach), criteria, null, limit).items();
    }

    static List<String> idNumbers(@Nullable List<String> identifiers) {
        List<String> numbers = new ArrayList<>();
        for (String text : identifiers == null ? List.<String>of() : identifiers) {
            for (String value : SearchTerms.values(text)) {
                if (value.startsWith(Residents.ID_NUMBER + "|")) {
                    numbers.add(value.substring(value.indexOf('|') + 1));
                }
            }
        }
        return numbers;
    }

    /** What {@code Type?query} finds among what the client sees: two at most, for that is already too many. */
    List<Entry> matches(Reach.Of reach, String type, String query) {
        Map<String, List<String>> parameters = Queries.read(query);
        if (parameters.isEmpty()) {
            throw FhirProblem.invalid("条件引用缺少条件。");
        }
        parameters.put("_count", List.of("2"));
        return find(reach, read(type, parameters)).slice().items();
    }
}
