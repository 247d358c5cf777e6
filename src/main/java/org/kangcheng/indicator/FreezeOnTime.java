package org.kangcheng.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.kernel.CityTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps each period soon after it is over; one that was missed while nothing ran is kept when the platform runs again. */
@Component
class FreezeOnTime {
    private static final Logger LOG = LoggerFactory.getLogger(FreezeOnTime.class);
    private static final int MONTHS = 12;
    private static final int QUARTERS = 4;

    private final InForce inForce;
    private final Freeze freeze;
    private final JudgeDays days;
    private final Clock clock;

    FreezeOnTime(InForce inForce, Freeze freeze, JudgeDays days, Clock clock) {
        this.inForce = inForce;
        this.freeze = freeze;
        this.days = days;
        this.clock = clock;
    }

    /**
     * Not before the platform has run for a while: what a city is generated with comes in at first. Then four times an hour:
     * what has been kept costs a look. Yesterday's data are judged before yesterday is kept.
     */
    @Scheduled(initialDelayString = "PT20M", fixedDelayString = "PT15M")
    void freeze() {
        judge();
        List<Period> ended = ended(CityTime.today(clock));
        for (Indicator indicator : inForce.all()) {
            if (indicator.fed()) {
                try {
                    ended.forEach(period -> freeze.freeze(indicator, period));
                } catch (RuntimeException e) {
                    LOG.warn("indicator {} could not be frozen", indicator.id(), e);
                }
            }
        }
    }

    private void judge() {
        try {
            days.judge();
        } catch (RuntimeException e) {
            LOG.warn("yesterday's data could not be judged", e);
        }
    }

    /** Yesterday, and the months, quarters and the year that are over, the oldest first. */
    static List<Period> ended(LocalDate today) {
        List<Period> periods = new ArrayList<>();
        periods.add(Period.of(Period.Kind.YEAR, today).previous());
        last(periods, Period.of(Period.Kind.QUARTER, today), QUARTERS);
        last(periods, Period.of(Period.Kind.MONTH, today), MONTHS);
        periods.add(Period.of(Period.Kind.DAY, today).previous());
        return periods;
    }

    private static void last(List<Period> periods, Period now, int n) {
        Period period = now;
        for (int i = 0; i < n; i++) {
            period = period.previous();
            periods.add(period);
        }
    }
}
