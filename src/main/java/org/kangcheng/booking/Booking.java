package org.kangcheng.booking;

import org.jspecify.annotations.Nullable;
import org.kangcheng.terminology.CareChannel;

/**
 * A wish for a number.
 *
 * @param slotNo the number wanted; null for the next free one
 * @param requestKey names this request among the person's: sent again, it gets the same answer and takes nothing more
 */
public record Booking(
        long personKey,
        long institutionId,
        long sessionId,
        @Nullable Integer slotNo,
        CareChannel channel,
        String requestKey) {

    public static Booking next(SessionId session, long personKey, CareChannel channel, String requestKey) {
        return new Booking(personKey, session.institutionId(), session.sessionId(), null, channel, requestKey);
    }

    public static Booking of(SlotId slot, long personKey, CareChannel channel, String requestKey) {
        return new Booking(personKey, slot.institutionId(), slot.sessionId(), slot.slotNo(), channel, requestKey);
    }

    Booking by(long personKey) {
        return new Booking(personKey, institutionId, sessionId, slotNo, channel, requestKey);
    }

    SessionId session() {
        return new SessionId(institutionId, sessionId);
    }
}
