package org.kangcheng.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.sheet.KeptSheets.Rejected;
import org.kangcheng.sheet.SheetRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** 导入任务: how far each has come, and the rows it could not keep. */
@Component
class ImportTable {
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** @param committedRow rows whose outcome is on disk: what a restart need not do again */
    record Job(
            long jobId,
            String fileName,
            State state,
            int totalRows,
            int committedRow,
            int enrolled,
            int known,
            int bad,
            String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt,
            String message) {
        public int percent() {
            return totalRows == 0 ? 100 : (int) (100L * committedRow / totalRows);
        }

        public boolean running() {
            return state == State.RUNNING;
        }
    }

    /** What came of some rows. */
    record Counts(int enrolled, int known, int bad) {
        int rows() {
            return enrolled + known + bad;
        }
    }

    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final JsonMapper json;
    private final Clock clock;

    ImportTable(JdbcClient jdbc, SealedText sealed, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    void start(long jobId, String fileName, int totalRows, String by) {
        jdbc.sql("""
                insert into identity.import_job (job_id, file_name, state, total_rows, started_by, started_at)
                values (?, ?, 'RUNNING', ?, ?, ?)
                """)
                .params(jobId, fileName, totalRows, by, Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Job> find(long jobId) {
        return jdbc.sql("select * from identity.import_job where job_id = ?")
                .param(jobId)
                .query(Job.class)
                .optional();
    }

    List<Job> newest(int limit) {
        return jdbc.sql("select * from identity.import_job order by job_id desc limit ?")
                .param(limit)
                .query(Job.class)
                .list();
    }

    List<Long> running() {
        return jdbc.sql("select job_id from identity.import_job where state = 'RUNNING' order by job_id")
                .query(Long.class)
                .list();
    }

    /** In the transaction of the rows themselves. False when another runner has been there: then nothing may be kept. */
    boolean advance(Job from, Counts counts) {
        return jdbc.sql("""
                update identity.import_job
                   set committed_row = committed_row + ?, enrolled = enrolled + ?, known = known + ?, bad = bad + ?
                 where job_id = ? and committed_row = ? and state = 'RUNNING'
                """)
                        .params(counts.rows(), counts.enrolled(), counts.known(), counts.bad(), from.jobId())
                        .param(from.committedRow())
                        .update()
                == 1;
    }

    void finish(long jobId, State state, String message) {
        jdbc.sql("update identity.import_job set state = ?, message = ?, finished_at = ? where job_id = ?")
                .params(state.name(), message, Timestamp.from(clock.instant()), jobId)
                .update();
    }

    void keepBad(long jobId, SheetRow row, String reason) {
        jdbc.sql("insert into identity.import_error (job_id, row_no, reason, cells_sealed) values (?, ?, ?, ?)")
                .params(jobId, row.number(), reason, sealed.seal(json.writeValueAsString(row.cells())))
                .update();
    }

    List<Rejected> bad(long jobId, int afterRow, int limit) {
        return jdbc.sql("""
                select row_no, reason, cells_sealed from identity.import_error
                 where job_id = ? and row_no > ? order by row_no limit ?
                """)
                .params(jobId, afterRow, limit)
                .query((found, n) -> new Rejected(
                        new SheetRow(found.getInt("row_no"), cells(found.getBytes("cells_sealed")), null),
                        found.getString("reason")))
                .list();
    }

    private LinkedHashMap<String, String> cells(byte[] text) {
        return json.readValue(sealed.open(text), new TypeReference<>() {});
    }

    /** Bad rows are people's data: whoever wanted them has fetched them by now. */
    void forgetOld() {
        jdbc.sql("""
                delete from identity.import_error
                 where job_id in (select job_id from identity.import_job where finished_at < ?)
                """).param(Timestamp.from(clock.instant().minus(KEPT))).update();
    }
}
