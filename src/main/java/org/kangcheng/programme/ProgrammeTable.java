package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ProgrammeTable {
    enum State {
        COMPUTING,
        IN_FORCE,
        ENDED
    }

    record Row(int programmeNo, String id, int version, String definition, String file, State state) {}

    record ServiceRow(int serviceNo, int programmeNo, String id) {}

    private final JdbcClient jdbc;

    ProgrammeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> all() {
        return jdbc.sql("""
                select programme_no, id, version, definition, file, state from programme.programme order by programme_no
                """).query(Row.class).list();
    }

    List<ServiceRow> services() {
        return jdbc.sql("select service_no, programme_no, id from programme.service order by service_no")
                .query(ServiceRow.class)
                .list();
    }

    /** Puts a version in force; its people are still to be computed. @return the programme's number */
    int save(Programme programme, String by, Instant at) {
        int no = jdbc.sql("""
                insert into programme.programme as p (id, version, definition, file, state, put_in_force_at, put_in_force_by)
                values (:id, :version, :text, :file, 'COMPUTING', :at, :by)
                on conflict (id) do update set version = excluded.version, definition = excluded.definition,
                    file = excluded.file, state = 'COMPUTING', put_in_force_at = excluded.put_in_force_at,
                    put_in_force_by = excluded.put_in_force_by
                returning programme_no
                """)
                .param("id", programme.id())
                .param("version", programme.definition().version())
                .param("text", programme.definition().text())
                .param("file", programme.definition().file())
                .param("at", Timestamp.from(at))
                .param("by", by)
                .query(Integer.class)
                .single();
        jdbc.sql("""
                insert into programme.version (programme_no, version, definition, put_in_force_at, put_in_force_by)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(no, programme.definition().version(), programme.definition().text(), Timestamp.from(at), by)
                .update();
        for (Service service : programme.services()) {
            jdbc.sql("insert into programme.service (programme_no, id) values (?, ?) on conflict do nothing")
                    .params(no, service.id())
                    .update();
        }
        return no;
    }

    void state(int programmeNo, State state) {
        jdbc.sql("update programme.programme set state = ? where programme_no = ?")
                .params(state.name(), programmeNo)
                .update();
    }
}
