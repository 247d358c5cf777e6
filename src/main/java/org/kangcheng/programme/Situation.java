package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cadence asks of a person.
 *
 * @param events the newest day of each event that has happened by today
 * @param lastDone the last day the service was delivered; null if never
 * @param lastPoint the point of the calendar it was delivered for; -1 if none
 * @param doneThatWeek how often it was delivered in the week (from Monday) of the last day
 */
record Situation(
        long personKey,
        LocalDate birth,
        Map<String, LocalDate> events,
        LocalDate today,
        @Nullable LocalDate lastDone,
        int lastPoint,
        int doneThatWeek) {}
