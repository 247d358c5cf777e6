package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which workers' days have changed since signs were looked for. Each change is a row of its own: nobody waits for another. */
@Component
class WatchTable {
    record Day(String workerId, LocalDate day) {}

    private final JdbcClient jdbc;

    WatchTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void mark(String workerId, LocalDate day) {
        jdbc.sql("insert into programme.watch (worker_id, day) values (?, ?)")
                .params(workerId, day)
                .update();
    }

    /** What was recorded of a person on days after {@code day} is looked at again: it has turned out that she was dead. */
    void markAfter(long personKey, LocalDate day) {
        jdbc.sql("""
                insert into programme.watch (worker_id, day)
                select distinct worker_id, delivered_on from programme.delivery
                 where person_key = ? and delivered_on > ? and voided_at is null and worker_id is not null
                """).params(personKey, day).update();
    }

    /** Takes some away; whoever else takes at the same time takes others. */
    List<Day> take(int most) {
        return jdbc.sql("""
                with taken as (
                    delete from programme.watch where watch_id in (
                        select watch_id from programme.watch order by watch_id limit ? for update skip locked)
                    returning worker_id, day
                ) select distinct worker_id, day from taken
                """).param(most).query(Day.class).list();
    }
}
