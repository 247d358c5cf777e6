package org.kangcheng.record;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code record.filing}: what an institution filed, by what it may be looked for without naming a person. */
@Component
class FilingTable {
    private record Line(EntryTable.Row row, long token) {}

    private final JdbcTemplate batch;
    private final JdbcClient jdbc;

    FilingTable(JdbcTemplate batch, JdbcClient jdbc) {
        this.batch = batch;
        this.jdbc = jdbc;
    }

    void insert(Collection<EntryTable.Row> rows) {
        List<Line> lines = new ArrayList<>();
        for (EntryTable.Row row : rows) {
            Arrays.stream(row.summary().entries()).forEach(token -> lines.add(new Line(row, token)));
        }
        batch.batchUpdate("""
                insert into record.filing (institution_id, token, change_key, shard, entry_key, effective_at, type)
                values (?, ?, ?, ?, ?, ?, ?)
                """, lines, 1024, (statement, line) -> {
            EntryTable.Row row = line.row;
            Span when = line.token == Tokens.EVERY ? row.summary().when() : null;
            statement.setLong(1, row.institutionId());
            statement.setLong(2, line.token);
            statement.setLong(3, row.changeKey());
            statement.setLong(4, row.id().shard());
            statement.setLong(5, row.id().entryKey());
            statement.setTimestamp(6, when == null ? null : Timestamp.from(when.from()));
            statement.setString(7, row.type());
        });
    }

    void remove(long institutionId, String type, long changeKey, long[] tokens) {
        jdbc.sql(
                        "delete from record.filing where institution_id = ? and type = ? and token = any(?) and change_key = ?")
                .params(institutionId, type, tokens, changeKey)
                .update();
    }

    void addFilers(Collection<Long> institutionIds) {
        for (long institution : institutionIds) {
            jdbc.sql("insert into record.filer (institution_id) values (?) on conflict do nothing")
                    .param(institution)
                    .update();
        }
    }

    List<Long> filers() {
        return jdbc.sql("select institution_id from record.filer order by institution_id")
                .query(Long.class)
                .list();
    }
}
