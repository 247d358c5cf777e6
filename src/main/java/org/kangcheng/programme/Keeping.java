package org.kangcheng.programme;

import java.util.List;
import org.kangcheng.kernel.TasksBesideEachOther;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What runs by itself: people are looked at again, programmes gathered, days turned. Any number of programs may. */
@Component
class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final int AT_ONCE = 50;
    private static final int MOST_TURNS = 40;

    private final StaleTable stale;
    private final Upkeep upkeep;
    private final Turning turning;
    private final Census census;
    private final VillageTasks villages;
    private final TransactionTemplate transaction;

    Keeping(
            StaleTable stale,
            Upkeep upkeep,
            Turning turning,
            Census census,
            VillageTasks villages,
            TransactionTemplate transaction) {
        this.stale = stale;
        this.upkeep = upkeep;
        this.turning = turning;
        this.census = census;
        this.villages = villages;
        this.transaction = transaction;
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 1000)
    void lookAgain() {
        int turns = 0;
        while (lookAtSome() > 0 && ++turns < MOST_TURNS) {
            Thread.onSpinWait();
        }
    }

    /** Some of those who wait, in one transaction. @return how many */
    int lookAtSome() {
        Integer looked = transaction.execute(_ -> {
            List<Long> some = stale.take(AT_ONCE);
            // In the order of the keys, as everybody locks them.
            some.stream().sorted().forEach(upkeep::look);
            return some.size();
        });
        return looked == null ? 0 : looked;
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 5000, initialDelay = 5000)
    void gather() {
        int gathered = census.run();
        if (gathered > 0) {
            LOG.info("gathered the people of {} programmes", gathered);
        }
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 5000, initialDelay = 5000)
    void goThroughVillages() {
        while (villages.next()) {
            Thread.onSpinWait();
        }
    }

    @Scheduled(scheduler = TasksBesideEachOther.IN_TURN, fixedDelay = 60_000)
    void turnDays() {
        while (turning.next()) {
            LOG.info("turned a day");
        }
    }
}
