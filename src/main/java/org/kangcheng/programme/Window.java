package org.kangcheng.programme;

import java.time.LocalDate;

/**
 * When a service may be delivered and until when it should.
 *
 * @param opens the first day
 * @param due the last day that is not late
 * @param point which point of a calendar, from 0; -1 where there is none
 */
record Window(LocalDate opens, LocalDate due, int point) {
    private static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** Done for good: whoever has it is served, and nothing is due again. */
    static Window never(int point) {
        return new Window(NEVER, NEVER, point);
    }

    boolean isNever() {
        return opens.equals(NEVER);
    }

    Window(LocalDate opens, LocalDate due) {
        this(opens, due, -1);
    }
}
