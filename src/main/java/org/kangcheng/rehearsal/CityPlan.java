package org.kangcheng.rehearsal;

import java.time.LocalDate;
import org.kangcheng.operation.CannotProceed;

/**
 * Which city to generate: the same plan gives the same households, people, cards and sessions.
 *
 * @param scale the share of the real city's people: 1 for all, 0 for nobody
 */
record CityPlan(long seed, double scale) {
    static final long SEED = 20_180_101;
    /** Ages are counted back from this day whatever the date is, so that nobody's birth depends on the day of loading. */
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    static final int RESIDENTS = 6_080_000;
    /** 535 万健康码: 88 % of the residents hold a card. */
    static final int CARDS = 5_350_000;

    CityPlan {
        if (!(scale >= 0 && scale <= 1)) {
            throw new CannotProceed(
                    "城市规模应在 0 和 1 之间，不是 " + scale + "。", "A city's scale lies between 0 and 1, not at " + scale + ".");
        }
    }

    int people() {
        return scaled(RESIDENTS);
    }

    int cards() {
        return scaled(CARDS);
    }

    int scaled(long whole) {
        return Math.toIntExact(Math.round(whole * scale));
    }
}
