package org.kangcheng.card;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.card.IssuedTable.AreaCount;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.ManagementUnit;
import org.springframework.stereotype.Component;

/** 发卡率: how many residents of an area hold a card, and of each area in it. */
@Component
class CardFigures {
    /** The line of one area. */
    record Figure(String code, String name, long issued, long residents) {
        public long missing() {
            return Math.max(0, residents - issued);
        }

        /** Percent, with one decimal; a dash where nobody lives. */
        public String share() {
            return residents == 0 ? "—" : String.format("%.1f%%", issued * 100.0 / residents);
        }

        public long percent() {
            return residents == 0 ? 0 : Math.min(100, issued * 100 / residents);
        }
    }

    /** A functional zone and its towns. */
    record Zone(Figure total, List<Figure> towns) {}

    private static final int TOWN_DIGITS = 9;

    private final IssuedTable issued;
    private final Areas areas;

    CardFigures(IssuedTable issued, Areas areas) {
        this.issued = issued;
        this.areas = areas;
    }

    Figure of(Area area) {
        return figure(area, counts(area.code(), area.code().length()));
    }

    List<Figure> inside(Area area) {
        List<Area> children = areas.children(area.code());
        if (children.isEmpty()) {
            return List.of();
        }
        Map<String, AreaCount> counts =
                counts(area.code(), children.getFirst().code().length());
        return children.stream().map(child -> figure(child, counts)).toList();
    }

    /** 功能区: each the sum of the towns that it manages, which stand in their counties' figures too. */
    List<Zone> zones(Area city) {
        Map<String, AreaCount> towns = counts(city.code(), TOWN_DIGITS);
        return areas.managementUnits().stream()
                .map(unit -> zone(
                        unit,
                        unit.towns().stream().map(town -> figure(town, towns)).toList()))
                .toList();
    }

    private static Zone zone(ManagementUnit unit, List<Figure> towns) {
        long issued = towns.stream().mapToLong(Figure::issued).sum();
        long residents = towns.stream().mapToLong(Figure::residents).sum();
        return new Zone(new Figure(unit.code(), unit.name(), issued, residents), towns);
    }

    private Map<String, AreaCount> counts(String prefix, int length) {
        Stream<AreaCount> counted = issued.counts(prefix, length).stream();
        return counted.collect(Collectors.toMap(AreaCount::areaCode, Function.identity()));
    }

    private static Figure figure(Area area, Map<String, AreaCount> counts) {
        AreaCount count = counts.getOrDefault(area.code(), new AreaCount(area.code(), 0, 0));
        return new Figure(area.code(), area.name(), count.issued(), count.residents());
    }
}
