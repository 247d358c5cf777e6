package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open duties, by person and, as the lists of work, by place. */
@Component
class DutyTable {
    record Duty(
            long personKey,
            int serviceNo,
            Window window,
            @Nullable LocalDate lastDone,
            @Nullable Exclusion excluded) {
        Standing standing(LocalDate today) {
            return Standing.of(window.opens(), window.due(), excluded != null, today);
        }
    }

    record Point(long personKey, int serviceNo, int point) {}

    private final JdbcClient jdbc;

    DutyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Duty> of(long personKey) {
        return jdbc.sql("""
                select person_key, service_no, opens_on, due_on, point, last_done_on, excluded
                  from programme.duty where person_key = ? order by service_no
                """).param(personKey).query((row, n) -> duty(row)).list();
    }

    /** Which point of their calendars, or which dose, these people are due: nothing where there is none. */
    List<Point> points(Collection<Long> keys) {
        return jdbc.sql("""
                select person_key, service_no, point from programme.duty where person_key in (:keys) and point >= 0
                """).param("keys", keys).query(Point.class).list();
    }

    Optional<Duty> find(long personKey, int serviceNo) {
        return of(personKey).stream()
                .filter(duty -> duty.serviceNo == serviceNo)
                .findFirst();
    }

    void save(String area, Duty duty) {
        jdbc.sql("""
                insert into programme.duty (person_key, service_no, opens_on, due_on, point, last_done_on, excluded)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (person_key, service_no) do update set opens_on = excluded.opens_on, due_on = excluded.due_on,
                    point = excluded.point, last_done_on = excluded.last_done_on, excluded = excluded.excluded
                """)
                .params(Arrays.asList(
                        duty.personKey,
                        duty.serviceNo,
                        duty.window.opens(),
                        duty.window.due(),
                        duty.window.point(),
                        duty.lastDone,
                        name(duty.excluded)))
                .update();
        jdbc.sql("""
                insert into programme.work (area_code, service_no, person_key, opens_on, due_on, excluded)
                values (?, ?, ?, ?, ?, ?)
                on conflict (area_code, service_no, person_key) do update set opens_on = excluded.opens_on,
                    due_on = excluded.due_on, excluded = excluded.excluded
                """)
                .params(Arrays.asList(
                        area,
                        duty.serviceNo,
                        duty.personKey,
                        duty.window.opens(),
                        duty.window.due(),
                        name(duty.excluded)))
                .update();
    }

    void delete(String area, Duty duty) {
        jdbc.sql("delete from programme.duty where person_key = ? and service_no = ?")
                .params(duty.personKey, duty.serviceNo)
                .update();
        jdbc.sql("delete from programme.work where area_code = ? and service_no = ? and person_key = ?")
                .params(area, duty.serviceNo, duty.personKey)
                .update();
    }

    private static @Nullable String name(@Nullable Exclusion excluded) {
        return excluded == null ? null : excluded.name();
    }

    private static Duty duty(ResultSet row) throws SQLException {
        String excluded = row.getString("excluded");
        return new Duty(
                row.getLong("person_key"),
                row.getInt("service_no"),
                new Window(
                        row.getObject("opens_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getInt("point")),
                row.getObject("last_done_on", LocalDate.class),
                excluded == null ? null : Exclusion.valueOf(excluded));
    }
}
