package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 合计与占比: what a register's items add up to in an area and its parts, set against residents or institutions. */
@Component
class Shares {
    /** @param values of the register's sums, in their order, readable */
    record Line(Area area, List<String> values) {}

    private record Residents(String areaCode, long residents) {}

    private final RegisterFigures figures;
    private final Institutions institutions;
    private final JdbcClient jdbc;

    Shares(RegisterFigures figures, Institutions institutions, JdbcClient jdbc) {
        this.figures = figures;
        this.institutions = institutions;
        this.jdbc = jdbc;
    }

    /** The area itself first; nothing when the register has no sums. */
    List<Line> lines(Registers.InForce register, Area here, List<Area> parts) {
        List<Sum> sums = register.register().sums();
        if (sums.isEmpty()) {
            return List.of();
        }
        List<Area> areas = new ArrayList<>(List.of(here));
        areas.addAll(parts);
        Map<String, Map<String, Long>> counted =
                figures.sums(register, areas.stream().map(Area::code).toList());
        boolean heads = sums.stream().anyMatch(sum -> sum.per() == Sum.Per.THOUSAND_RESIDENTS);
        Map<String, Long> residents = heads ? residents(areas) : Map.of();
        return areas.stream()
                .map(area -> new Line(
                        area,
                        sums.stream()
                                .map(sum -> sum.share() != null
                                        ? part(sum, counted, area)
                                        : text(
                                                sum,
                                                counted.getOrDefault(sum.id(), Map.of())
                                                        .getOrDefault(area.code(), 0L),
                                                area,
                                                residents))
                                .toList()))
                .toList();
    }

    /** @param values of the register's sums, in their order, readable */
    record UnitLine(String name, List<String> values) {}

    /** The same of institutions, wherever their items lie. */
    List<UnitLine> ofUnits(Registers.InForce register, Map<Long, String> units) {
        List<Sum> sums = register.register().sums();
        if (sums.isEmpty()) {
            return List.of();
        }
        Map<Long, Map<String, Long>> counted = figures.sumsOfUnits(register, units.keySet());
        return units.entrySet().stream()
                .map(unit -> {
                    Map<String, Long> added = counted.getOrDefault(unit.getKey(), Map.of());
                    return new UnitLine(
                            unit.getValue(),
                            sums.stream()
                                    .map(sum -> sum.share() == null
                                            ? added.getOrDefault(sum.id(), 0L) + sum.unit()
                                            : part(
                                                    added.getOrDefault(sum.id(), 0L),
                                                    added.getOrDefault(sum.share(), 0L)))
                                    .toList());
                })
                .toList();
    }

    /** A part of another sum of the same place. */
    private static String part(Sum sum, Map<String, Map<String, Long>> counted, Area area) {
        return part(
                counted.getOrDefault(sum.id(), Map.of()).getOrDefault(area.code(), 0L),
                counted.getOrDefault(String.valueOf(sum.share()), Map.of()).getOrDefault(area.code(), 0L));
    }

    private static String part(long n, long all) {
        return all == 0 ? "—" : String.format(Locale.ROOT, "%.1f%%（%d/%d）", 100.0 * n / all, n, all);
    }

    private String text(Sum sum, long n, Area area, Map<String, Long> residents) {
        String plain = n + sum.unit();
        return switch (sum.per()) {
            case null -> plain;
            case THOUSAND_RESIDENTS -> {
                long heads = residents.getOrDefault(area.code(), 0L);
                yield heads == 0 ? plain : plain + "，每千人口 " + String.format(Locale.ROOT, "%.2f", 1000.0 * n / heads);
            }
            case HOSPITAL -> share(plain, n, Institution.Kind.HOSPITAL, area);
            case PRIMARY -> share(plain, n, Institution.Kind.PRIMARY, area);
            case VILLAGE_CLINIC -> share(plain, n, Institution.Kind.VILLAGE_CLINIC, area);
        };
    }

    private String share(String plain, long n, Institution.Kind kind, Area area) {
        int all = institutions.list(kind, area.code()).size();
        return all == 0 ? plain : plain + "，占 " + String.format(Locale.ROOT, "%.1f%%", 100.0 * n / all);
    }

    /** From the kept number of residents of each village. */
    private Map<String, Long> residents(List<Area> areas) {
        Map<String, Long> residents = new LinkedHashMap<>();
        for (Residents one : jdbc.sql("""
                select asked.code as area_code, coalesce(sum(residents), 0)::bigint as residents
                  from unnest(?::text[]) asked (code)
                  join identity_pub.resident_count on starts_with(area_code, asked.code)
                 group by 1
                """)
                .param(areas.stream().map(Area::code).toArray(String[]::new))
                .query(Residents.class)
                .list()) {
            residents.put(one.areaCode, one.residents);
        }
        return residents;
    }
}
