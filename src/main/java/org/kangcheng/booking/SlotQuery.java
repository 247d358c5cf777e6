package org.kangcheng.booking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers are looked for; null: no matter.
 *
 * @param from the number's time begins then or later; null: today's and later ones, or all of the session asked for
 * @param to the number's time begins before
 */
public record SlotQuery(
        @Nullable Long institutionId,
        @Nullable SessionId session,
        Slot.@Nullable Status status,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static SlotQuery of(SessionId session) {
        return new SlotQuery(session.institutionId(), session, null, null, null);
    }

    public static SlotQuery freeOf(@Nullable Long institutionId) {
        return new SlotQuery(institutionId, null, Slot.Status.FREE, null, null);
    }
}
