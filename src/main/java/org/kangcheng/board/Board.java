package org.kangcheng.board;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.CountyOutlines.Outline;
import org.kangcheng.indicator.Dimension;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Light;
import org.kangcheng.indicator.Period;
import org.kangcheng.kernel.CityTime;

/**
 * 看板: what is shown of a place.
 *
 * @param tiles the large figures
 * @param chosen the figure that map, ranking and trend are of
 * @param by by what it is ranked; null when it cannot be taken apart here
 * @param shapes the counties, for the city
 * @param groups every figure of the place
 */
record Board(
        List<Tile> tiles,
        Tile chosen,
        @Nullable Dimension by,
        List<Ranked> ranking,
        List<Shape> shapes,
        List<Figure> trend,
        Map<String, List<Tile>> groups,
        Instant asOf) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** A county on the map. */
    record Shape(Outline outline, Ranked part) {}

    public Indicator indicator() {
        return chosen.figure().indicator();
    }

    public Period period() {
        return chosen.figure().period();
    }

    public String updated() {
        return CLOCK.format(CityTime.local(asOf));
    }

    public long lights(String light) {
        return all().filter(it -> it.figure().light() == Light.valueOf(light)).count();
    }

    /** What misses its target, the furthest below first as its own group lists it. */
    public List<Tile> red() {
        return all().filter(it -> it.figure().light() == Light.RED).toList();
    }

    private Stream<Tile> all() {
        return groups.values().stream().flatMap(List::stream);
    }
}
