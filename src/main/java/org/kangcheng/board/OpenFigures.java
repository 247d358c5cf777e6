package org.kangcheng.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Dimension;
import org.kangcheng.indicator.Drill;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.kangcheng.indicator.Portion;
import org.kangcheng.kernel.Withheld;
import org.springframework.stereotype.Component;

/**
 * 公开: the figures that everybody may see, of the city and its counties. Where few people stand behind one it is not said; nor
 * what would tell it by the rest ({@link Withheld}).
 */
@Component
class OpenFigures {
    /** Fewer than so many, and somebody could be known by it. */
    static final int FEW = 10;

    private static final String WITHHELD = "数量少，不公布";

    /** @param parts by county, in their order */
    record Shown(Indicator indicator, String period, String text, List<Part> parts) {}

    record Part(String title, String text) {}

    private final Indicators indicators;
    private final Drill drill;

    OpenFigures(Indicators indicators, Drill drill) {
        this.indicators = indicators;
        this.drill = drill;
    }

    List<Shown> all() {
        List<Indicator> open = indicators.all().stream()
                .filter(Indicator::open)
                .filter(Indicator::fed)
                .toList();
        List<Shown> shown = new ArrayList<>();
        for (Figure figure : indicators.values(open, Place.CITY)) {
            if (!figure.broken()) {
                List<Portion> parts = drill.parts(figure.indicator(), Place.CITY, figure.period(), Dimension.AREA);
                Withheld<Portion> withheld = withheld(parts);
                boolean whole = withheld.whole() || few(figure.numerator(), figure.denominator());
                shown.add(new Shown(
                        figure.indicator(),
                        figure.period().title(),
                        whole ? WITHHELD : figure.text(),
                        parts(parts, withheld)));
            }
        }
        return shown;
    }

    static Withheld<Portion> withheld(List<Portion> parts) {
        return Withheld.of(parts, OpenFigures::few, Portion::numerator);
    }

    static List<Part> parts(List<Portion> parts, Withheld<Portion> withheld) {
        return parts.stream()
                .map(it -> new Part(it.title(), withheld.has(it) ? WITHHELD : it.text()))
                .toList();
    }

    private static boolean few(List<Portion> together) {
        long denominator = together.stream()
                .mapToLong(it -> it.denominator() == null ? 0 : it.denominator())
                .sum();
        return few(together.stream().mapToLong(Portion::numerator).sum(), denominator);
    }

    /** Fewer than ten behind a count, among whom a share is asked, who have it, or who have it not; none is not few. */
    static boolean few(long numerator, @Nullable Long denominator) {
        boolean count = numerator > 0 && numerator < FEW;
        if (denominator == null || denominator == 0) {
            return count;
        }
        long others = denominator - numerator;
        return denominator < FEW || count || (others > 0 && others < FEW);
    }

    Map<String, List<Shown>> groups() {
        Map<String, List<Shown>> groups = new LinkedHashMap<>();
        all().forEach(it -> groups.computeIfAbsent(it.indicator().group(), _ -> new ArrayList<>())
                .add(it));
        return groups;
    }
}
