package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who changed accounts, roles and clients: appended, never altered. */
@Component
class ChangeLog {
    record Change(long changeId, Instant at, String actor, String what, String subject, String detail) {}

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    ChangeLog(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    void append(Actor by, String what, String subject, String detail) {
        jdbc.sql("insert into access.change (change_id, at, actor, what, subject, detail) values (?, ?, ?, ?, ?, ?)")
                .params(ids.next(), Timestamp.from(clock.instant()), by.name(), what, subject, detail)
                .update();
    }

    List<Change> newest(int limit) {
        return jdbc.sql("select * from access.change order by change_id desc limit ?")
                .param(limit)
                .query(Change.class)
                .list();
    }
}
