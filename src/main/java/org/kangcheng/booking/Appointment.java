package org.kangcheng.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * 预约单: a number and the person who has it. It is bound to the person and never changes hands.
 *
 * @param personKey the key that the person had when booking
 * @param startsAt when the number's time begins
 */
public record Appointment(
        AppointmentId id,
        SlotId slot,
        long personKey,
        long departmentId,
        LocalDate day,
        Instant startsAt,
        State state,
        Instant changedAt) {

    Appointment in(State next, Instant at) {
        return new Appointment(id, slot, personKey, departmentId, day, startsAt, next, at);
    }

    Appointment of(long otherKey) {
        return new Appointment(id, slot, otherKey, departmentId, day, startsAt, state, changedAt);
    }

    public enum State {
        /** 锁号: not yet an appointment. */
        HELD("待确认"),
        RELEASED("已放弃"),
        BOOKED("已预约"),
        /** 已取号. */
        CHECKED_IN("已签到"),
        FULFILLED("已就诊"),
        /** 爽约. */
        NO_SHOW("已爽约"),
        /** 退号. */
        CANCELLED("已取消"),
        STOPPED("停诊退号");

        /** In these states the number is used: it is nobody else's. */
        private static final Set<State> KEEPS_NUMBER = EnumSet.of(BOOKED, CHECKED_IN, FULFILLED, NO_SHOW);

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public boolean keepsNumber() {
            return KEEPS_NUMBER.contains(this);
        }
    }
}
