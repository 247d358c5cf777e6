package org.kangcheng.indicator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Indicator.Part;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName.Time;

/** What a figure says on a day, by the feeds that there are: of what was counted, of what was kept, or why it says nothing. */
final class Telling {
    private static final String NOT_BY_INSTITUTION = "这个指标按居住地统计，没有按机构的数。";
    private static final String NOT_KEPT = "当时没有留存。";
    private static final String NOT_BEGUN = "还没有到这个统计期。";

    /** What feeds count at places, and when they were asked. */
    record Counted(Map<String, Map<Place, Long>> counts, Instant at) {
        long sum(List<Part> side, Place place) {
            return side.stream()
                    .mapToLong(part -> part.sign()
                            * counts.getOrDefault(part.feed(), Map.of()).getOrDefault(place, 0L))
                    .sum();
        }
    }

    private final Map<String, Feed> known;
    private final LocalDate today;

    Telling(Map<String, Feed> known, LocalDate today) {
        this.known = known;
        this.today = today;
    }

    /** Those of the indicator's feeds that there are. */
    List<Feed> feeds(Indicator indicator) {
        return indicator.feeds().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Of the past it knows only what was kept. */
    boolean onlyNow(Indicator indicator) {
        return feeds(indicator).stream().anyMatch(feed -> feed.name().time() == Time.NOW);
    }

    /** Why the indicator cannot be told at the moment; null when it can. */
    @Nullable
    String trouble(Indicator indicator) {
        for (String id : indicator.feeds()) {
            Feed feed = known.get(id);
            if (feed == null) {
                return "数据来源“" + id + "”没有启用。";
            }
            String trouble = feed.trouble().get();
            if (trouble != null) {
                return trouble + "。";
            }
        }
        return null;
    }

    /** Of what is counted. */
    Figure live(Indicator indicator, Place place, Period period, Counted counted) {
        if (!indicator.fed()) {
            return without(indicator, place, period, counted.at, "", "未接入：" + indicator.unfed());
        }
        if (place.isInstitution() && !indicator.institutions()) {
            return without(indicator, place, period, counted.at, NOT_BY_INSTITUTION, null);
        }
        String trouble = trouble(indicator);
        if (trouble != null) {
            return without(indicator, place, period, counted.at, "", trouble);
        }
        if (!period.begunBy(today)) {
            return without(indicator, place, period, counted.at, NOT_BEGUN, null);
        }
        if (period.endedBefore(today) && onlyNow(indicator)) {
            return without(indicator, place, period, counted.at, NOT_KEPT, null);
        }
        return figure(
                indicator,
                place,
                period,
                counted.sum(indicator.numerator(), place),
                indicator.unit().divides() ? counted.sum(indicator.denominator(), place) : null,
                indicator.definition().version(),
                counted.at,
                false,
                "");
    }

    /** Of what was kept of a period that is over. */
    static Figure kept(Indicator indicator, Place place, Period period, FrozenTable.Frozen row) {
        String note = row.revision() == 1 ? "" : "已于冻结后更正（第 " + row.revision() + " 次发布）：" + row.note();
        return figure(
                indicator,
                place,
                period,
                row.numerator(),
                indicator.unit().divides() ? row.denominator() : null,
                row.version(),
                row.frozenAt().toInstant(),
                true,
                note);
    }

    private static Figure figure(
            Indicator indicator,
            Place place,
            Period period,
            long numerator,
            @Nullable Long denominator,
            int version,
            Instant asOf,
            boolean frozen,
            String note) {
        Double value = indicator.unit().value(numerator, denominator == null ? 0 : denominator);
        Double target = indicator.target(place);
        return new Figure(
                indicator,
                place,
                period,
                numerator,
                denominator,
                value,
                target,
                indicator.direction().light(value, target),
                version,
                asOf,
                frozen,
                note,
                null);
    }

    private static Figure without(
            Indicator indicator, Place place, Period period, Instant at, String note, @Nullable String broken) {
        return new Figure(
                indicator,
                place,
                period,
                0,
                indicator.unit().divides() ? 0L : null,
                null,
                indicator.target(place),
                Light.NONE,
                indicator.definition().version(),
                at,
                false,
                note,
                broken);
    }
}
