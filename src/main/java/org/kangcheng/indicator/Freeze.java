package org.kangcheng.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 冻结: what the figures of a period said when it was over is kept, with the version of the definition. What comes in
 * afterwards does not change it; the commission may publish the period anew, with a reason that stands beside the figure.
 */
@Component
class Freeze {
    private static final int SHORTEST_NOTE = 4;
    private static final int COUNTY_DIGITS = 6;
    private static final Refusal NOT_OVER = Refusal.rule("period-not-over", "这个统计期还没有结束，数字一直是最新的，不必更正。");
    private static final Refusal NOT_FROZEN = Refusal.rule("period-not-frozen", "这个统计期没有冻结过。");
    private static final Refusal NO_REASON = Refusal.badInput("note", "请写明更正的原因，至少 4 个字。");
    private static final Refusal NO_DIFFERENCE = Refusal.rule("nothing-to-restate", "按现有的记录重算，各处都与已发布的一致，不必更正。");

    private final Indicators indicators;
    private final FrozenTable table;
    private final Areas areas;
    private final InstitutionPlaces institutions;
    private final Clock clock;

    Freeze(Indicators indicators, FrozenTable table, Areas areas, InstitutionPlaces institutions, Clock clock) {
        this.indicators = indicators;
        this.table = table;
        this.areas = areas;
        this.institutions = institutions;
        this.clock = clock;
    }

    /**
     * Keeps what an indicator says of a period that is over, at every place where there is anything. Days are kept of the
     * city, its counties and institutions alone. What knows only the present is kept on the day after, or not at all.
     *
     * @return whether it was kept now
     */
    @Transactional
    public boolean freeze(Indicator indicator, Period period) {
        LocalDate today = CityTime.today(clock);
        boolean open = !period.endedBefore(today)
                || table.newest(indicator.id(), period).isPresent()
                || indicators.trouble(indicator) != null;
        if (open || (indicators.knowsOnlyNow(indicator) && !remembers(period, today))) {
            return false;
        }
        Period said =
                indicators.knowsOnlyNow(indicator) ? new Period(Period.Kind.NOW, period.last(), period.last()) : period;
        Collection<Figure> city =
                indicators.unfrozen(indicator, List.of(Place.CITY), said).values();
        // Of most periods before the platform came there is nothing anywhere: nobody asks two thousand places for that.
        Collection<Figure> figures = city.stream().allMatch(Freeze::isNothing)
                ? List.of()
                : indicators
                        .unfrozen(indicator, places(indicator, period), said)
                        .values();
        return keep(indicator, period, 1, "system", "", told(figures));
    }

    /** It ended yesterday, and the platform was there. */
    private boolean remembers(Period period, LocalDate today) {
        return period.last().equals(today.minusDays(1)) && table.begun(today).isBefore(today);
    }

    private static boolean told(Figure figure) {
        return !figure.broken() && figure.note().isEmpty();
    }

    private static boolean same(Figure one, Figure other) {
        return one.numerator() == other.numerator() && Objects.equals(one.denominator(), other.denominator());
    }

    /** Where there is nothing, nothing is kept: a place without a row had none. */
    private static List<Figure> told(Collection<Figure> figures) {
        return figures.stream()
                .filter(figure -> told(figure) && !isNothing(figure))
                .toList();
    }

    private static boolean isNothing(Figure figure) {
        return !figure.broken() && figure.numerator() == 0 && Objects.requireNonNullElse(figure.denominator(), 0L) == 0;
    }

    private boolean keep(
            Indicator indicator, Period period, int revision, String by, String note, List<Figure> figures) {
        int version = indicator.definition().version();
        if (!table.begin(indicator.id(), period, revision, version, by, note, clock.instant())) {
            return false;
        }
        table.keep(
                indicator.id(),
                period,
                revision,
                version,
                by,
                note,
                clock.instant(),
                figures.stream()
                        .map(it -> new FrozenTable.Kept(it.place().key(), it.numerator(), it.denominator()))
                        .toList());
        return true;
    }

    /** Days of towns and villages are not kept: they are counted when they are asked for. */
    static boolean keeps(Place place, Period period) {
        return period.kind() != Period.Kind.DAY
                || place.isInstitution()
                || place.key().length() <= COUNTY_DIGITS;
    }

    private List<Place> places(Indicator indicator, Period period) {
        List<Place> places = new ArrayList<>();
        for (Area area : areas.all()) {
            Place place = Place.area(area.code());
            if (keeps(place, period)) {
                places.add(place);
            }
        }
        if (indicator.institutions()) {
            institutions.all().forEach(at -> places.add(Place.institution(at.institutionId())));
        }
        return places;
    }

    /** What the rows say by now of a frozen figure, if it is something else; null when it is the same. */
    @Nullable
    Figure difference(Indicator indicator, Place place, Period period) {
        Figure kept = indicators.value(indicator, place, period);
        Figure now = Objects.requireNonNull(
                indicators.unfrozen(indicator, List.of(place), period).get(place));
        return told(now) && !same(now, kept) ? now : null;
    }

    List<FrozenTable.Revision> revisions(Indicator indicator, Period period) {
        return table.revisions(indicator.id(), period);
    }

    /** Publishes a period anew, by the definition in force now, at every place. */
    @Transactional
    public void restate(Actor actor, Indicator indicator, Period period, String note) {
        if (note.strip().length() < SHORTEST_NOTE) {
            throw NO_REASON.asException();
        }
        if (!period.endedBefore(CityTime.today(clock))) {
            throw NOT_OVER.asException();
        }
        int revision = table.newest(indicator.id(), period)
                .orElseThrow(NOT_FROZEN::asException)
                .revision();
        List<Place> places = places(indicator, period);
        Map<Place, Figure> kept = indicators.at(indicator, places, period);
        List<Figure> changed = indicators.unfrozen(indicator, places, period).values().stream()
                .filter(now -> told(now) && !same(now, Objects.requireNonNull(kept.get(now.place()))))
                .toList();
        if (changed.isEmpty()) {
            throw NO_DIFFERENCE.asException();
        }
        keep(indicator, period, revision + 1, actor.name(), note.strip(), changed);
    }
}
