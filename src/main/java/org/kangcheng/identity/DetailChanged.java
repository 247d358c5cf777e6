package org.kangcheng.identity;

import java.time.LocalDate;

/**
 * One detail of what is known of a resident was changed, and is kept as it was. Told of those whose home is known.
 *
 * @param areaCode where she was registered to live until then
 */
public record DetailChanged(long personKey, String areaCode, Kind kind, LocalDate on) {
    public enum Kind {
        /** Something wrong stood there. */
        CORRECTED,
        /** Nothing stood there. */
        FILLED,
        /** She lives in another village now. */
        MOVED
    }
}
