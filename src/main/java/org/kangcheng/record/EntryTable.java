package org.kangcheng.record;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code record.entry} and the versions behind it. */
@Component
class EntryTable {
    /** A new version of an entry, ready to be written. */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(
            EntryId id,
            long institutionId,
            String type,
            int version,
            long changeKey,
            Instant recordedAt,
            Summary summary,
            @Nullable String requestKey,
            byte[] body) {}

    static final String COLUMNS = """
            e.shard, e.entry_key, e.institution_id, e.type, e.version, e.effective_at, e.recorded_at, e.change_key,
            e.deleted, e.body
            """;

    private static final int BATCH = 512;

    private final JdbcTemplate batch;
    private final JdbcClient jdbc;
    private final Bodies bodies;

    EntryTable(JdbcTemplate batch, JdbcClient jdbc, Bodies bodies) {
        this.batch = batch;
        this.jdbc = jdbc;
        this.bodies = bodies;
    }

    void insert(Collection<Row> rows) {
        batch.batchUpdate("""
                insert into record.entry (shard, entry_key, institution_id, change_key, encounter_key, effective_at,
                    effective_to, recorded_at, version, type, kind, code, title, gist, category, status, request_key,
                    tokens, body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, rows, BATCH, EntryTable::bind);
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        statement.setLong(1, row.id.shard());
        statement.setLong(2, row.id.entryKey());
        statement.setLong(3, row.institutionId);
        statement.setLong(4, row.changeKey);
        statement.setObject(5, row.summary.encounterKey(), Types.BIGINT);
        Span when = row.summary.when();
        statement.setTimestamp(6, when == null ? null : Timestamp.from(when.from()));
        statement.setTimestamp(7, when == null ? null : Timestamp.from(when.to()));
        statement.setTimestamp(8, Timestamp.from(row.recordedAt));
        statement.setInt(9, row.version);
        statement.setString(10, row.type);
        Kind kind = row.summary.kind();
        statement.setString(11, kind == null ? null : kind.name());
        statement.setString(12, row.summary.code());
        statement.setString(13, row.summary.title());
        statement.setString(14, row.summary.gist());
        statement.setString(15, row.summary.category());
        statement.setString(16, row.summary.status());
        statement.setString(17, row.requestKey);
        statement.setObject(18, row.summary.tokens());
        statement.setBytes(19, row.body);
    }

    /** Keeps the newest version aside if it is still {@code version}; false when somebody was faster. */
    boolean keepVersion(EntryId id, int version) {
        return jdbc.sql("""
                insert into record.entry_version
                    (shard, entry_key, version, institution_id, type, recorded_at, deleted, body)
                select shard, entry_key, version, institution_id, type, recorded_at, deleted, body
                  from record.entry where shard = ? and entry_key = ? and version = ?
                on conflict do nothing
                """).params(id.shard(), id.entryKey(), version).update() == 1;
    }

    void replace(Row row, boolean deleted) {
        Span when = row.summary.when();
        jdbc.sql("""
                update record.entry
                   set version = ?, change_key = ?, recorded_at = ?, deleted = ?, encounter_key = ?, effective_at = ?,
                       effective_to = ?, code = ?, title = ?, gist = ?, category = ?, status = ?, tokens = ?, body = ?
                 where shard = ? and entry_key = ?
                """)
                .params(row.version, row.changeKey, Timestamp.from(row.recordedAt), deleted)
                .params(row.summary.encounterKey(), at(when == null ? null : when.from()))
                .params(at(when == null ? null : when.to()), row.summary.code(), row.summary.title())
                .params(
                        row.summary.gist(),
                        row.summary.category(),
                        row.summary.status(),
                        row.summary.tokens(),
                        row.body)
                .params(row.id.shard(), row.id.entryKey())
                .update();
    }

    private static @Nullable Timestamp at(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    Optional<Entry> find(EntryId id) {
        return jdbc.sql("select " + COLUMNS + " from record.entry e where shard = ? and entry_key = ?")
                .params(id.shard(), id.entryKey())
                .query((row, n) -> entry(row))
                .optional();
    }

    /** In no order; those that are not there are left out. */
    List<Entry> find(Collection<EntryId> ids) {
        return jdbc.sql("select " + COLUMNS + """
                  from record.entry e
                  join unnest(?::bigint[], ?::bigint[]) k(shard, entry_key) using (shard, entry_key)
                """)
                .params(
                        ids.stream().mapToLong(EntryId::shard).toArray(),
                        ids.stream().mapToLong(EntryId::entryKey).toArray())
                .query((row, n) -> entry(row))
                .list();
    }

    Optional<EntryId> byRequest(long shard, String requestKey) {
        return jdbc.sql("select entry_key from record.entry where shard = ? and request_key = ?")
                .params(shard, requestKey)
                .query(Long.class)
                .optional()
                .map(key -> new EntryId(shard, key));
    }

    /** Superseded versions, newest first. */
    List<Entry> versions(EntryId id) {
        return jdbc.sql("""
                select shard, entry_key, institution_id, type, version, null::timestamptz as effective_at, recorded_at,
                       0::bigint as change_key, deleted, body
                  from record.entry_version where shard = ? and entry_key = ? order by version desc
                """)
                .params(id.shard(), id.entryKey())
                .query((row, n) -> entry(row))
                .list();
    }

    Entry entry(ResultSet row) throws SQLException {
        Timestamp effective = row.getTimestamp("effective_at");
        return new Entry(
                new EntryId(row.getLong("shard"), row.getLong("entry_key")),
                row.getLong("institution_id"),
                row.getString("type"),
                row.getInt("version"),
                effective == null ? null : effective.toInstant(),
                row.getTimestamp("recorded_at").toInstant(),
                row.getLong("change_key"),
                row.getBoolean("deleted"),
                bodies.unpack(row.getBytes("body")));
    }
}
