package org.kangcheng.exchange;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.People;
import org.kangcheng.identity.PeopleSearch;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Residents by a search for Patients. Everybody finds whom she knows by id and by ID number; the city's client finds all
 * of them by the beginning of the name too. All the other conditions are asked of whom that finds; a search that gives
 * the city's client none of the three ways in is refused, for it would pass over six million people.
 */
@Component
class ResidentSearch {
    private static final int CHUNK = 200;

    /** So many are looked at for one page, which may be short when what is asked is rare among them. */
    private static final int MOST_EXAMINED = 10_000;

    private static final int MOST_COUNTED = 100_000;

    private final Residents residents;
    private final People people;
    private final PeopleSearch names;

    ResidentSearch(Residents residents, People people, PeopleSearch names) {
        this.residents = residents;
        this.people = people;
        this.names = names;
    }

    /** @param after where the page before ended; null for the first */
    Ours find(Reach.Of reach, SearchRequest request, @Nullable String after) {
        if (request.ids() != null || request.plain().containsKey("identifier")) {
            return named(reach, request);
        }
        if (!reach.city()) {
            return Ours.NONE;
        }
        if (!request.plain().containsKey("name")) {
            throw FhirProblem.of(422, "too-costly", "在全市居民中检索请给出 _id、identifier 或 name,其他条件可以附加。");
        }
        if (request.sorted()) {
            throw FhirProblem.of(422, "too-costly", "按姓名在全市居民中检索时不能排序,请去掉 _sort,或给出 identifier。");
        }
        return request.counts() ? counted(request) : page(reach, request, after);
    }

    private Ours named(Reach.Of reach, SearchRequest request) {
        Predicate<ObjectNode> fits = Fit.of(request, Set.of("_id", "identifier"));
        Set<Long> keys = keys(request);
        Map<Long, Instant> changed = people.changedAt(people.resolveAll(keys));
        List<Person> found = keys.stream()
                .filter(key -> residents.knows(reach, key))
                .flatMap(key -> people.find(key).stream())
                .distinct()
                .filter(person -> fits.test(Residents.described(person, changed.get(person.personKey()))))
                .toList();
        return Ours.whole(
                patients(reach, found, changed),
                found.stream().map(Person::personKey).collect(Collectors.toSet()));
    }

    private List<ObjectNode> patients(Reach.Of reach, List<Person> found, Map<Long, Instant> changed) {
        return found.stream()
                .map(person -> residents.patient(reach, person, changed.get(person.personKey())))
                .toList();
    }

    /** Whom the ids and the ID numbers name: all of the conditions, any of the alternatives of each. */
    private Set<Long> keys(SearchRequest request) {
        List<Set<Long>> each = new ArrayList<>();
        if (request.ids() != null) {
            each.add(request.ids().stream()
                    .flatMap(id -> Residents.key(id).stream())
                    .collect(Collectors.toSet()));
        }
        for (List<String> alternatives : request.values("identifier")) {
            each.add(alternatives.stream()
                    .flatMap(ResidentSearch::idNumber)
                    .flatMap(number -> residents.byIdNumber(number).stream())
                    .collect(Collectors.toSet()));
        }
        Set<Long> all = new HashSet<>(each.getFirst());
        each.forEach(all::retainAll);
        return all;
    }

    /** A number with the system of ID numbers, or with none named. */
    private static Stream<String> idNumber(String value) {
        int bar = value.indexOf('|');
        String number = value.substring(bar + 1);
        boolean may = bar < 0 || value.substring(0, bar).equals(Residents.ID_NUMBER);
        return may && NationalId.parse(number).isPresent() ? Stream.of(number) : Stream.of();
    }

    private Ours page(Reach.Of reach, SearchRequest request, @Nullable String after) {
        List<Person> found = new ArrayList<>();
        String next = walk(request, after, MOST_EXAMINED, person -> {
            boolean room = found.size() < request.count();
            return room && found.add(person);
        });
        Set<Long> keys = found.stream().map(Person::personKey).collect(Collectors.toSet());
        return Ours.page(patients(reach, found, people.changedAt(keys)), next, after == null, keys);
    }

    private Ours counted(SearchRequest request) {
        long[] count = {0};
        String next = walk(request, null, MOST_COUNTED, person -> ++count[0] > 0);
        if (next != null) {
            throw FhirProblem.of(422, "too-costly", "姓名这样开头的居民太多,无法即时计数,请把 name 写得更长。");
        }
        return new Ours(List.of(), false, null, count[0], Set.of());
    }

    /** Gives people who fit to {@code taker} until it takes no more; where that was, null at the end of the list. */
    private @Nullable String walk(SearchRequest request, @Nullable String after, int most, Predicate<Person> taker) {
        Predicate<ObjectNode> fits = Fit.of(request, Set.of());
        List<String> beginnings = request.values("name").getFirst();
        Place place = Place.parse(after);
        for (int examined = 0; examined < most; examined += CHUNK) {
            if (place.beginning >= beginnings.size()) {
                return null;
            }
            String beginning = beginnings.get(place.beginning);
            List<String> earlier = beginnings.subList(0, place.beginning);
            Slice<Person> slice = names.byName(beginning, place.after, CHUNK);
            Map<Long, Instant> changed = people.changedAt(
                    slice.items().stream().map(Person::personKey).toList());
            Place before = place;
            for (Person person : slice.items()) {
                boolean fresh = earlier.stream().noneMatch(person.name()::startsWith);
                if (fresh
                        && fits.test(Residents.described(person, changed.get(person.personKey())))
                        && !taker.test(person)) {
                    return before.toString();
                }
                before = new Place(place.beginning, PeopleSearch.after(person));
            }
            place = slice.next() == null
                    ? new Place(place.beginning + 1, null)
                    : new Place(place.beginning, slice.next());
        }
        return place.toString();
    }

    /** Where a list by names is left: which of the beginnings that were asked for, and behind whom. */
    private record Place(int beginning, @Nullable String after) {
        static Place parse(@Nullable String text) {
            if (text == null) {
                return new Place(0, null);
            }
            int dot = text.indexOf('.');
            try {
                String after = text.substring(dot + 1);
                return new Place(Integer.parseUnsignedInt(text.substring(0, dot)), after.isEmpty() ? null : after);
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw FhirProblem.invalid("翻页参数不正确。");
            }
        }

        @Override
        public String toString() {
            return beginning + "." + (after == null ? "" : after);
        }
    }
}
