package org.kangcheng.encounter;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class StepTable {
    private final JdbcClient jdbc;
    private final DeskReadingTable readings;
    private final Ids ids;
    private final Clock clock;

    StepTable(JdbcClient jdbc, DeskReadingTable readings, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.readings = readings;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param reading of the visit's person, maybe under another of the person's keys than the visit's */
    void add(PublicId visit, Step.Kind kind, @Nullable DeskReading reading, String place, String actorName) {
        if (reading != null && reading.personKey() != visit.shard()) {
            readings.keepUnder(visit.shard(), reading, actorName);
        }
        jdbc.sql("""
                insert into encounter.step (person_key, visit_id, step_id, kind, care_step, reading_id, place,
                    actor_name, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        visit.shard(),
                        visit.key(),
                        ids.next(),
                        kind.name(),
                        kind.careStep().name())
                .params(reading == null ? null : reading.readingId(), place, actorName)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    List<Step> of(PublicId visit) {
        return jdbc.sql("""
                select kind, care_step, reading_id, place, actor_name, at from encounter.step
                 where person_key = ? and visit_id = ? order by step_id
                """)
                .params(visit.shard(), visit.key())
                .query((row, n) -> new Step(
                        Step.Kind.valueOf(row.getString("kind")),
                        CareStep.valueOf(row.getString("care_step")),
                        row.getObject("reading_id", Long.class),
                        row.getString("place"),
                        row.getString("actor_name"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
