package org.kangcheng.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.directory.ImportOutcome.RefusedRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class DirectoryImportTable {
    private static final String COLUMNS = """
            select job_id, kind, file_name, done_by, done_at, added, changed, unchanged, bad, refused,
                   error_sheet is not null as returned
              from directory.import_job
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DirectoryImportTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(DirectoryImport done, byte[] errorSheet) {
        jdbc.sql("""
                insert into directory.import_job (job_id, kind, file_name, done_by, done_at, added, changed, unchanged,
                    bad, refused, error_sheet)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(done.jobId(), done.kind().name(), done.fileName(), done.doneBy())
                .params(Timestamp.from(done.doneAt()), done.added(), done.changed(), done.unchanged(), done.bad())
                .params(json.writeValueAsString(done.refused()), errorSheet.length == 0 ? null : errorSheet)
                .update();
    }

    Optional<DirectoryImport> find(long jobId) {
        return jdbc.sql(COLUMNS + "where job_id = ?")
                .param(jobId)
                .query((row, n) -> read(row))
                .optional();
    }

    List<DirectoryImport> newest(int limit) {
        return jdbc.sql(COLUMNS + "order by job_id desc limit ?")
                .param(limit)
                .query((row, n) -> read(row))
                .list();
    }

    Optional<byte[]> errorSheet(long jobId) {
        return jdbc.sql("select error_sheet from directory.import_job where job_id = ? and error_sheet is not null")
                .param(jobId)
                .query(byte[].class)
                .optional();
    }

    void forgetErrors(Instant before) {
        jdbc.sql("""
                update directory.import_job set error_sheet = null, refused = '[]'
                 where done_at < ? and error_sheet is not null
                """).param(Timestamp.from(before)).update();
    }

    private DirectoryImport read(ResultSet row) throws SQLException {
        List<RefusedRow> refused = json.readValue(row.getString("refused"), new TypeReference<>() {});
        return new DirectoryImport(
                row.getLong("job_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("file_name"),
                row.getString("done_by"),
                row.getTimestamp("done_at").toInstant(),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("bad"),
                refused,
                row.getBoolean("returned"));
    }
}
