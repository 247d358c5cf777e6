package org.kangcheng.card;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BulkJobTable {
    /**
     * @param total how many had no card when it was asked for
     * @param done how many have been issued one
     * @param refused how many could not be
     * @param cursorArea the village it has come to, and in it {@code cursorPerson}
     */
    record BulkJob(
            long jobId,
            String areaCode,
            long total,
            long done,
            long refused,
            String cursorArea,
            long cursorPerson,
            String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        /** For the page: 0 to 100. */
        public int percent() {
            return finishedAt != null || total == 0 ? 100 : (int) Math.min(99, (done + refused) * 100 / total);
        }

        public String label() {
            return finishedAt != null ? "已完成" : "进行中";
        }
    }

    private static final String COLUMNS = """
            select job_id, area_code, total, done, refused, cursor_area, cursor_person, started_by, started_at,
                   finished_at
              from card.bulk_job\s""";

    private final JdbcClient jdbc;

    BulkJobTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when a job for this area is running already. */
    boolean insert(long jobId, String areaCode, long total, String startedBy, Instant now) {
        return jdbc.sql("""
                insert into card.bulk_job (job_id, area_code, total, started_by, started_at) values (?, ?, ?, ?, ?)
                on conflict (area_code) where finished_at is null do nothing
                """)
                        .params(jobId, areaCode, total, startedBy, Timestamp.from(now))
                        .update()
                == 1;
    }

    Optional<BulkJob> find(long jobId) {
        return one(COLUMNS + "where job_id = ?", jobId);
    }

    Optional<BulkJob> running(String areaCode) {
        return one(COLUMNS + "where area_code = ? and finished_at is null", areaCode);
    }

    private Optional<BulkJob> one(String sql, Object parameter) {
        return jdbc.sql(sql).param(parameter).query((row, n) -> job(row)).optional();
    }

    List<Long> unfinished() {
        return jdbc.sql("select job_id from card.bulk_job where finished_at is null order by job_id")
                .query(Long.class)
                .list();
    }

    List<BulkJob> newest(int limit) {
        return jdbc.sql(COLUMNS + "order by job_id desc limit ?")
                .param(limit)
                .query((row, n) -> job(row))
                .list();
    }

    void moveOn(BulkJob job, int done, int refused, String cursorArea, long cursorPerson) {
        jdbc.sql("""
                update card.bulk_job set done = done + ?, refused = refused + ?, cursor_area = ?, cursor_person = ?
                 where job_id = ?
                """)
                .params(done, refused, cursorArea, cursorPerson, job.jobId())
                .update();
    }

    void finish(BulkJob job, Instant now) {
        jdbc.sql("update card.bulk_job set finished_at = ? where job_id = ?")
                .params(Timestamp.from(now), job.jobId())
                .update();
    }

    private static BulkJob job(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new BulkJob(
                row.getLong("job_id"),
                row.getString("area_code"),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("refused"),
                row.getString("cursor_area"),
                row.getLong("cursor_person"),
                row.getString("started_by"),
                row.getTimestamp("started_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
