package org.kangcheng.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class SampleTable {
    private static final String COLUMNS = """
            select shard, sample_no, group_key, group_name, institution_id, area_code, person_key, account, visit_id,
                   visited_on, household, mode, outcome, bad
              from survey.sample
            """;

    /** What answers of one group, asked in one mode, add up to. */
    record Sums(String groupKey, String groupName, String mode, String score, long n, double sum, double squares) {}

    /** How far a group's sample is. */
    record Progress(String groupKey, String groupName, long drawn, long answered, long unreachable, long refused) {}

    /** What was answered, and how. */
    record Answered(Map<String, Object> answers, Map<String, Double> scores, boolean bad) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SampleTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Sample sample) {
        jdbc.sql("""
                insert into survey.sample (shard, sample_no, group_key, group_name, institution_id, area_code, person_key,
                    account, visit_id, visited_on, household)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(java.util.Arrays.asList(
                        sample.roundId(),
                        sample.sampleNo(),
                        sample.groupKey(),
                        sample.groupName(),
                        sample.institutionId(),
                        sample.areaCode(),
                        sample.person(),
                        sample.account(),
                        sample.visitId(),
                        sample.visitedOn(),
                        sample.household()))
                .update();
    }

    /** Of two who answer at once one is written. @param answered null when nobody answered */
    boolean settle(
            Sample sample,
            Sample.Mode mode,
            Sample.Outcome outcome,
            @Nullable Answered answered,
            String by,
            Instant at) {
        return jdbc.sql("""
                update survey.sample set mode = ?, outcome = ?, answers = ?::jsonb, scores = ?::jsonb, bad = ?, asked_by = ?,
                       answered_at = ?
                 where shard = ? and sample_no = ? and outcome is null
                """)
                        .params(java.util.Arrays.asList(
                                mode.name(),
                                outcome.name(),
                                answered == null ? null : json.writeValueAsString(answered.answers),
                                answered == null ? null : json.writeValueAsString(answered.scores),
                                answered != null && answered.bad,
                                by,
                                Timestamp.from(at),
                                sample.roundId(),
                                sample.sampleNo()))
                        .update()
                == 1;
    }

    Optional<Sample> find(long roundId, int sampleNo) {
        return jdbc.sql(COLUMNS + "where shard = ? and sample_no = ?")
                .params(roundId, sampleNo)
                .query((row, n) -> sample(row))
                .optional();
    }

    /** Those of a round whom nobody has asked yet. */
    List<Sample> open(long roundId, int after, int most) {
        return jdbc.sql(COLUMNS + "where shard = ? and sample_no > ? and outcome is null order by sample_no limit ?")
                .params(roundId, after, most)
                .query((row, n) -> sample(row))
                .list();
    }

    /** What somebody is asked, under whichever of her keys. */
    List<Sample> ofPerson(Collection<Long> personKeys) {
        return jdbc.sql(COLUMNS + "where person_key = any(?) and outcome is null order by shard")
                .param(personKeys.toArray(Long[]::new))
                .query((row, n) -> sample(row))
                .list();
    }

    /** What a member of the staff is asked. */
    List<Sample> ofAccount(String account) {
        return jdbc.sql(COLUMNS + "where account = ?::bigint and outcome is null order by shard")
                .param(account)
                .query((row, n) -> sample(row))
                .list();
    }

    List<Progress> progress(long roundId) {
        return jdbc.sql("""
                select group_key, group_name, count(*) as drawn, count(*) filter (where outcome = 'ANSWERED') as answered,
                       count(*) filter (where outcome = 'UNREACHABLE') as unreachable,
                       count(*) filter (where outcome = 'REFUSED') as refused
                  from survey.sample where shard = ? group by 1, 2 order by 1
                """).param(roundId).query(Progress.class).list();
    }

    /** By group, mode and score; the mode is never left out. */
    List<Sums> sums(long roundId) {
        return jdbc.sql("""
                select group_key, group_name, mode, score.key as score, count(*) as n, sum(score.value::float8) as sum,
                       sum(score.value::float8 * score.value::float8) as squares
                  from survey.sample, jsonb_each_text(scores) score
                 where shard = ? and outcome = 'ANSWERED' group by 1, 2, 3, 4
                """).param(roundId).query(Sums.class).list();
    }

    private static Sample sample(ResultSet row) throws SQLException {
        String mode = row.getString("mode");
        String outcome = row.getString("outcome");
        return new Sample(
                row.getLong("shard"),
                row.getInt("sample_no"),
                row.getString("group_key"),
                row.getString("group_name"),
                row.getObject("institution_id", Long.class),
                row.getString("area_code"),
                row.getObject("person_key", Long.class),
                row.getObject("account", Long.class),
                row.getObject("visit_id", Long.class),
                row.getObject("visited_on", LocalDate.class),
                row.getBytes("household"),
                mode == null ? null : Sample.Mode.valueOf(mode),
                outcome == null ? null : Sample.Outcome.valueOf(outcome),
                row.getBoolean("bad"));
    }
}
