package org.kangcheng.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Rows.By;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName.Grain;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** 核对: counts the rows behind figures anew and says whether they agree with what the figures say. */
@Component
class Proof {
    /**
     * What came of one figure of the city.
     *
     * @param counted numerator and denominator as the figure has them
     * @param recounted the same from the rows
     * @param places how many areas and institutions were compared
     * @param differing how many of them differ
     * @param first the first of those, as words; "" when none does
     */
    record Finding(
            Indicator indicator,
            Period period,
            long counted,
            @Nullable Long countedOf,
            long recounted,
            @Nullable Long recountedOf,
            int places,
            int differing,
            String first,
            @Nullable String broken) {
        public boolean agrees() {
            return differing == 0;
        }

        /** There is something behind it. */
        public boolean empty() {
            return recounted == 0 && (recountedOf == null || recountedOf == 0);
        }

        public String countedText() {
            return indicator.unit().text(indicator.unit().value(counted, countedOf == null ? 0 : countedOf));
        }

        public String recountedText() {
            return indicator.unit().text(indicator.unit().value(recounted, recountedOf == null ? 0 : recountedOf));
        }
    }

    private final KnownFeeds feeds;
    private final Counts counts;
    private final Rows rows;
    private final InstitutionPlaces institutions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Proof(KnownFeeds feeds, Counts counts, Rows rows, InstitutionPlaces institutions, JdbcClient jdbc, Clock clock) {
        this.feeds = feeds;
        this.counts = counts;
        this.rows = rows;
        this.institutions = institutions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of one place; both ways of counting see the same moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Finding of(Indicator indicator, Place place, Period period) {
        Map<String, Feed> known = feeds.all();
        LocalDate last = last(period);
        Map<String, Map<Place, Long>> counted = counts.of(of(indicator, known), List.of(place), period.first(), last);
        Map<String, Long> recounted = new HashMap<>();
        of(indicator, known).forEach(feed -> recounted.put(feed.id(), rows.count(feed, place, period.first(), last)));
        Map<String, Long> at = new HashMap<>();
        counted.forEach((feed, byPlace) -> at.put(feed, byPlace.getOrDefault(place, 0L)));
        List<String> differing = at.equals(recounted) ? List.of() : List.of(place.key());
        return finding(indicator, period, at, recounted, 1, differing);
    }

    /** Of every area and institution. The caller holds one moment (repeatable read). */
    Finding everywhere(Indicator indicator, Period period) {
        Map<String, Feed> known = feeds.all();
        if (!indicator.fed() || !known.keySet().containsAll(indicator.feeds())) {
            String why = indicator.fed() ? "数据来源没有启用" : indicator.unfed();
            return new Finding(indicator, period, 0, null, 0, null, 0, 0, "", why);
        }
        LocalDate last = last(period);
        List<Place> places = places(indicator);
        Map<String, Map<Place, Long>> counted = counts.of(of(indicator, known), places, period.first(), last);
        Map<String, Map<Place, Long>> recounted = new HashMap<>();
        of(indicator, known).forEach(feed -> recounted.put(feed.id(), recount(feed, places, period.first(), last)));
        List<String> differing = new ArrayList<>();
        for (Place place : places) {
            for (String feed : indicator.feeds()) {
                long is = counted.getOrDefault(feed, Map.of()).getOrDefault(place, 0L);
                long should = recounted.getOrDefault(feed, Map.of()).getOrDefault(place, 0L);
                if (is != should) {
                    differing.add(place.key() + " " + feed + "：计数 " + is + "，逐行 " + should);
                }
            }
        }
        return finding(indicator, period, at(counted, Place.CITY), at(recounted, Place.CITY), places.size(), differing);
    }

    private static Map<String, Long> at(Map<String, Map<Place, Long>> counts, Place place) {
        Map<String, Long> at = new HashMap<>();
        counts.forEach((feed, byPlace) -> at.put(feed, byPlace.getOrDefault(place, 0L)));
        return at;
    }

    private static Finding finding(
            Indicator indicator,
            Period period,
            Map<String, Long> counted,
            Map<String, Long> recounted,
            int places,
            List<String> differing) {
        boolean divides = indicator.unit().divides();
        return new Finding(
                indicator,
                period,
                IndicatorReader.sum(indicator.numerator(), counted),
                divides ? IndicatorReader.sum(indicator.denominator(), counted) : null,
                IndicatorReader.sum(indicator.numerator(), recounted),
                divides ? IndicatorReader.sum(indicator.denominator(), recounted) : null,
                places,
                differing.size(),
                differing.isEmpty() ? "" : differing.getFirst(),
                null);
    }

    private LocalDate last(Period period) {
        LocalDate today = CityTime.today(clock);
        return period.last().isAfter(today) ? today : period.last();
    }

    private static List<Feed> of(Indicator indicator, Map<String, Feed> known) {
        return indicator.feeds().stream()
                .flatMap(id -> Optional.ofNullable(known.get(id)).stream())
                .toList();
    }

    private List<Place> places(Indicator indicator) {
        List<Place> places = new ArrayList<>(
                jdbc.sql("select code from directory.area order by code").query(String.class).list().stream()
                        .map(Place::area)
                        .toList());
        if (indicator.institutions()) {
            institutions.all().forEach(at -> places.add(Place.institution(at.institutionId())));
        }
        return places;
    }

    /** One reading of the rows gives the sums of every place. */
    private Map<Place, Long> recount(Feed feed, List<Place> places, LocalDate first, LocalDate last) {
        Map<Place, Long> sums = new HashMap<>();
        if (feed.name().grain() != Grain.RESIDENCE) {
            rows.count(feed, Place.CITY, first, last, By.INSTITUTION).forEach((id, n) -> {
                if (!id.isEmpty()) {
                    sums.merge(Place.institution(Long.parseLong(id)), n, Long::sum);
                }
            });
        }
        Map<String, Long> bySmallest = feed.name().grain() == Grain.INSTITUTION
                ? byTheirAreas(sums)
                : rows.count(feed, Place.CITY, first, last, By.AREA);
        Map<String, Long> byArea = new TreeMap<>();
        bySmallest.forEach((code, n) -> {
            for (int length : new int[] {4, 6, 9, 12}) {
                if (code.length() >= length) {
                    byArea.merge(code.substring(0, length), n, Long::sum);
                }
            }
        });
        byArea.forEach((code, n) -> sums.put(Place.area(code), n));
        sums.keySet().retainAll(Set.copyOf(places));
        return sums;
    }

    private Map<String, Long> byTheirAreas(Map<Place, Long> byInstitution) {
        Map<Long, InstitutionPlaces.At> known = institutions.byId();
        Map<String, Long> sums = new TreeMap<>();
        byInstitution.forEach((place, n) -> {
            InstitutionPlaces.At at = known.get(place.institutionId());
            sums.merge(at == null ? Place.CITY.key() : at.areaCode(), n, Long::sum);
        });
        return sums;
    }
}
