package org.kangcheng.directory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The city's divisions: 2,553 of them, kept in memory. Read again after an import, which other machines learn of within
 * a minute.
 */
@Component
public class Areas {
    private static final long FRESH_NS = Duration.ofMinutes(1).toNanos();

    private final JdbcClient jdbc;
    private volatile @Nullable Known known;

    private record Known(Map<String, Area> areas, long readAt) {}

    Areas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For a program that visits the database without the platform. */
    public static Areas visiting(JdbcClient jdbc) {
        return new Areas(jdbc);
    }

    /** Every division, a container before what it contains. */
    public Collection<Area> all() {
        return byCode().values();
    }

    public Optional<Area> find(String code) {
        return Optional.ofNullable(byCode().get(code));
    }

    public List<Area> children(String code) {
        return byCode().values().stream()
                .filter(area -> code.equals(area.parent()))
                .toList();
    }

    public Collection<Area> villages() {
        return byCode().values().stream()
                .filter(area -> area.level() == Area.Level.VILLAGE)
                .toList();
    }

    /** What contains the area, from the city down. */
    public List<Area> above(Area area) {
        Deque<Area> path = new ArrayDeque<>();
        for (String parent = area.parent(); parent != null; ) {
            Area at = find(parent).orElseThrow();
            path.addFirst(at);
            parent = at.parent();
        }
        return List.copyOf(path);
    }

    /** From county to the area itself: 东昌府区 古楼街道 姜堤社区居委会. Empty for an unknown code. */
    public String path(String code) {
        Deque<String> names = new ArrayDeque<>();
        Area area = byCode().get(code);
        while (area != null && area.level() != Area.Level.CITY) {
            names.addFirst(area.name());
            String parent = area.parent();
            area = parent == null ? null : byCode().get(parent);
        }
        return String.join(" ", names);
    }

    /** 功能区, with their towns. */
    public List<ManagementUnit> managementUnits() {
        return jdbc.sql("select code, name from directory.management_unit order by code")
                .query((row, n) ->
                        new ManagementUnit(row.getString("code"), row.getString("name"), towns(row.getString("code"))))
                .list();
    }

    public Optional<ManagementUnit> managementUnit(String code) {
        return managementUnits().stream()
                .filter(unit -> unit.code().equals(code))
                .findFirst();
    }

    private List<Area> towns(String unit) {
        return jdbc
                .sql("select town from directory.management_area where unit = ? order by town")
                .param(unit)
                .query(String.class)
                .list()
                .stream()
                .flatMap(code -> find(code).stream())
                .toList();
    }

    /** Forgets what was read, after an import. */
    void reload() {
        known = null;
    }

    private Map<String, Area> byCode() {
        Known it = known;
        if (it != null && System.nanoTime() - it.readAt() < FRESH_NS) {
            return it.areas();
        }
        Map<String, Area> read = new LinkedHashMap<>();
        for (Area area : load()) {
            read.put(area.code(), area);
        }
        known = read.isEmpty() ? null : new Known(read, System.nanoTime());
        return read;
    }

    private List<Area> load() {
        return jdbc.sql("select code, name, parent, level from directory.area order by code")
                .query((row, n) -> new Area(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("parent"),
                        Area.Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT))))
                .list();
    }
}
