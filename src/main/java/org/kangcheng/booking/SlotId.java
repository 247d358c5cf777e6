package org.kangcheng.booking;

import java.util.Optional;
import java.util.regex.Pattern;

/** A number's id; its text is {@code <institution>-<session>-<number>}. */
public record SlotId(long institutionId, long sessionId, int slotNo) {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

    public static Optional<SlotId> parse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0 || !NUMBER.matcher(text.substring(dash + 1)).matches()) {
            return Optional.empty();
        }
        int slotNo = Integer.parseInt(text.substring(dash + 1));
        return SessionId.parse(text.substring(0, dash)).map(session -> session.slot(slotNo));
    }

    public SessionId session() {
        return new SessionId(institutionId, sessionId);
    }

    @Override
    public String toString() {
        return session() + "-" + slotNo;
    }
}
