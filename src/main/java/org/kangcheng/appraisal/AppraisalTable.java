package org.kangcheng.appraisal;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AppraisalTable {
    record Publication(int revision, int version, Instant at, String byWhom, String note) {}

    record Result(String subject, String title, @Nullable BigDecimal score, int rank) {}

    /** @param no which of the item's, from 1; 0 while it has not been kept @param evidence what the points rest on, in words */
    record Mark(String item, int no, double points, String evidence, String byWhom, Instant at) {
        static String about(String item, int no) {
            return "mark/" + item + "/" + no;
        }

        public String about() {
            return about(item, no);
        }
    }

    record Appeal(
            long appealId,
            String subject,
            String text,
            String byWhom,
            Instant at,
            @Nullable String answer,
            @Nullable Boolean granted) {
        public String about() {
            return "appeal/" + appealId;
        }
    }

    private final JdbcClient jdbc;

    AppraisalTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when another published this revision first. */
    boolean publish(String scheme, String period, Publication publication) {
        return jdbc.sql("""
                insert into appraisal.publication (scheme, period, revision, version, at, by_whom, note)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(scheme, period, publication.revision, publication.version)
                        .params(Timestamp.from(publication.at), publication.byWhom, publication.note)
                        .update()
                == 1;
    }

    void insert(String scheme, String period, int revision, Result result) {
        jdbc.sql("""
                insert into appraisal.result (scheme, period, revision, subject, title, score, rank)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(scheme, period, revision, result.subject, result.title, result.score, result.rank)
                .update();
    }

    Optional<Publication> newest(String scheme, String period) {
        return jdbc.sql("""
                select revision, version, at, by_whom, note from appraisal.publication
                 where scheme = ? and period = ? order by revision desc limit 1
                """)
                .params(scheme, period)
                .query((row, n) -> new Publication(
                        row.getInt("revision"),
                        row.getInt("version"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("by_whom"),
                        row.getString("note")))
                .optional();
    }

    /** As it was published last; empty when it was not. */
    List<Result> results(String scheme, String period) {
        return jdbc.sql("""
                select subject, title, score, rank from appraisal.result
                 where scheme = :scheme and period = :period and revision = (
                    select max(revision) from appraisal.publication where scheme = :scheme and period = :period)
                 order by rank = 0, rank, subject
                """)
                .param("scheme", scheme)
                .param("period", period)
                .query(Result.class)
                .list();
    }

    /** @return which of the item's marks it is */
    int mark(String scheme, String period, String subject, Mark mark) {
        return jdbc.sql("""
                insert into appraisal.mark (scheme, period, subject, item, no, points, evidence, by_whom, at)
                select :scheme, :period, :subject, :item, coalesce(max(no), 0) + 1, :points, :evidence, :by, :at
                  from appraisal.mark where scheme = :scheme and period = :period and subject = :subject and item = :item
                returning no
                """)
                .param("scheme", scheme)
                .param("period", period)
                .param("subject", subject)
                .param("item", mark.item)
                .param("points", mark.points)
                .param("evidence", mark.evidence)
                .param("by", mark.byWhom)
                .param("at", Timestamp.from(mark.at))
                .query(Integer.class)
                .single();
    }

    /** The same file for the same thing again is there already. */
    void insert(KeepEvidence.Of of, KeepEvidence.File file) {
        jdbc.sql("""
                insert into appraisal.evidence (scheme, period, subject, about, digest, name, shard, attachment_id)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(of.scheme(), of.period(), of.subject(), file.about(), file.digest(), file.name())
                .params(file.shard(), file.attachmentId())
                .update();
    }

    /** What marks and appeals of a subject rest on. */
    List<KeepEvidence.File> evidence(KeepEvidence.Of of) {
        return jdbc.sql("""
                select about, digest, name, shard, attachment_id from appraisal.evidence
                 where scheme = ? and period = ? and subject = ? order by about, name
                """)
                .params(of.scheme(), of.period(), of.subject())
                .query(KeepEvidence.File.class)
                .list();
    }

    /** Every mark of a subject, the newest first: the newest of an item holds. */
    List<Mark> marks(String scheme, String period, String subject) {
        return jdbc.sql("""
                select item, no, points, evidence, by_whom, at from appraisal.mark
                 where scheme = ? and period = ? and subject = ? order by at desc, no desc
                """)
                .params(scheme, period, subject)
                .query((row, n) -> new Mark(
                        row.getString("item"),
                        row.getInt("no"),
                        row.getDouble("points"),
                        row.getString("evidence"),
                        row.getString("by_whom"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    private record Points(String subject, String item, double points) {}

    /** The points given by hand that hold, by subject and item. */
    Map<String, Map<String, Double>> points(String scheme, String period) {
        Map<String, Map<String, Double>> all = new HashMap<>();
        jdbc.sql("""
                select distinct on (subject, item) subject, item, points from appraisal.mark
                 where scheme = ? and period = ? order by subject, item, no desc
                """)
                .params(scheme, period)
                .query(Points.class)
                .list()
                .forEach(it ->
                        all.computeIfAbsent(it.subject, _ -> new HashMap<>()).put(it.item, it.points));
        return all;
    }

    /** False when the subject's appeal against this period is still open: one at a time. */
    boolean appeal(String scheme, String period, Appeal appeal) {
        return jdbc.sql("""
                insert into appraisal.appeal (scheme, period, appeal_id, subject, text, by_whom, at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(scheme, period, appeal.appealId, appeal.subject, appeal.text, appeal.byWhom)
                        .param(Timestamp.from(appeal.at))
                        .update()
                == 1;
    }

    /** False when it has been decided before. */
    boolean decide(String scheme, String period, long appealId, boolean granted, String answer, String by, Instant at) {
        return jdbc.sql("""
                update appraisal.appeal set granted = ?, answer = ?, decided_by = ?, decided_at = ?
                 where scheme = ? and period = ? and appeal_id = ? and granted is null
                """)
                        .params(granted, answer, by, Timestamp.from(at), scheme, period, appealId)
                        .update()
                == 1;
    }

    List<Appeal> appeals(String scheme, String period) {
        return jdbc.sql("""
                select appeal_id, subject, text, by_whom, at, answer, granted from appraisal.appeal
                 where scheme = ? and period = ? order by appeal_id desc
                """)
                .params(scheme, period)
                .query((row, n) -> new Appeal(
                        row.getLong("appeal_id"),
                        row.getString("subject"),
                        row.getString("text"),
                        row.getString("by_whom"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("answer"),
                        (Boolean) row.getObject("granted")))
                .list();
    }
}
