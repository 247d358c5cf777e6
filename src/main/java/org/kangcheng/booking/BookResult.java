package org.kangcheng.booking;

import java.time.Instant;
import org.kangcheng.kernel.Refusal;

/** What became of a wish for a number. */
public sealed interface BookResult {
    record Booked(Appointment appointment) implements BookResult {}

    /** A clear no; nothing has been taken. */
    sealed interface NotBooked extends BookResult, HoldResult {
        Refusal refusal();
    }

    /** No number of the session is free. */
    record Full() implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.conflict("session-full", "该班次的号已约满。");
        }
    }

    /** The number asked for is not free; others of the session may be. */
    record SlotTaken() implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.conflict("slot-taken", "这个号刚被约走,请另选一个。");
        }
    }

    /** 限号. @param existing the person's live number, or hold, in this department on this day */
    record AlreadyBooked(AppointmentId existing) implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.conflict("already-booked", "您当天在该科室已有一个号,同一科室每天限约一个。");
        }
    }

    record NotYetReleased(Instant releaseAt) implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.rule("not-yet-released", "尚未放号,放号时间为%s。".formatted(Times.minute(releaseAt)));
        }
    }

    /** The session is stopped, or its time is past. */
    record Closed(boolean stopped) implements NotBooked {
        @Override
        public Refusal refusal() {
            return stopped
                    ? Refusal.conflict("session-stopped", "该班次已停诊。")
                    : Refusal.rule("too-late", "该班次的就诊时间已过,不能再预约。");
        }
    }

    /** 爽约停约. */
    record Banned(Instant until) implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.rule("banned", "因多次爽约,您在%s前不能预约,如有异议可到医院窗口申诉。".formatted(Times.minute(until)));
        }
    }

    /** The hold was released or its time ran out. */
    record HoldLapsed() implements NotBooked {
        @Override
        public Refusal refusal() {
            return Refusal.conflict("hold-lapsed", "锁号已超时释放,请重新选号。");
        }
    }

    /** No such session, or no such person, or one who has died. */
    record Unknown(Refusal refusal) implements NotBooked {}
}
