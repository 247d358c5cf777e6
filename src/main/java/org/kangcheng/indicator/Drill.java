package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Slice;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName;
import org.springframework.stereotype.Component;

/**
 * 下钻: a figure's parts, numerator and denominator each. Parts by area and day come from the same counts as the figure;
 * parts by department and worker are counted from the rows of one institution, village or town.
 */
@Component
public class Drill {
    /** What of a month can be told of each of its days. */
    private static final Set<FeedName.Time> OF_DAYS = Set.of(FeedName.Time.EVENTS, FeedName.Time.STANDING);

    private final Indicators indicators;
    private final KnownFeeds feeds;
    private final Rows rows;
    private final InstitutionPlaces places;
    private final Areas areas;
    private final Institutions institutions;

    Drill(
            Indicators indicators,
            KnownFeeds feeds,
            Rows rows,
            InstitutionPlaces places,
            Areas areas,
            Institutions institutions) {
        this.indicators = indicators;
        this.feeds = feeds;
        this.rows = rows;
        this.places = places;
        this.areas = areas;
        this.institutions = institutions;
    }

    /** By what the figure can be taken apart at this place. */
    public List<Dimension> dimensions(Indicator indicator, Place place, Period period) {
        List<Dimension> dimensions = new ArrayList<>();
        if (!place.isInstitution() && !place.isVillage()) {
            dimensions.add(Dimension.AREA);
        }
        if (!place.isInstitution() && indicator.institutions()) {
            dimensions.add(Dimension.INSTITUTION);
        }
        if (place.isInstitution() && all(indicator, FeedName.Grain.INSTITUTION)) {
            dimensions.add(Dimension.DEPARTMENT);
        }
        if (countable(place) && known(indicator).stream().anyMatch(Feed::namesWorkers)) {
            dimensions.add(Dimension.WORKER);
        }
        if (!place.isInstitution() && !indicator.institutions() && namesInstitutions(indicator, place)) {
            dimensions.add(Dimension.INSTITUTION);
        }
        boolean longer = period.kind() != Period.Kind.NOW && period.kind() != Period.Kind.DAY;
        if (longer && known(indicator).stream().map(feed -> feed.name().time()).allMatch(OF_DAYS::contains)) {
            dimensions.add(Dimension.DAY);
        }
        return dimensions;
    }

    /** Its rows are few enough to be counted while somebody waits: a town's, a village's, an institution's. */
    private static boolean countable(Place place) {
        return place.isTown() || place.listable();
    }

    /**
     * Its rows say who did it, but of a county or the city they are too many to be counted while somebody waits, and nobody
     * counts by worker as it happens: she is known by a name, of her own village or institution, and workers are as many as
     * rows would be. Towns and institutions tell it.
     */
    boolean namesWorkersBelow(Indicator indicator, Place place) {
        return !countable(place) && known(indicator).stream().anyMatch(Feed::namesWorkers);
    }

    /** It counts by where people live, and its rows say who served them. */
    private boolean namesInstitutions(Indicator indicator, Place place) {
        return countable(place) && known(indicator).stream().anyMatch(Feed::namesInstitutions);
    }

    private boolean all(Indicator indicator, FeedName.Grain grain) {
        return known(indicator).stream().allMatch(feed -> feed.name().grain() == grain);
    }

    private List<Feed> known(Indicator indicator) {
        Map<String, Feed> all = feeds.all();
        return indicator.feeds().stream().map(all::get).filter(Objects::nonNull).toList();
    }

    public List<Portion> parts(Indicator indicator, Place place, Period period, Dimension by) {
        return parts(indicator, place, List.of(period), by).getFirst();
    }

    /** The parts in each of some periods, in their order. */
    public List<List<Portion>> parts(Indicator indicator, Place place, List<Period> periods, Dimension by) {
        return switch (by) {
            case AREA -> byArea(indicator, place, periods);
            case INSTITUTION ->
                indicator.institutions()
                        ? byInstitution(indicator, place, periods)
                        : counted(indicator, place, periods, Rows.By.INSTITUTION, institutionNames());
            case DAY -> periods.stream().map(it -> byDay(indicator, place, it)).toList();
            case DEPARTMENT -> counted(indicator, place, periods, Rows.By.DEPARTMENT, departments(place));
            case WORKER -> counted(indicator, place, periods, Rows.By.WORKER, Map.of());
        };
    }

    private List<List<Portion>> counted(
            Indicator indicator, Place place, List<Period> periods, Rows.By by, Map<String, String> titles) {
        return periods.stream()
                .map(it -> counted(indicator, place, it, by, titles))
                .toList();
    }

    private Map<String, String> institutionNames() {
        Map<String, String> names = new HashMap<>();
        places.all().forEach(at -> names.put(Long.toString(at.institutionId()), at.name()));
        return names;
    }

    /** The parts sum to the whole; what lies in the area as a whole and in none of its parts stands last. */
    private List<List<Portion>> byArea(Indicator indicator, Place place, List<Period> periods) {
        Map<Place, String> children = new LinkedHashMap<>();
        for (Area child : areas.children(place.key())) {
            children.put(Place.area(child.code()), child.name());
        }
        List<Place> asked = new ArrayList<>(children.keySet());
        asked.add(place);
        return at(indicator, asked, periods).stream()
                .map(figures -> {
                    Figure whole = Objects.requireNonNull(figures.remove(place));
                    List<Portion> parts = titled(figures, children);
                    rest(indicator, whole, parts).ifPresent(parts::add);
                    return parts;
                })
                .toList();
    }

    /** What the whole has and none of its parts; nothing where there are no parts. */
    private static Optional<Portion> rest(Indicator indicator, Figure whole, List<Portion> parts) {
        long numerator =
                whole.numerator() - parts.stream().mapToLong(Portion::numerator).sum();
        Long of = whole.denominator();
        long denominator = of == null
                ? 0
                : of
                        - parts.stream()
                                .mapToLong(part -> part.denominator() == null ? 0 : part.denominator())
                                .sum();
        return parts.isEmpty() || (numerator == 0 && denominator == 0)
                ? Optional.empty()
                : Optional.of(portion(indicator, whole.place(), Portion.REST, numerator, denominator));
    }

    private List<List<Portion>> byInstitution(Indicator indicator, Place place, List<Period> periods) {
        Map<Place, String> inside = new LinkedHashMap<>();
        for (InstitutionPlaces.At at : places.all()) {
            if (at.areaCode().startsWith(place.key())) {
                inside.put(Place.institution(at.institutionId()), at.name());
            }
        }
        return at(indicator, inside.keySet(), periods).stream()
                .map(figures -> {
                    List<Portion> parts = titled(figures, inside);
                    parts.removeIf(Portion::empty);
                    parts.sort(Comparator.comparingLong((Portion part) ->
                                    part.denominator() == null ? part.numerator() : part.denominator())
                            .reversed());
                    return parts;
                })
                .toList();
    }

    private List<Map<Place, Figure>> at(Indicator indicator, Collection<Place> asked, List<Period> periods) {
        return indicators
                .at(periods.stream()
                        .map(it -> new Indicators.Question(List.of(indicator), asked, it))
                        .toList())
                .stream()
                .map(answer -> Objects.requireNonNull(answer.get(indicator.id())))
                .toList();
    }

    private static List<Portion> titled(Map<Place, Figure> figures, Map<Place, String> titles) {
        List<Portion> parts = new ArrayList<>();
        figures.forEach((part, figure) -> parts.add(Portion.of(titles.getOrDefault(part, part.key()), part, figure)));
        return parts;
    }

    /** Days of a month, months of anything longer; as far as they have come. */
    private List<Portion> byDay(Indicator indicator, Place place, Period period) {
        Period.Kind kind = period.kind() == Period.Kind.MONTH ? Period.Kind.DAY : Period.Kind.MONTH;
        LocalDate last = indicators.lastDay(period);
        List<Period> parts = Stream.iterate(
                        Period.of(kind, period.first()),
                        part -> !part.first().isAfter(last),
                        part -> Period.of(kind, part.last().plusDays(1)))
                .toList();
        return indicators.unfrozen(indicator, List.of(place), parts).stream()
                .map(figures -> Objects.requireNonNull(figures.get(place)))
                .map(figure -> Portion.of(figure.period().title(), null, figure))
                .toList();
    }

    private Map<String, String> departments(Place place) {
        Map<String, String> names = new HashMap<>();
        for (Department department : institutions.departments(place.institutionId())) {
            names.put(Long.toString(department.departmentId()), department.name());
        }
        return names;
    }

    private List<Portion> counted(
            Indicator indicator, Place place, Period period, Rows.By by, Map<String, String> titles) {
        Map<String, Map<String, Long>> byFeed = new HashMap<>();
        Set<String> parts = new TreeSet<>();
        for (Feed feed : known(indicator)) {
            Map<String, Long> sums = rows.count(feed, place, period.first(), indicators.lastDay(period), by);
            byFeed.put(feed.id(), sums);
            parts.addAll(sums.keySet());
        }
        List<Portion> portions = new ArrayList<>();
        for (String part : parts) {
            Map<String, Long> counts = new HashMap<>();
            byFeed.forEach((feed, sums) -> counts.put(feed, sums.getOrDefault(part, 0L)));
            String title = part.isEmpty() ? "没有登记" : titles.getOrDefault(part, part);
            portions.add(portion(
                    indicator,
                    place,
                    title,
                    IndicatorReader.sum(indicator.numerator(), counts),
                    IndicatorReader.sum(indicator.denominator(), counts)));
        }
        portions.sort(Comparator.comparing(Portion::title));
        return portions;
    }

    private static Portion portion(Indicator indicator, Place place, String title, long numerator, long denominator) {
        Double value = indicator.unit().value(numerator, denominator);
        return new Portion(
                title,
                null,
                numerator,
                indicator.unit().divides() ? denominator : null,
                value,
                indicator.unit().text(value),
                indicator.direction().light(value, indicator.target(place)));
    }

    /**
     * What a worker has in each figure whose rows say who did it, at her own village or institution; figures in which she has
     * nothing are left out. She is known by her name, as rows keep it.
     */
    public Map<Indicator, Portion> ofWorker(Collection<Indicator> asked, Place place, String worker, Period period) {
        Map<String, Feed> known = feeds.all();
        Map<String, Long> counts = new HashMap<>();
        Map<Indicator, Portion> own = new LinkedHashMap<>();
        for (Indicator indicator : asked) {
            if (indicator.fed() && named(indicator, known)) {
                for (String id : indicator.feeds()) {
                    counts.computeIfAbsent(
                            id,
                            _ -> rows.count(
                                    Objects.requireNonNull(known.get(id)),
                                    place,
                                    period.first(),
                                    indicators.lastDay(period),
                                    worker));
                }
                Portion portion = portion(
                        indicator,
                        place,
                        indicator.title(),
                        IndicatorReader.sum(indicator.numerator(), counts),
                        IndicatorReader.sum(indicator.denominator(), counts));
                if (!portion.empty()) {
                    own.put(indicator, portion);
                }
            }
        }
        return own;
    }

    private static boolean named(Indicator indicator, Map<String, Feed> known) {
        return indicator.feeds().stream()
                .map(known::get)
                .allMatch(feed ->
                        feed != null && feed.namesWorkers() && feed.name().time() == FeedName.Time.EVENTS);
    }

    /** The rows behind one of the indicator's feeds, at a village or an institution; in the order of their names. */
    Slice<Rows.Row> rows(
            Indicator indicator, String feedId, Place place, Period period, @Nullable String after, int most) {
        Feed feed = feed(indicator, feedId).orElse(null);
        if (feed == null) {
            return Slice.of(List.of(), most, Rows.Row::item);
        }
        List<Rows.Row> found = rows.list(
                feed, place, period.first(), indicators.lastDay(period), after == null ? "" : after, most + 1);
        return Slice.of(found, most, Rows.Row::item);
    }

    Optional<Feed> feed(Indicator indicator, String feedId) {
        return known(indicator).stream().filter(it -> it.id().equals(feedId)).findFirst();
    }

    /** What each of the indicator's feeds is called, in the order of the definition. */
    Map<String, String> titles(Indicator indicator) {
        Map<String, String> titles = new LinkedHashMap<>();
        Map<String, Feed> all = feeds.all();
        for (String id : indicator.feeds()) {
            Feed feed = all.get(id);
            titles.put(id, feed == null ? id : feed.name().title());
        }
        return titles;
    }
}
