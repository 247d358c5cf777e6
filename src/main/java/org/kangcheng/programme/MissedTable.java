package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class MissedTable {
    record Row(int serviceNo, int point, LocalDate dueOn, String areaCode) {}

    private final JdbcClient jdbc;

    MissedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when it was noted already. */
    boolean insert(long personKey, int serviceNo, int point, LocalDate due, String area, Instant at) {
        return jdbc.sql("""
                insert into programme.missed (person_key, service_no, point, due_on, area_code, closed_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, serviceNo, point, due, area, Timestamp.from(at))
                        .update()
                == 1;
    }

    Optional<Row> delete(long personKey, int serviceNo, int point) {
        return jdbc.sql("""
                delete from programme.missed where person_key = ? and service_no = ? and point = ?
                returning service_no, point, due_on, area_code
                """)
                .params(personKey, serviceNo, point)
                .query(Row.class)
                .optional();
    }

    List<Row> of(Collection<Long> keys) {
        return jdbc.sql("""
                select service_no, point, due_on, area_code from programme.missed
                 where person_key in (:keys) order by due_on desc, service_no
                """).param("keys", keys).query(Row.class).list();
    }
}
