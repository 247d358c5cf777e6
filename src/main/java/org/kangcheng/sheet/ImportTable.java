package org.kangcheng.sheet;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.sheet.ImportJob.Order;
import org.kangcheng.sheet.ImportJob.State;
import org.kangcheng.sheet.SheetImport.Taken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** 导入任务: how far each has come, and the rows it could not keep. */
@Component
class ImportTable {
    /** A row that was not kept, and why. */
    record Rejected(SheetRow row, String reason) {}

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

    void start(long jobId, String kind, Order order, String fileName, int totalRows) {
        jdbc.sql("""
                insert into sheet.import_job (job_id, kind, subject, owner_id, owner, reach, file_name, state, total_rows, started_at)
                values (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?)
                """)
                .params(jobId, kind, order.subject(), order.ownerId(), order.owner(), order.reach())
                .params(fileName, totalRows, Timestamp.from(clock.instant()))
                .update();
    }

    Optional<ImportJob> find(long jobId) {
        return jdbc.sql("select * from sheet.import_job where job_id = ?")
                .param(jobId)
                .query(ImportJob.class)
                .optional();
    }

    /** Everybody's. */
    List<ImportJob> newest(String kind, int most) {
        return jdbc.sql("select * from sheet.import_job where kind = ? order by job_id desc limit ?")
                .params(kind, most)
                .query(ImportJob.class)
                .list();
    }

    /** Somebody's own. */
    List<ImportJob> newest(String kind, String subject, String ownerId, int most) {
        return jdbc.sql("""
                select * from sheet.import_job where kind = ? and owner_id = ? and subject = ? order by job_id desc limit ?
                """)
                .params(kind, ownerId, subject, most)
                .query(ImportJob.class)
                .list();
    }

    List<ImportJob> running() {
        return jdbc.sql("select * from sheet.import_job where state = 'RUNNING' order by job_id")
                .query(ImportJob.class)
                .list();
    }

    /** In the transaction of the rows themselves. False when another runner has been there: then nothing may be kept. */
    boolean advance(ImportJob from, Taken taken, int bad) {
        return jdbc.sql("""
                update sheet.import_job
                   set committed_row = committed_row + ?, kept = kept + ?, known = known + ?, bad = bad + ?
                 where job_id = ? and committed_row = ? and state = 'RUNNING'
                """)
                        .params(taken.kept() + taken.known() + bad, taken.kept(), taken.known(), bad)
                        .params(from.jobId(), from.committedRow())
                        .update()
                == 1;
    }

    void finish(long jobId, State state, String message) {
        jdbc.sql("update sheet.import_job set state = ?, message = ?, finished_at = ? where job_id = ?")
                .params(state.name(), message, Timestamp.from(clock.instant()), jobId)
                .update();
    }

    void reject(long jobId, SheetRow row, String reason) {
        jdbc.sql("insert into sheet.import_error (job_id, row_no, reason, cells_sealed) values (?, ?, ?, ?)")
                .params(jobId, row.number(), reason, sealed.seal(json.writeValueAsString(row.cells())))
                .update();
    }

    List<Rejected> rejected(long jobId, int afterRow, int most) {
        return jdbc.sql("""
                select row_no, reason, cells_sealed from sheet.import_error
                 where job_id = ? and row_no > ? order by row_no limit ?
                """)
                .params(jobId, afterRow, most)
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
                delete from sheet.import_error
                 where job_id in (select job_id from sheet.import_job where finished_at < ?)
                """).param(Timestamp.from(clock.instant().minus(KEPT))).update();
    }
}
