package org.kangcheng.tally;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Folds what has changed, twice a second, and faster while there is much. */
@Component
class Folding {
    private static final int MOST_TURNS = 50;

    private final Tally tally;

    Folding(Tally tally) {
        this.tally = tally;
    }

    @Scheduled(fixedDelay = 500)
    void fold() {
        int folded = tally.fold();
        for (int turns = 1; folded > 0 && turns < MOST_TURNS; turns++) {
            folded = tally.foldOn();
        }
    }
}
