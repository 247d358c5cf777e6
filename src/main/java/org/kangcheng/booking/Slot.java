package org.kangcheng.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 号源: one number of a session, at the moment of asking.
 *
 * @param appointmentId who has it; null unless booked
 */
public record Slot(
        SlotId id,
        Instant startsAt,
        Instant endsAt,
        Status status,
        @Nullable Long appointmentId) {

    public enum Status {
        /** Can be taken now. */
        FREE("可预约"),
        /** 锁号: somebody holds it, and it will be booked or free again within minutes. */
        HELD("锁定中"),
        BOOKED("已约"),
        /** Not released yet, its time is past, or its session is stopped. */
        UNAVAILABLE("不可约");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
