package org.kangcheng.booking;

import java.time.Instant;

/** What became of a wish to hold a number: it is held, or the same refusals as of a booking. */
public sealed interface HoldResult permits HoldResult.Held, BookResult.NotBooked {
    /** 锁号. @param until then it is free again, by its own clock */
    record Held(AppointmentId holdId, SlotId slot, Instant until) implements HoldResult {}
}
