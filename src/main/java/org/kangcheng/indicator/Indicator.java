package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;

/**
 * 指标: a definition, read.
 *
 * @param group under which heading it stands
 * @param explanation 口径: the sentence that says what is counted, for whoever reads the figure
 * @param numerator the feeds that are summed; empty when it is not fed yet
 * @param denominator the same; empty when nothing is divided by
 * @param exclusions why what is subtracted does not count, as a sentence; "" when nothing is
 * @param periods of which kinds it can be asked, the first one without being told
 * @param target to be reached; null without one
 * @param targets of areas that have their own, by code
 * @param repeats dimensions in which one person counts more than once
 * @param interval it is a share asked of a sample, shown with its confidence interval
 * @param open it may be shown to everybody
 * @param institutions it can be asked of an institution, too
 * @param unfed why it is not fed yet; "" when it is
 */
public record Indicator(
        Definition definition,
        String group,
        String explanation,
        Unit unit,
        Direction direction,
        List<Part> numerator,
        List<Part> denominator,
        String exclusions,
        List<Period.Kind> periods,
        @Nullable Double target,
        Map<String, Double> targets,
        Set<String> repeats,
        boolean interval,
        boolean open,
        boolean institutions,
        String unfed) {

    /** A feed, added or subtracted. */
    public record Part(String feed, int sign) {}

    /** One that was sound once and is no more. */
    static Indicator lapsed(Definition definition, String why) {
        return new Indicator(
                definition,
                definition.body().path("group").asString("其他"),
                definition.body().path("explanation").asString(""),
                Unit.COUNT,
                Direction.NEITHER,
                List.of(),
                List.of(),
                "",
                List.of(Period.Kind.MONTH),
                null,
                Map.of(),
                Set.of(),
                false,
                false,
                false,
                "定义已不成立：" + why);
    }

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    public boolean fed() {
        return unfed.isEmpty();
    }

    /** The kind of period that it is shown of unless asked otherwise. */
    public Period.Kind usual() {
        return periods.getFirst();
    }

    /** Every feed it names, each once. */
    List<String> feeds() {
        return Stream.concat(numerator.stream(), denominator.stream())
                .map(Part::feed)
                .distinct()
                .toList();
    }

    /** That of the smallest area around the place that has one of its own, or else everybody's. */
    @Nullable
    Double target(Place place) {
        List<Integer> lengths = new ArrayList<>(List.of(place.key().length(), 9, 6, 4));
        for (int length : lengths) {
            if (length <= place.key().length() && !place.isInstitution()) {
                Double own = targets.get(place.key().substring(0, length));
                if (own != null) {
                    return own;
                }
            }
        }
        return target;
    }
}
