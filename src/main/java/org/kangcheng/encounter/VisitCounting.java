package org.kangcheng.encounter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Visits, and what was done in them, are counted by their institution and the day of the visit. Minutes are whole and rounded
 * down, each by itself, so that their sum can be counted anew from the rows.
 */
@Component
class VisitCounting {
    enum What {
        /** Everybody who came, but those who left before they were seen. */
        VISITS("encounter.visits"),
        STARTED("encounter.started"),
        WAITING_MINUTES("encounter.waiting-minutes"),
        FINISHED("encounter.finished"),
        LEFT("encounter.left"),
        ORDERS("encounter.tests-ordered"),
        RESULTS("encounter.tests-released"),
        RESULT_MINUTES("encounter.test-minutes"),
        PRESCRIPTIONS("encounter.prescriptions"),
        DISPENSED("encounter.dispensed");

        private final String series;

        What(String series) {
            this.series = series;
        }

        String series() {
            return series;
        }
    }

    private final Tally tally;
    private final JdbcClient jdbc;

    VisitCounting(Tally tally, JdbcClient jdbc) {
        this.tally = tally;
        this.jdbc = jdbc;
    }

    void arrived(Visit visit) {
        tally.addAll(List.of(change(What.VISITS, visit, 1)));
    }

    /** The visit stands in another state than before. */
    void moved(Visit visit) {
        List<Tally.Change> changes = new ArrayList<>();
        switch (visit.state()) {
            case IN_PROGRESS -> {
                changes.add(change(What.STARTED, visit, 1));
                Instant started = visit.startedAt();
                changes.add(
                        change(What.WAITING_MINUTES, visit, started == null ? 0 : minutes(visit.arrivedAt(), started)));
            }
            case FINISHED -> changes.add(change(What.FINISHED, visit, 1));
            case CANCELLED -> {
                changes.add(change(What.VISITS, visit, -1));
                changes.add(change(What.LEFT, visit, 1));
            }
            case ARRIVED -> {}
        }
        tally.addAll(changes);
    }

    /** Of what was done in a visit, on the visit's day. */
    void done(What what, PublicId visit, long n) {
        jdbc.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select '@' || lpad(institution_id::text, 19, '0'), ?, day, ? from encounter.visit
                 where person_key = ? and visit_id = ?
                """)
                .params(tally.series(what.series), n, visit.shard(), visit.key())
                .update();
    }

    static long minutes(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMinutes());
    }

    private static Tally.Change change(What what, Visit visit, long n) {
        return new Tally.Change(what.series, Tally.institution(visit.institutionId()), visit.day(), n);
    }
}
