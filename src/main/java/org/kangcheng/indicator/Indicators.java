package org.kangcheng.indicator;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.FrozenTable.Of;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.tally.Feed;
import org.springframework.stereotype.Component;

/**
 * The city's figures. Each is read from counts that are kept as things happen: never older than the rows it counts, at any
 * place, without a row being read. A period that is over says what it said when it was over.
 */
@Component
public class Indicators {
    private static final Refusal NO_PERIOD = Refusal.badInput("period", "统计期应为 2026-11-22、2026-11、2026-Q4 或 2026。");

    private final InForce inForce;
    private final KnownFeeds feeds;
    private final Counts counts;
    private final FrozenTable frozen;
    private final Clock clock;

    Indicators(InForce inForce, KnownFeeds feeds, Counts counts, FrozenTable frozen, Clock clock) {
        this.inForce = inForce;
        this.feeds = feeds;
        this.counts = counts;
        this.frozen = frozen;
        this.clock = clock;
    }

    /** Every indicator in force, by group. */
    public List<Indicator> all() {
        return inForce.all();
    }

    public Optional<Indicator> find(String id) {
        return inForce.find(id);
    }

    public LocalDate today() {
        return CityTime.today(clock);
    }

    /** The period that an indicator is shown of unless asked otherwise: the one that today lies in. */
    public Period current(Indicator indicator) {
        return Period.of(indicator.usual(), today());
    }

    /**
     * The period of a key, or the one that today lies in when there is none.
     *
     * @throws org.kangcheng.kernel.Refused when it is no period
     */
    public Period period(Indicator indicator, @Nullable String key) {
        return key == null || key.isEmpty()
                ? current(indicator)
                : Period.parse(key, today()).orElseThrow(NO_PERIOD::asException);
    }

    public Figure value(Indicator indicator, Place place, Period period) {
        return Objects.requireNonNull(at(indicator, List.of(place), period).get(place));
    }

    /** One indicator at many places, in their order. */
    public Map<Place, Figure> at(Indicator indicator, Collection<Place> places, Period period) {
        return Objects.requireNonNull(at(List.of(indicator), places, period).get(indicator.id()));
    }

    /** Many at one place, each of the period that today lies in; in their order. */
    public List<Figure> values(Collection<Indicator> indicators, Place place) {
        Map<Period, List<Indicator>> byPeriod = new LinkedHashMap<>();
        indicators.forEach(it ->
                byPeriod.computeIfAbsent(current(it), _ -> new ArrayList<>()).add(it));
        Map<String, Figure> figures = new HashMap<>();
        List<Question> questions = byPeriod.entrySet().stream()
                .map(it -> new Question(it.getValue(), List.of(place), it.getKey()))
                .toList();
        at(questions)
                .forEach(some ->
                        some.forEach((id, byPlace) -> figures.put(id, Objects.requireNonNull(byPlace.get(place)))));
        return indicators.stream()
                .map(it -> Objects.requireNonNull(figures.get(it.id())))
                .toList();
    }

    /** The last {@code n} periods of a kind, the oldest first; the last is the one that today lies in. */
    public List<Figure> series(Indicator indicator, Place place, Period.Kind kind, int n) {
        List<Question> questions = Stream.iterate(Period.of(kind, today()), Period::previous)
                .limit(n)
                .map(period -> new Question(List.of(indicator), List.of(place), period))
                .toList()
                .reversed();
        return at(questions).stream()
                .map(byPlace -> Objects.requireNonNull(
                        Objects.requireNonNull(byPlace.get(indicator.id())).get(place)))
                .toList();
    }

    /** Some indicators, at some places, in a period. */
    public record Question(Collection<Indicator> indicators, Collection<Place> places, Period period) {}

    /** Many indicators at many places in one period: by indicator's id, then by place. */
    public Map<String, Map<Place, Figure>> at(
            Collection<Indicator> indicators, Collection<Place> places, Period period) {
        return at(List.of(new Question(indicators, places, period))).getFirst();
    }

    /** The answer to each question, in their order: by indicator's id, then by place. However many, by a handful of statements. */
    public List<Map<String, Map<Place, Figure>>> at(List<Question> questions) {
        Telling telling = telling();
        Kept kept = kept(questions);
        List<Telling.Counted> counted = count(
                telling, questions.stream().map(it -> living(it, kept, telling)).toList());
        List<Map<String, Map<Place, Figure>>> answers = new ArrayList<>();
        for (int n = 0; n < questions.size(); n++) {
            answers.add(figures(questions.get(n), kept, telling, counted.get(n)));
        }
        return answers;
    }

    private Telling telling() {
        return new Telling(feeds.all(), today());
    }

    /** What was kept of the periods that are over, by indicator and period. */
    private record Kept(Map<Of, FrozenTable.Revision> first, Map<Of, Map<Place, FrozenTable.Frozen>> rows) {
        /** What was kept of it there; null when it is counted. */
        FrozenTable.@Nullable Frozen of(Indicator indicator, Place place, Period period) {
            Of of = new Of(indicator.id(), period.key());
            FrozenTable.Revision revision = first.get(of);
            return revision == null || !stands(indicator, place, period)
                    ? null
                    : rows.getOrDefault(of, Map.of()).getOrDefault(place, FrozenTable.Frozen.nothing(revision, place));
        }
    }

    private Kept kept(Collection<Question> questions) {
        LocalDate today = today();
        Set<Of> over = new LinkedHashSet<>();
        Set<Place> places = new LinkedHashSet<>();
        for (Question question : questions) {
            if (question.period.endedBefore(today)) {
                question.indicators.forEach(it -> over.add(new Of(it.id(), question.period.key())));
                places.addAll(question.places);
            }
        }
        Map<Of, FrozenTable.Revision> first = frozen.first(over);
        return new Kept(first, frozen.find(first.keySet(), places));
    }

    /** What of a question is to be counted. */
    private Question living(Question question, Kept kept, Telling telling) {
        Period period = question.period;
        if (!period.endedBefore(today())) {
            return question;
        }
        List<Indicator> living = question.indicators.stream()
                .filter(it -> !telling.onlyNow(it))
                .filter(it -> question.places.stream().anyMatch(place -> kept.of(it, place, period) == null))
                .toList();
        return new Question(living, question.places, period);
    }

    private static Map<String, Map<Place, Figure>> figures(
            Question question, Kept kept, Telling telling, Telling.Counted counted) {
        Map<String, Map<Place, Figure>> figures = new LinkedHashMap<>();
        for (Indicator indicator : question.indicators) {
            Map<Place, Figure> byPlace = new LinkedHashMap<>();
            for (Place place : question.places) {
                FrozenTable.Frozen row = kept.of(indicator, place, question.period);
                byPlace.put(
                        place,
                        row == null
                                ? telling.live(indicator, place, question.period, counted)
                                : Telling.kept(indicator, place, question.period, row));
            }
            figures.put(indicator.id(), byPlace);
        }
        return figures;
    }

    /** What was kept of the period was kept of such a place too. */
    private static boolean stands(Indicator indicator, Place place, Period period) {
        return Freeze.keeps(place, period) && (!place.isInstitution() || indicator.institutions());
    }

    /** What is counted now of a period that may be over, as {@link #at} would say without what was kept. */
    Map<Place, Figure> unfrozen(Indicator indicator, Collection<Place> places, Period period) {
        return unfrozen(indicator, places, List.of(period)).getFirst();
    }

    /** The same of several periods, in their order. */
    List<Map<Place, Figure>> unfrozen(Indicator indicator, Collection<Place> places, List<Period> periods) {
        Telling telling = telling();
        List<Telling.Counted> counted = count(
                telling,
                periods.stream()
                        .map(period -> new Question(List.of(indicator), places, period))
                        .toList());
        List<Map<Place, Figure>> answers = new ArrayList<>();
        for (int n = 0; n < periods.size(); n++) {
            Map<Place, Figure> figures = new LinkedHashMap<>();
            for (Place place : places) {
                figures.put(place, telling.live(indicator, place, periods.get(n), counted.get(n)));
            }
            answers.add(figures);
        }
        return answers;
    }

    /** Of the past it knows only what was kept. */
    boolean knowsOnlyNow(Indicator indicator) {
        return telling().onlyNow(indicator);
    }

    /** Why the indicator cannot be told at the moment; null when it can. */
    @Nullable
    String trouble(Indicator indicator) {
        return telling().trouble(indicator);
    }

    /** The days of a period that have come. */
    LocalDate lastDay(Period period) {
        LocalDate today = today();
        return period.last().isAfter(today) ? today : period.last();
    }

    private List<Telling.Counted> count(Telling telling, List<Question> questions) {
        List<Map<String, Map<Place, Long>>> sums =
                counts.of(questions.stream().map(it -> asked(it, telling)).toList());
        Instant at = clock.instant();
        return sums.stream().map(it -> new Telling.Counted(it, at)).toList();
    }

    /** Of a period that has not begun there is nothing to ask. */
    private Counts.Question asked(Question question, Telling telling) {
        Period period = question.period;
        Set<Feed> asked = new LinkedHashSet<>();
        if (period.begunBy(today())) {
            question.indicators.forEach(it -> asked.addAll(telling.feeds(it)));
        }
        return new Counts.Question(asked, question.places, period.first(), lastDay(period));
    }
}
