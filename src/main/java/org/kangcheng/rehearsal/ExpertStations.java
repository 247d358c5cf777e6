package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.LocalDate;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 名医基层工作站 of the generated city: one a county, each on days on which its department has a session anyway. */
@Component
@Profile("!production")
class ExpertStations {
    private static final String STATIONS = """
            insert into community.station (institution_id, station_id, kind, title, expert, department_id, opened_on)
            select distinct on (left(i.area_code, 6)) i.institution_id, 1, 'STATION', i.name || '名医工作站',
                   '市级医院专家（演示）', s.department_id, :opened::date
              from booking.session s join directory.institution i using (institution_id)
             where s.day = :today
             order by left(i.area_code, 6), i.institution_id, s.session_id
            """;
    private static final String DAYS = """
            insert into community.station_day (area_code, day, institution_id, session_id, station_id)
            select distinct on (s.institution_id, s.day) left(i.area_code, 6), s.day, s.institution_id, s.session_id, t.station_id
              from community.station t
              join booking.session s using (institution_id, department_id)
              join directory.institution i using (institution_id)
             where s.day >= :today
             order by s.institution_id, s.day, s.session_id
            """;
    private static final String COUNTED = """
            select '@' || lpad(institution_id::text, 19, '0') as place, 'community.stations.begins' as name, opened_on as day,
                   count(*) as n
              from community.station group by 1, 2, 3
            union all
            select '@' || lpad(institution_id::text, 19, '0'), 'community.station-days', day, count(*)
              from community.station_day group by 1, 2, 3""";

    private final JdbcClient jdbc;
    private final Clock clock;

    ExpertStations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** After the sessions. Once; a start that comes again finds them there. */
    @Transactional
    void ensure() {
        boolean there = jdbc.sql("select exists (select from community.station)")
                .query(Boolean.class)
                .single();
        if (there) {
            return;
        }
        LocalDate today = CityTime.today(clock);
        for (String statement : new String[] {STATIONS, DAYS}) {
            jdbc.sql(statement)
                    .param("today", today)
                    .param("opened", today.minusYears(1))
                    .update();
        }
        jdbc.sql("insert into tally.series (name) select distinct name from (" + COUNTED + ") c on conflict do nothing")
                .update();
        jdbc.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select place, series_no, day, n from (%s) c join tally.series using (name)
                """.formatted(COUNTED)).update();
    }
}
