package org.kangcheng.card;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Slice;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a person's codes were read. */
@Component
class UseTable {
    record Use(long useId, Instant at, long institutionId, CareStep step, CareChannel channel, boolean dynamic) {}

    private final JdbcClient jdbc;

    UseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of a dynamic code alone: a static one may have been copied from paper. */
    Optional<Instant> lastDynamicAt(long personKey, long institutionId) {
        return jdbc.sql("""
                select at from card.use_record
                 where person_key = ? and institution_id = ? and client_ref is null and code_type = 'DYNAMIC'
                 order by use_id desc limit 1
                """)
                .params(personKey, institutionId)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Newest first. */
    Slice<Use> of(List<Long> personKeys, long before, int limit) {
        List<Use> rows = jdbc.sql("""
                select use_id, at, institution_id, care_step, channel, code_type from card.use_record
                 where person_key = any(?::bigint[]) and use_id < ?
                 order by use_id desc limit ?
                """)
                .param(personKeys.stream().mapToLong(Long::longValue).toArray())
                .params(before, limit + 1)
                .query((row, n) -> new Use(
                        row.getLong("use_id"),
                        row.getTimestamp("at").toInstant(),
                        row.getLong("institution_id"),
                        CareStep.valueOf(row.getString("care_step")),
                        CareChannel.valueOf(row.getString("channel")),
                        row.getString("code_type").equals("DYNAMIC")))
                .list();
        return Slice.of(rows, limit, use -> Long.toString(use.useId()));
    }
}
