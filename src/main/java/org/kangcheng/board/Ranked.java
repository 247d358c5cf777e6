package org.kangcheng.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Direction;
import org.kangcheng.indicator.Light;
import org.kangcheng.indicator.Place;
import org.kangcheng.indicator.Portion;

/**
 * 排名: one of the parts of a figure among the others, and where it stood in the period before. Equal values share a rank; what
 * has no value has none.
 *
 * @param place null when the part is no place of its own
 * @param rank from 1; 0 when it has none
 * @param share how long its bar is, in percent of the longest
 */
record Ranked(
        @Nullable Place place,
        String title,
        int rank,
        int rankBefore,
        @Nullable Double value,
        String text,
        @Nullable Double valueBefore,
        String beforeText,
        long numerator,
        @Nullable Long denominator,
        Light light,
        int share) {

    private static final int WHOLE = 100;

    static List<Ranked> of(List<Portion> now, List<Portion> before, Direction direction) {
        Map<String, Integer> ranksBefore = ranks(before, direction);
        Map<String, Portion> then = new HashMap<>();
        before.forEach(it -> then.put(it.title(), it));
        Map<String, Integer> ranks = ranks(now, direction);
        double longest = now.stream()
                .map(Portion::value)
                .filter(Objects::nonNull)
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
        List<Ranked> lines = new ArrayList<>();
        for (Portion part : now) {
            Portion past = then.get(part.title());
            Double value = part.value();
            lines.add(new Ranked(
                    part.place(),
                    part.title(),
                    ranks.getOrDefault(part.title(), 0),
                    ranksBefore.getOrDefault(part.title(), 0),
                    value,
                    part.text(),
                    past == null ? null : past.value(),
                    past == null ? "—" : past.text(),
                    part.numerator(),
                    part.denominator(),
                    part.light(),
                    value == null || longest == 0 ? 0 : (int) Math.round(Math.abs(value) / longest * WHOLE)));
        }
        lines.sort(Comparator.comparingInt((Ranked line) -> line.rank == 0 ? Integer.MAX_VALUE : line.rank));
        return lines;
    }

    /** Places and people are ranked; what belongs to none of them is not. */
    private static Map<String, Integer> ranks(List<Portion> parts, Direction direction) {
        Map<String, Integer> ranks = new HashMap<>();
        List<Portion> ranked = parts.stream().filter(part -> !part.isRest()).toList();
        for (Portion part : ranked) {
            Double value = part.value();
            if (value != null) {
                long ahead = ranked.stream()
                        .map(Portion::value)
                        .filter(Objects::nonNull)
                        .filter(other -> direction == Direction.LESS ? other < value : other > value)
                        .count();
                ranks.put(part.title(), (int) ahead + 1);
            }
        }
        return ranks;
    }

    /** ▲2 up by two, ▼1 down by one, — as before; "" when it had no rank before. */
    public String moved() {
        if (rank == 0 || rankBefore == 0) {
            return "";
        }
        int up = rankBefore - rank;
        return up == 0 ? "—" : (up > 0 ? "▲" : "▼") + Math.abs(up);
    }
}
