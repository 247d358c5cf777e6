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
 * 每日数字: what the figures of each area, down to the village, said in the evening of each day, as it was known then. What is
 * corrected afterwards does not change them. A row stands until the next: an evening that says nothing new adds none.
 */
@Component
class FigureDays {
    private record Line(String areaCode, long members, long served, long due, long late, String excluded) {}

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

    /** Keeps what they say of a day that has just ended, where it is not what they said the last time. Kept once, it stays. */
    void keep(LocalDate day) {
        List<String> all = areas.all().stream().map(Area::code).toList();
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                int no = programme.number(service);
                List<Line> lines = new ArrayList<>();
                figures.of(no, all, day).forEach((area, coverage) -> lines.add(line(area, coverage)));
                keep(no, day, lines);
            }
        }
    }

    private void keep(int serviceNo, LocalDate day, List<Line> lines) {
        jdbc.sql("""
                insert into programme.figure_of_day (area_code, service_no, day, members, served, due, late, excluded,
                    known_at)
                select x."areaCode", :service, :day, x.members, x.served, x.due, x.late, x.excluded::jsonb, :at
                  from jsonb_to_recordset(:lines::jsonb) x ("areaCode" text, members bigint, served bigint, due bigint,
                       late bigint, excluded text)
                  left join lateral (
                      select members, served, due, late, excluded from programme.figure_of_day f
                       where f.area_code = x."areaCode" and f.service_no = :service order by day desc limit 1) was on true
                 where case when was.members is null then x.members > 0
                            else (was.members, was.served, was.due, was.late, was.excluded)
                                 is distinct from (x.members, x.served, x.due, x.late, x.excluded::jsonb) end
                on conflict do nothing
                """)
                .param("service", serviceNo)
                .param("day", day)
                .param("at", Timestamp.from(clock.instant()))
                .param("lines", json.writeValueAsString(lines))
                .update();
    }

    private Line line(String area, Coverage coverage) {
        return new Line(
                area,
                coverage.members(),
                coverage.served(),
                coverage.due(),
                coverage.late(),
                json.writeValueAsString(coverage.excluded()));
    }

    /** By area; an area of which nothing had been kept by then is not in it. */
    Map<String, Coverage> of(int serviceNo, Collection<String> codes, LocalDate day) {
        Map<String, Coverage> found = new TreeMap<>();
        jdbc.sql("""
                select distinct on (area_code) area_code, members, served, due, late, excluded
                  from programme.figure_of_day
                 where area_code in (:areas) and service_no = :service and day <= :day
                 order by area_code, day desc
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
