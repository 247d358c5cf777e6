package org.kangcheng.programme;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ProgrammeTable {
    enum State {
        COMPUTING,
        IN_FORCE,
        /** Its time is over; village by village is wound up. */
        ENDING,
        ENDED
    }

    record Row(int programmeNo, String id, int version, State state) {
        boolean over() {
            return state == State.ENDING || state == State.ENDED;
        }
    }

    record ServiceRow(int serviceNo, int programmeNo, String id) {}

    private final JdbcClient jdbc;

    ProgrammeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> all() {
        return jdbc.sql("""
                select programme_no, id, version, state from programme.programme order by programme_no
                """).query(Row.class).list();
    }

    List<ServiceRow> services() {
        return jdbc.sql("select service_no, programme_no, id from programme.service order by service_no")
                .query(ServiceRow.class)
                .list();
    }

    /** Until the end of the transaction; any number at once. */
    void lockAgainstGathering() {
        jdbc.sql("select pg_advisory_xact_lock_shared(hashtext('programme.gathering'))")
                .query((row, n) -> true)
                .list();
    }

    /** Until those have ended who hold the lock now. */
    void awaitKeepers() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('programme.gathering'))")
                .query((row, n) -> true)
                .list();
    }

    /** Until the end of the transaction; one at a time puts versions in force. */
    void lockVersions() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('programme.versions'))")
                .query((row, n) -> true)
                .list();
    }

    /** Puts a version in force; its people are still to be computed. @return the programme's number */
    int save(Programme programme) {
        int no = jdbc.sql("""
                insert into programme.programme (id, version, state) values (?, ?, 'COMPUTING')
                on conflict (id) do update set version = excluded.version, state = 'COMPUTING'
                returning programme_no
                """)
                .params(programme.id(), programme.definition().version())
                .query(Integer.class)
                .single();
        for (Service service : programme.services()) {
            jdbc.sql("""
                    insert into programme.service (programme_no, id, by_itself) values (?, ?, ?)
                    on conflict (programme_no, id) do update set by_itself = excluded.by_itself
                    """)
                    .params(no, service.id(), service.cadence() instanceof Cadence.Until)
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
