package org.kangcheng.booking;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.kangcheng.kernel.CityTime;

/** How this module's sentences write a time. */
final class Times {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("M月d日HH:mm");

    private Times() {}

    static String minute(Instant instant) {
        return CityTime.local(instant).format(MINUTE);
    }
}
