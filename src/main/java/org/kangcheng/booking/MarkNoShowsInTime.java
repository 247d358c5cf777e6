package org.kangcheng.booking;

import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.kangcheng.kernel.CityTime;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Every few minutes: who has not come? Of the last days too, in case the program stood still. */
@Component
class MarkNoShowsInTime {
    private static final int DAYS_BACK = 3;

    private final Appointments appointments;
    private final Clock clock;

    MarkNoShowsInTime(Appointments appointments, Clock clock) {
        this.appointments = appointments;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.MINUTES)
    void mark() {
        LocalDate today = CityTime.today(clock);
        today.minusDays(DAYS_BACK).datesUntil(today.plusDays(1)).forEach(appointments::markNoShows);
    }
}
