package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * 每日数字: what the figures of the city, the counties and the towns said in the evening of each day, as it was known then.
 * What is corrected afterwards does not change them; a village's are not kept.
 */
@Component
class FigureDays {
    private static final int VILLAGE_DIGITS = 12;

    private record Line(
            String areaCode, int serviceNo, long members, long served, long due, long late, String excluded) {}

    private final Figures figures;
    private final Programmes programmes;
    private final Areas areas;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    FigureDays(Figures figures, Programmes programmes, Areas areas, JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.figures = figures;
        this.programmes = programmes;
        this.areas = areas;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    static boolean keeps(Area area) {
        return area.code().length() < VILLAGE_DIGITS;
    }

    /** Keeps what they say of a day that has just ended. Once a day; what is kept stays. */
    void keep(LocalDate day) {
        List<String> kept =
                areas.all().stream().filter(FigureDays::keeps).map(Area::code).toList();
        List<Integer> services = programmes.all().stream()
                .flatMap(programme -> programme.numbers().values().stream())
                .toList();
        List<Line> lines = new ArrayList<>();
        figures.of(services, kept, day)
                .forEach((service, byArea) -> byArea.forEach((area, coverage) -> {
                    if (coverage.members() > 0) {
                        lines.add(line(service, area, coverage));
                    }
                }));
        jdbc.sql("""
                insert into programme.figure_of_day (area_code, service_no, day, members, served, due, late, excluded,
                    known_at)
                select x."areaCode", x."serviceNo", ?, x.members, x.served, x.due, x.late, x.excluded::jsonb, ?
                  from jsonb_to_recordset(?::jsonb) x ("areaCode" text, "serviceNo" int, members bigint, served bigint,
                       due bigint, late bigint, excluded text)
                on conflict do nothing
                """)
                .params(day, Timestamp.from(clock.instant()), json.writeValueAsString(lines))
                .update();
    }

    private Line line(int service, String area, Coverage coverage) {
        return new Line(
                area,
                service,
                coverage.members(),
                coverage.served(),
                coverage.due(),
                coverage.late(),
                json.writeValueAsString(coverage.excluded()));
    }

    /** By area; an area of which nothing was kept is not in it. */
    Map<String, Coverage> of(int serviceNo, Collection<String> codes, LocalDate day) {
        Map<String, Coverage> found = new TreeMap<>();
        jdbc.sql("""
                select area_code, members, served, due, late, excluded from programme.figure_of_day
                 where area_code in (:areas) and service_no = :service and day = :day
                """)
                .param("areas", codes)
                .param("service", serviceNo)
                .param("day", day)
                .query(row -> {
                    found.put(row.getString("area_code"), coverage(row));
                });
        return found;
    }

    private Coverage coverage(ResultSet row) throws SQLException {
        Map<Exclusion, Long> excluded =
                json.readValue(row.getString("excluded"), new TypeReference<TreeMap<Exclusion, Long>>() {});
        return new Coverage(
                row.getLong("members"), row.getLong("served"), row.getLong("due"), row.getLong("late"), excluded);
    }
}
