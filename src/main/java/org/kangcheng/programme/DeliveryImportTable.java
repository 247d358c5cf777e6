package org.kangcheng.programme;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.sheet.KeptSheets.Rejected;
import org.kangcheng.sheet.SheetRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** 服务记录导入任务: how far each has come, and the rows it could not keep. */
@Component
class DeliveryImportTable {
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param committedRow rows whose outcome is on disk: what a restart need not do again
     * @param known rows that stood in the record already
     * @param actor who imports, as far as she reached when she began
     */
    record Job(
            long jobId,
            int serviceNo,
            String fileName,
            State state,
            int totalRows,
            int committedRow,
            int recorded,
            int known,
            int bad,
            Actor actor,
            String message) {
        public int percent() {
            return totalRows == 0 ? 100 : (int) (100L * committedRow / totalRows);
        }

        public boolean running() {
            return state == State.RUNNING;
        }
    }

    /** What came of some rows. */
    record Counts(int recorded, int known, int bad) {
        int rows() {
            return recorded + known + bad;
        }
    }

    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final JsonMapper json;
    private final Clock clock;

    DeliveryImportTable(JdbcClient jdbc, SealedText sealed, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.json = json;
        this.clock = clock;
    }

    void start(long jobId, int serviceNo, String fileName, int totalRows, Actor actor) {
        jdbc.sql("""
                insert into programme.delivery_import_job (job_id, service_no, file_name, state, total_rows, worker_id,
                    worker, roles, institution_id, area_code, started_at)
                values (?, ?, ?, 'RUNNING', ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        jobId,
                        serviceNo,
                        fileName,
                        totalRows,
                        actor.id(),
                        actor.name(),
                        actor.roles().stream().map(Role::name).toArray(String[]::new),
                        actor.institutionId(),
                        actor.areaCode(),
                        Timestamp.from(clock.instant())))
                .update();
    }

    Optional<Job> find(long jobId) {
        return jdbc.sql("select * from programme.delivery_import_job where job_id = ?")
                .param(jobId)
                .query((row, n) -> job(row))
                .optional();
    }

    /** Somebody's own, the newest first. */
    List<Job> newest(String workerId, int serviceNo, int most) {
        return jdbc.sql("""
                select * from programme.delivery_import_job
                 where worker_id = ? and service_no = ? order by job_id desc limit ?
                """)
                .params(workerId, serviceNo, most)
                .query((row, n) -> job(row))
                .list();
    }

    private static Job job(ResultSet row) throws SQLException {
        Array roles = row.getArray("roles");
        String area = row.getString("area_code");
        Actor actor = new Actor(
                Actor.Kind.STAFF,
                row.getString("worker_id"),
                row.getString("worker"),
                Arrays.stream((String[]) roles.getArray()).map(Role::valueOf).collect(Collectors.toSet()),
                row.getObject("institution_id", Long.class),
                null,
                null,
                area,
                null,
                false);
        return new Job(
                row.getLong("job_id"),
                row.getInt("service_no"),
                row.getString("file_name"),
                State.valueOf(row.getString("state")),
                row.getInt("total_rows"),
                row.getInt("committed_row"),
                row.getInt("recorded"),
                row.getInt("known"),
                row.getInt("bad"),
                actor,
                row.getString("message"));
    }

    List<Long> running() {
        return jdbc.sql("select job_id from programme.delivery_import_job where state = 'RUNNING' order by job_id")
                .query(Long.class)
                .list();
    }

    /** In the transaction of the rows themselves. False when another runner has been there: then nothing may be kept. */
    boolean advance(Job from, Counts counts) {
        return jdbc.sql("""
                update programme.delivery_import_job
                   set committed_row = committed_row + ?, recorded = recorded + ?, known = known + ?, bad = bad + ?
                 where job_id = ? and committed_row = ? and state = 'RUNNING'
                """)
                        .params(
                                counts.rows(),
                                counts.recorded(),
                                counts.known(),
                                counts.bad(),
                                from.jobId(),
                                from.committedRow())
                        .update()
                == 1;
    }

    void finish(long jobId, State state, String message) {
        jdbc.sql("update programme.delivery_import_job set state = ?, message = ?, finished_at = ? where job_id = ?")
                .params(state.name(), message, Timestamp.from(clock.instant()), jobId)
                .update();
    }

    void keepBad(long jobId, SheetRow row, String reason) {
        jdbc.sql("""
                insert into programme.delivery_import_error (job_id, row_no, reason, cells_sealed) values (?, ?, ?, ?)
                """)
                .params(jobId, row.number(), reason, sealed.seal(json.writeValueAsString(row.cells())))
                .update();
    }

    List<Rejected> bad(long jobId, int afterRow, int most) {
        return jdbc.sql("""
                select row_no, reason, cells_sealed from programme.delivery_import_error
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
                delete from programme.delivery_import_error
                 where job_id in (select job_id from programme.delivery_import_job where finished_at < ?)
                """).param(Timestamp.from(clock.instant().minus(KEPT))).update();
    }

    /** Whether the job is this actor's: nobody sees another's rows. */
    static boolean owns(Actor actor, Job job) {
        return actor.id().equals(job.actor.id());
    }
}
