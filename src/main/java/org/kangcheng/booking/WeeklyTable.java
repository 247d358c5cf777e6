package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.kangcheng.kernel.Fen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class WeeklyTable {
    private final JdbcClient jdbc;

    WeeklyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(WeeklySession weekly) {
        jdbc.sql("""
                insert into booking.weekly_session (institution_id, weekly_id, weekday, department_id, practitioner_id,
                    half_day, clinic_kind, place, registration_fen, consulting_fen, starts_at, ends_at, capacity)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        weekly.institutionId(),
                        weekly.weeklyId(),
                        weekly.weekday().getValue())
                .params(
                        weekly.departmentId(),
                        weekly.practitionerId(),
                        weekly.halfDay().name())
                .params(
                        weekly.kind().name(),
                        weekly.place(),
                        weekly.registration().amount())
                .params(weekly.consulting().amount(), weekly.from(), weekly.to(), weekly.capacity())
                .update();
    }

    void remove(long institutionId, long weeklyId) {
        jdbc.sql("delete from booking.weekly_session where institution_id = ? and weekly_id = ?")
                .params(institutionId, weeklyId)
                .update();
    }

    List<WeeklySession> of(long institutionId) {
        return jdbc.sql("""
                select * from booking.weekly_session
                 where institution_id = ? order by weekday, half_day, department_id, weekly_id
                """).param(institutionId).query(WeeklyTable::weekly).list();
    }

    List<Long> institutions() {
        return jdbc.sql("select distinct institution_id from booking.weekly_session order by institution_id")
                .query(Long.class)
                .list();
    }

    /** What the weeks ask for from one day to another and has not been made; what was made and stopped stays stopped. */
    List<NewSession> missing(long institutionId, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select weekly.*, cast(day as date) as day
                  from booking.weekly_session weekly
                  join generate_series(cast(:from as date), cast(:to as date), interval '1 day') day
                    on extract(isodow from day) = weekly.weekday
                 where institution_id = :institution
                   and not exists (
                       select from booking.session
                        where session.institution_id = :institution
                          and session.department_id = weekly.department_id
                          and session.day = cast(day.day as date)
                          and session.half_day = weekly.half_day
                          and session.clinic_kind = weekly.clinic_kind
                          and session.practitioner_id is not distinct from weekly.practitioner_id)
                 order by day, weekly_id
                """)
                .param("institution", institutionId)
                .param("from", from)
                .param("to", to)
                .query((row, n) -> weekly(row, n).on(row.getObject("day", LocalDate.class)))
                .list();
    }

    private static WeeklySession weekly(ResultSet row, int n) throws SQLException {
        return new WeeklySession(
                row.getLong("institution_id"),
                row.getLong("weekly_id"),
                DayOfWeek.of(row.getInt("weekday")),
                row.getLong("department_id"),
                row.getObject("practitioner_id", Long.class),
                HalfDay.valueOf(row.getString("half_day")),
                ClinicKind.valueOf(row.getString("clinic_kind")),
                row.getString("place"),
                new Fen(row.getLong("registration_fen")),
                new Fen(row.getLong("consulting_fen")),
                row.getObject("starts_at", LocalTime.class),
                row.getObject("ends_at", LocalTime.class),
                row.getInt("capacity"));
    }
}
