package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Counts.Asked;
import org.kangcheng.tally.Feed.Counts.Series;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much feeds count at places in a period; no row behind them is read. All that come from the tally come in one question,
 * of one moment.
 */
@Component
class Counts {
    private static final String UNIT = "{unit}";

    /** What of the tally makes up a feed's count at a place, and where it is to be added. */
    private record Wanted(Map<Place, Long> into, Place place, Span span, List<String> keys, int sign) {}

    private record Sum(String place, long n) {}

    private final Tally tally;
    private final InstitutionPlaces institutions;
    private final JdbcClient jdbc;

    Counts(Tally tally, InstitutionPlaces institutions, JdbcClient jdbc) {
        this.tally = tally;
        this.institutions = institutions;
        this.jdbc = jdbc;
    }

    /** Some feeds, at some places, from the first to the last day of a period. */
    record Question(Collection<Feed> feeds, Collection<Place> places, LocalDate first, LocalDate last) {}

    /** By feed and place; of a feed that does not count by such a place, nothing. */
    Map<String, Map<Place, Long>> of(
            Collection<Feed> feeds, Collection<Place> places, LocalDate first, LocalDate last) {
        return of(List.of(new Question(feeds, places, first, last))).getFirst();
    }

    /** The same of several questions, in their order. */
    List<Map<String, Map<Place, Long>>> of(List<Question> questions) {
        List<Wanted> wanted = new ArrayList<>();
        List<Map<String, Map<Place, Long>>> answers =
                questions.stream().map(question -> begun(question, wanted)).toList();
        add(wanted);
        return answers;
    }

    /** What comes from elsewhere, and nothing yet of what comes from the tally: that is {@code wanted}. */
    private Map<String, Map<Place, Long>> begun(Question question, List<Wanted> wanted) {
        Map<String, Map<Place, Long>> counts = new HashMap<>();
        for (Feed feed : question.feeds) {
            Map<Place, List<String>> keys = keys(feed, question.places);
            Map<Place, Long> byPlace = counts.computeIfAbsent(feed.id(), _ -> new LinkedHashMap<>());
            keys.keySet().forEach(place -> byPlace.put(place, 0L));
            switch (feed.counts()) {
                case Series(List<Term> terms) ->
                    keys.forEach((place, of) -> terms.forEach(term -> wanted.add(new Wanted(
                            byPlace,
                            place,
                            term.span(named(term, place), question.first, question.last),
                            of,
                            term.sign()))));
                case Asked(String sql) -> byPlace.putAll(asked(sql, keys, question.first, question.last));
            }
        }
        return counts;
    }

    private static String named(Term term, Place place) {
        return term.series().replace(UNIT, place.isInstitution() ? ".u" + place.institutionId() : "");
    }

    /** What the count of a feed at each place is kept under. */
    private Map<Place, List<String>> keys(Feed feed, Collection<Place> places) {
        Map<Place, List<String>> keys = new LinkedHashMap<>();
        for (Place place : places) {
            switch (feed.name().grain()) {
                case RESIDENCE -> {
                    if (!place.isInstitution()) {
                        keys.put(place, List.of(place.key()));
                    }
                }
                case MATTER -> keys.put(place, List.of(place.isInstitution() ? Place.CITY.key() : place.key()));
                case INSTITUTION -> keys.put(place, institutionKeys(place));
            }
        }
        return keys;
    }

    /** Of a village, those of its few institutions; everything above is counted together. */
    private List<String> institutionKeys(Place place) {
        if (place.isInstitution()) {
            return List.of(place.key());
        }
        if (place.isVillage()) {
            return institutions.in(place.key()).stream().map(Tally::institution).toList();
        }
        return List.of(place.equals(Place.CITY) ? Tally.INSTITUTIONS : Tally.institutionsIn(place.key()));
    }

    private void add(List<Wanted> wanted) {
        Map<Tally.Asked, Long> sums = tally.ask(wanted.stream()
                .flatMap(one -> one.keys.stream().map(key -> new Tally.Asked(key, one.span)))
                .toList());
        for (Wanted one : wanted) {
            long n = one.keys.stream()
                    .mapToLong(key -> sums.getOrDefault(new Tally.Asked(key, one.span), 0L))
                    .sum();
            one.into.merge(one.place, one.sign * n, Long::sum);
        }
    }

    private Map<Place, Long> asked(String sql, Map<Place, List<String>> keys, LocalDate first, LocalDate last) {
        String[] places =
                keys.values().stream().flatMap(List::stream).distinct().toArray(String[]::new);
        Map<String, Long> byKey = new HashMap<>();
        jdbc.sql(sql)
                .param("places", places)
                .param("first", first)
                .param("last", last)
                .query(Sum.class)
                .list()
                .forEach(sum -> byKey.put(sum.place, sum.n));
        Map<Place, Long> sums = new LinkedHashMap<>();
        keys.forEach((place, of) -> sums.put(
                place, of.stream().mapToLong(key -> byKey.getOrDefault(key, 0L)).sum()));
        return sums;
    }
}
