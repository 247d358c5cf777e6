package org.kangcheng.booking;

import java.util.Optional;
import org.kangcheng.kernel.PublicId;

/** A session's id; its text, {@code <institution>-<session>}, carries the distribution key. */
public record SessionId(long institutionId, long sessionId) {
    public static Optional<SessionId> parse(String text) {
        return PublicId.parse(text).map(id -> new SessionId(id.shard(), id.key()));
    }

    public SlotId slot(int slotNo) {
        return new SlotId(institutionId, sessionId, slotNo);
    }

    @Override
    public String toString() {
        return new PublicId(institutionId, sessionId).toString();
    }
}
