package org.kangcheng.governance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** 亮灯: how an item stands against its next day. Follows from its days, so that nothing is rewritten at midnight. */
public enum Light {
    RED("逾期"),
    YELLOW("临期"),
    GREEN("正常"),
    STOPPED("停表"),
    CLOSED("办结");

    private final String label;

    Light(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static Light of(
            @Nullable LocalDate closedOn,
            @Nullable LocalDate stoppedOn,
            LocalDate nearOn,
            LocalDate nextOn,
            LocalDate today) {
        if (closedOn != null) {
            return CLOSED;
        }
        if (nextOn.isBefore(today)) {
            return RED;
        }
        if (!nearOn.isAfter(today)) {
            return YELLOW;
        }
        return stoppedOn == null ? GREEN : STOPPED;
    }
}
