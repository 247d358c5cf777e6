package org.kangcheng.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.CountyOutlines;
import org.kangcheng.indicator.Dimension;
import org.kangcheng.indicator.Drill;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Indicators.Question;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.kangcheng.indicator.Portion;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Puts a place's figures together: all of them are asked for at once, then the parts of the chosen one, then its past. */
@Component
class Boards {
    private static final int TREND = 12;
    private static final Refusal NOTHING = Refusal.notFound("这里还没有可以展示的指标。");

    private final Indicators indicators;
    private final Headlines headlines;
    private final Drill drill;
    private final CountyOutlines outlines;

    Boards(Indicators indicators, Headlines headlines, Drill drill, CountyOutlines outlines) {
        this.indicators = indicators;
        this.headlines = headlines;
        this.drill = drill;
        this.outlines = outlines;
    }

    /**
     * @param period for the figures that have such periods; null for each figure's own, the one that today lies in
     * @param chosenId the figure of map, ranking and trend; null for the first
     */
    Board of(Place place, @Nullable Period period, @Nullable String chosenId) {
        List<Indicator> top = headlines.of(place);
        if (top.isEmpty()) {
            throw NOTHING.asException();
        }
        Map<String, Tile> tiles = tiles(headlines.all(place), place, period);
        Tile chosen = tiles.getOrDefault(
                chosenId == null ? "" : chosenId,
                Objects.requireNonNull(tiles.get(top.getFirst().id())));
        Indicator indicator = chosen.figure().indicator();
        Period of = chosen.figure().period();
        List<Dimension> dimensions = drill.dimensions(indicator, place, of);
        Dimension by = dimensions.isEmpty() || dimensions.getFirst() == Dimension.DAY ? null : dimensions.getFirst();
        List<Ranked> ranking = by == null ? List.of() : ranking(indicator, place, of, by);
        return new Board(
                top.stream()
                        .map(it -> Objects.requireNonNull(tiles.get(it.id())))
                        .toList(),
                chosen,
                by,
                ranking,
                place.equals(Place.CITY) ? shapes(ranking) : List.of(),
                trend(indicator, place, of),
                grouped(tiles.values()),
                tiles.values().stream()
                        .map(it -> it.figure().asOf())
                        .max(Instant::compareTo)
                        .orElseThrow());
    }

    /** The figures of a place beside those of the period before, by indicator. */
    Map<String, Tile> tiles(Collection<Indicator> asked, Place place, @Nullable Period period) {
        Map<Period, List<Indicator>> byPeriod = new LinkedHashMap<>();
        for (Indicator indicator : asked) {
            Period of = period != null && indicator.periods().contains(period.kind())
                    ? period
                    : indicators.current(indicator);
            byPeriod.computeIfAbsent(of, _ -> new ArrayList<>()).add(indicator);
        }
        Map<String, Tile> found = beside(byPeriod, place);
        Map<String, Tile> inOrder = new LinkedHashMap<>();
        asked.forEach(it -> inOrder.put(it.id(), Objects.requireNonNull(found.get(it.id()))));
        return inOrder;
    }

    /** Of a period that is over, what was kept of indicators that are only ever told of now; of the others nothing. */
    Map<String, Tile> kept(Collection<Indicator> asked, Place place, Period over) {
        Map<String, Tile> tiles = beside(Map.of(over, asked), place);
        tiles.values().removeIf(tile -> tile.figure().value() == null);
        return tiles;
    }

    /** The figures of a place, each in its period, beside those of the period before it. */
    private Map<String, Tile> beside(Map<Period, ? extends Collection<Indicator>> byPeriod, Place place) {
        List<Question> questions = new ArrayList<>();
        byPeriod.forEach((of, some) -> {
            questions.add(new Question(some, List.of(place), of));
            questions.add(new Question(some, List.of(place), of.previous()));
        });
        List<Map<String, Map<Place, Figure>>> answers = indicators.at(questions);
        Map<String, Tile> tiles = new LinkedHashMap<>();
        for (int n = 0; n < answers.size(); n += 2) {
            Map<String, Map<Place, Figure>> before = answers.get(n + 1);
            answers.get(n)
                    .forEach((id, now) -> tiles.put(
                            id,
                            new Tile(
                                    Objects.requireNonNull(now.get(place)),
                                    Objects.requireNonNull(before.get(id)).get(place))));
        }
        return tiles;
    }

    List<Ranked> ranking(Indicator indicator, Place place, Period of, Dimension by) {
        boolean counted = by == Dimension.AREA || by == Dimension.INSTITUTION;
        List<List<Portion>> parts =
                drill.parts(indicator, place, counted ? List.of(of, of.previous()) : List.of(of), by);
        return Ranked.of(parts.getFirst(), counted ? parts.getLast() : List.of(), indicator.direction());
    }

    private List<Board.Shape> shapes(List<Ranked> ranking) {
        Map<String, Ranked> byCode = new HashMap<>();
        for (Ranked line : ranking) {
            Place at = line.place();
            if (at != null) {
                byCode.put(at.key(), line);
            }
        }
        List<Board.Shape> shapes = new ArrayList<>();
        outlines.all().forEach(outline -> {
            Ranked part = byCode.get(outline.code());
            if (part != null) {
                shapes.add(new Board.Shape(outline, part));
            }
        });
        return shapes;
    }

    private List<Figure> trend(Indicator indicator, Place place, Period of) {
        return indicators.series(indicator, place, of.kind() == Period.Kind.NOW ? Period.Kind.DAY : of.kind(), TREND);
    }

    static Map<String, List<Tile>> grouped(Collection<Tile> tiles) {
        Map<String, List<Tile>> groups = new LinkedHashMap<>();
        tiles.forEach(it -> groups.computeIfAbsent(it.figure().indicator().group(), _ -> new ArrayList<>())
                .add(it));
        return groups;
    }
}
