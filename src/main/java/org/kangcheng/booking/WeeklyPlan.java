package org.kangcheng.booking;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes sessions of the weekly plans, each once, so that there are always some to be released. */
@Component
class WeeklyPlan {
    private static final Logger LOG = LoggerFactory.getLogger(WeeklyPlan.class);

    /** Beyond the booking window, so that a resident sees when the next numbers come. */
    private static final int DAYS_BEYOND_WINDOW = 3;

    private final WeeklyTable table;
    private final SessionTable sessions;
    private final CreateSession create;
    private final RulesTable rules;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    WeeklyPlan(
            WeeklyTable table,
            SessionTable sessions,
            CreateSession create,
            RulesTable rules,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.sessions = sessions;
        this.create = create;
        this.rules = rules;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    List<WeeklySession> of(long institutionId) {
        return table.of(institutionId);
    }

    /** Adds a session of every {@code weekday} to the plan, or says what is wrong with it. */
    Optional<Refusal> add(DayOfWeek weekday, NewSession like) {
        Optional<Refusal> unfit = create.unfit(like);
        if (unfit.isEmpty()) {
            table.add(WeeklySession.like(like, ids.next(), weekday));
        }
        return unfit;
    }

    void remove(long institutionId, long weeklyId) {
        table.remove(institutionId, weeklyId);
    }

    /** Makes what is missing of the next days, from tomorrow on; how many sessions. A second time there are none. */
    int extend(long institutionId, int days) {
        LocalDate today = CityTime.today(clock);
        Rules of = rules.of(institutionId);
        Instant now = clock.instant();
        int made = 0;
        for (NewSession session : table.missing(institutionId, today.plusDays(1), today.plusDays(days))) {
            boolean added = Boolean.TRUE.equals(
                    transaction.execute(status -> sessions.add(ids.next(), session, of.releaseOf(session.day()), now)));
            made += added ? 1 : 0;
        }
        return made;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void extendAll() {
        int made = 0;
        for (long institutionId : table.institutions()) {
            made += extend(institutionId, rules.of(institutionId).windowDays() + DAYS_BEYOND_WINDOW);
        }
        if (made > 0) {
            LOG.info("made {} sessions of the weekly plans", made);
        }
    }
}
