package org.kangcheng.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** 时限: so many days from a day on, which itself does not count; in working days or in all days. */
record Term(int days, boolean working) {
    LocalDate from(LocalDate day) {
        return shift(day, days, working);
    }

    String text() {
        return days + (working ? " 个工作日" : " 天");
    }

    static LocalDate shift(LocalDate day, int days, boolean working) {
        return working ? Workdays.CHINA.plus(day, days) : day.plusDays(days);
    }

    /** How many days the clock stood still between the two, in the same measure. */
    static int between(LocalDate from, LocalDate to, boolean working) {
        return working
                ? Workdays.CHINA.between(from, to)
                : Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(from, to)));
    }
}
