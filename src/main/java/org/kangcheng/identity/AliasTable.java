package org.kangcheng.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which key stands for which, today; and every merge and split there was. */
@Component
class AliasTable {
    record Alias(long retiredKey, long currentKey, Instant mergedAt, String mergedBy, String reason) {}

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    AliasTable(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    void retire(long retired, long current, String by, String reason) {
        jdbc.sql("update identity.alias set current_key = ? where current_key = ?")
                .params(current, retired)
                .update();
        jdbc.sql("""
                insert into identity.alias (retired_key, current_key, merged_into, merged_at, merged_by, reason)
                values (?, ?, ?, ?, ?, ?)
                """)
                .params(retired, current, current, Timestamp.from(clock.instant()), by, reason)
                .update();
        append("MERGE", retired, current, by, reason);
    }

    /** What had been merged into the restored key, directly or through others, goes with it. */
    void restore(long restored, long current, String by, String reason) {
        jdbc.sql("delete from identity.alias where retired_key = ?")
                .param(restored)
                .update();
        jdbc.sql("""
                with recursive own (key) as (
                    values (cast(:restored as bigint))
                    union select a.retired_key from identity.alias a join own on a.merged_into = own.key)
                update identity.alias set current_key = :restored
                 where current_key = :current and retired_key in (select key from own)
                """).param("restored", restored).param("current", current).update();
        append("SPLIT", restored, current, by, reason);
    }

    List<Alias> mergedInto(long current) {
        return jdbc.sql("select * from identity.alias where current_key = ? order by merged_at")
                .param(current)
                .query(Alias.class)
                .list();
    }

    private void append(String kind, long retired, long current, String by, String reason) {
        jdbc.sql("""
                insert into identity.link_event (event_id, kind, retired_key, current_key, at, actor, reason)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(ids.next(), kind, retired, current, Timestamp.from(clock.instant()), by, reason)
                .update();
    }
}
