package org.kangcheng.programme;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;

/** Days of birth as month × 100 + day. Who was born on a day that a month does not have grows older on the next first. */
final class MonthDays {
    private static final int LEAP_DAY = 229;

    private MonthDays() {}

    /** Whose age in years changes on {@code day}. */
    static List<Integer> birthdaysOn(LocalDate day) {
        int today = day.getMonthValue() * 100 + day.getDayOfMonth();
        boolean afterMissing = day.getMonth() == Month.MARCH && day.getDayOfMonth() == 1 && !day.isLeapYear();
        return afterMissing ? List.of(today, LEAP_DAY) : List.of(today);
    }

    /** Whose age in months changes on {@code day}. */
    static List<Integer> monthTurnsOn(LocalDate day) {
        List<Integer> days = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            days.add(month * 100 + day.getDayOfMonth());
            if (day.getDayOfMonth() == 1) {
                for (int missing = day.minusDays(1).getDayOfMonth() + 1; missing <= 31; missing++) {
                    days.add(month * 100 + missing);
                }
            }
        }
        return days;
    }
}
