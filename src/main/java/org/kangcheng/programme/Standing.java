package org.kangcheng.programme;

import java.time.LocalDate;

/** Where somebody stands with a service on a day; it follows from the duty's days. */
public enum Standing {
    LATE("逾期"),
    DUE("应服务"),
    SERVED("已服务"),
    EXCLUDED("不能服务");

    private final String label;

    Standing(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static Standing of(LocalDate opens, LocalDate due, boolean excluded, LocalDate today) {
        if (excluded) {
            return EXCLUDED;
        }
        if (today.isBefore(opens)) {
            return SERVED;
        }
        return today.isAfter(due) ? LATE : DUE;
    }
}
