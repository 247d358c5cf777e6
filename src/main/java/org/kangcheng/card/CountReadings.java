package org.kangcheng.card;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;
import java.util.stream.Stream;
import org.kangcheng.tally.Tally;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts readings by institution, step and day, a moment after they were made, so that reading a code costs no more for being
 * counted. Those of transactions older than any still under way are counted, each once: the cursor moves in the same
 * transaction.
 */
@Component
class CountReadings {
    static final String READ = "card.read";
    static final String REFUSED = "card.refused";
    private static final int AT_ONCE = 20_000;
    private static final int MOST_TURNS = 100;

    private final JdbcClient jdbc;
    private final Tally tally;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CountReadings(JdbcClient jdbc, Tally tally, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.tally = tally;
        this.transaction = transaction;
        this.clock = clock;
    }

    static String step(CareStep step) {
        return READ + "." + step.name().toLowerCase(Locale.ROOT);
    }

    @Scheduled(fixedDelay = 1000)
    void count() {
        for (int turn = 0; turn < MOST_TURNS && next(); turn++) {
            Thread.onSpinWait();
        }
    }

    /** @return whether there may be more */
    boolean next() {
        Stream.of(CareStep.values()).forEach(step -> tally.series(step(step)));
        tally.series(READ);
        tally.series(REFUSED);
        return Boolean.TRUE.equals(transaction.execute(_ -> turn()));
    }

    private boolean turn() {
        return jdbc.sql("""
                with cursor as materialized (
                    select next_tx, pg_snapshot_xmin(pg_current_snapshot()) as oldest
                      from card.counted_readings for update skip locked
                ), bound as materialized (
                    select next_tx, oldest, least(oldest,
                           coalesce((select nullif(tx, next_tx) from card.point_use where tx >= next_tx
                                      order by tx offset :most limit 1), oldest)) as up_to
                      from cursor
                ), reading as (
                    select p.institution_id, 'card.read.' || lower(u.care_step) as name,
                           (u.at at time zone 'Asia/Shanghai')::date as day
                      from bound
                      join card.point_use p on p.tx >= bound.next_tx and p.tx < bound.up_to
                      join card.use_record u using (person_key, use_id)
                ), counted as (
                    select institution_id, name, day, count(*) as n from reading group by 1, 2, 3
                    union all
                    select institution_id, 'card.read', day, count(*) from reading group by 1, 3
                    union all
                    select f.institution_id, 'card.refused', (f.at at time zone 'Asia/Shanghai')::date, count(*)
                      from bound join card.failed_reading f on f.tx >= bound.next_tx and f.tx < bound.up_to
                     group by 1, 3
                ), written as (
                    insert into tally.change (area_code, series_no, day, n)
                    select '@' || lpad(institution_id::text, 19, '0'), series_no, day, n
                      from counted join tally.series using (name)
                ), moved as (
                    update card.counted_readings set next_tx = bound.up_to, counted_at = :now::timestamptz from bound
                )
                select coalesce(bool_or(up_to < oldest), false) from bound
                """)
                .param("most", AT_ONCE)
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }
}
