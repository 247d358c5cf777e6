package org.kangcheng.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.kangcheng.kernel.CityTime;

/**
 * 预约规则 of an institution.
 *
 * @param windowDays a day's numbers are released so many days before
 * @param releaseAt at this time of that day
 * @param cancelBefore a number can be given back until so long before its time
 * @param lateAfter who has not come so long after the number's time is a no-show
 * @param hold how long a held number waits for its confirmation
 * @param noShowLimit so many no-shows …
 * @param noShowDays … in so many days …
 * @param banDays … keep a person from booking for so many days
 */
record Rules(
        int windowDays,
        LocalTime releaseAt,
        Duration cancelBefore,
        Duration lateAfter,
        Duration hold,
        int noShowLimit,
        int noShowDays,
        int banDays) {

    /** What holds where an institution has set nothing else. */
    static final Rules DEFAULT = new Rules(
            7, LocalTime.of(7, 0), Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ofMinutes(15), 3, 180, 90);

    /** Within what the table allows. */
    boolean sound() {
        return within(windowDays, 1, 60)
                && within(cancelBefore.toMinutes(), 0, 2880)
                && within(lateAfter.toMinutes(), 0, 240)
                && within(hold.toMinutes(), 1, 60)
                && within(noShowLimit, 1, 100)
                && within(noShowDays, 1, 730)
                && within(banDays, 1, 730);
    }

    private static boolean within(long value, long least, long most) {
        return value >= least && value <= most;
    }

    Instant releaseOf(LocalDate day) {
        return CityTime.instant(day.minusDays(windowDays).atTime(releaseAt));
    }

    Duration ban() {
        return Duration.ofDays(banDays);
    }
}
