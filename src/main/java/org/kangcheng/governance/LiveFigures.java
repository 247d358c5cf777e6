package org.kangcheng.governance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;

/**
 * How a register stands in an area, as its page shows it. Screens on the wall ask every second, many of them for the same:
 * those are shown the same moment, at most a third of a second old, so that a hall of screens costs the database what three do.
 */
@Component
class LiveFigures {
    static final Duration FRESH = Duration.ofMillis(300);
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST_UNITS = 100;

    record AreaLine(Area area, ItemCount count) {}

    record UnitLine(String name, ItemCount count) {}

    /** @param unitNames of the units that are shown, by institution */
    record Shown(
            Instant at,
            Area here,
            ItemCount total,
            List<AreaLine> lines,
            List<UnitLine> units,
            Map<Long, String> unitNames,
            List<Shares.Line> sums,
            List<CountyMap.Shape> map) {}

    private record Asked(int registerNo, int version, String area) {}

    private record Made(Shown shown, long at) {
        boolean isOlder(Duration age) {
            return System.nanoTime() - at > age.toNanos();
        }
    }

    /** The newest that was made of a question; whoever comes while the next is made waits for it. */
    private final class Latest {
        private volatile @Nullable Made made;

        Shown of(Registers.InForce register, Area here) {
            Made last = made;
            return last != null && !last.isOlder(FRESH) ? last.shown : again(register, here);
        }

        private synchronized Shown again(Registers.InForce register, Area here) {
            Made last = made;
            if (last == null || last.isOlder(FRESH)) {
                last = new Made(now(register, here), System.nanoTime());
                made = last;
            }
            return last.shown;
        }

        boolean isForgotten() {
            Made last = made;
            return last != null && last.isOlder(FORGOTTEN);
        }
    }

    private final RegisterFigures figures;
    private final UnitTable units;
    private final Institutions institutions;
    private final Areas areas;
    private final CountyMap map;
    private final Shares shares;
    private final Clock clock;
    private final Map<Asked, Latest> latest = new ConcurrentHashMap<>();

    LiveFigures(
            RegisterFigures figures,
            UnitTable units,
            Institutions institutions,
            Areas areas,
            CountyMap map,
            Shares shares,
            Clock clock) {
        this.figures = figures;
        this.units = units;
        this.institutions = institutions;
        this.areas = areas;
        this.map = map;
        this.shares = shares;
        this.clock = clock;
    }

    /** As it stands, or stood just now. */
    Shown of(Registers.InForce register, Area here) {
        Asked asked = new Asked(register.no(), register.register().definition().version(), here.code());
        if (!latest.containsKey(asked)) {
            latest.values().removeIf(Latest::isForgotten);
        }
        return latest.computeIfAbsent(asked, _ -> new Latest()).of(register, here);
    }

    /** As it stands. */
    Shown now(Registers.InForce register, Area here) {
        Instant at = clock.instant();
        LocalDate today = CityTime.dayOf(at);
        List<Area> parts = areas.children(here.code());
        // The whole and its parts by one question, so that they are of one moment.
        List<String> codes =
                Stream.concat(Stream.of(here), parts.stream()).map(Area::code).toList();
        Map<String, ItemCount> counts = figures.byArea(register.no(), codes, today);
        List<Long> ids = units.in(register.no(), here.code(), 0, MOST_UNITS);
        Map<Long, ItemCount> byUnit = figures.byUnit(register.no(), ids, today);
        Map<Long, String> known = institutions.names(ids);
        Map<Long, String> names = new LinkedHashMap<>();
        ids.forEach(unit -> names.put(unit, String.valueOf(known.get(unit))));
        return new Shown(
                at,
                here,
                Objects.requireNonNull(counts.get(here.code())),
                parts.stream()
                        .map(part -> new AreaLine(part, Objects.requireNonNull(counts.get(part.code()))))
                        .toList(),
                names.entrySet().stream()
                        .map(unit -> new UnitLine(unit.getValue(), Objects.requireNonNull(byUnit.get(unit.getKey()))))
                        .toList(),
                names,
                shares.lines(register, here, parts),
                here.level() == Area.Level.CITY ? map.of(counts) : List.of());
    }
}
