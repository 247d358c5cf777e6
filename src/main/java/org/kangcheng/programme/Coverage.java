package org.kangcheng.programme;

import java.util.Map;

/**
 * 覆盖: of one service in one area on one day. Every member is in exactly one of the others.
 *
 * @param members who should be served
 * @param served to whom nothing is due: served, or not yet to be
 * @param due who is to be served now
 * @param late who should have been served before today
 * @param excluded who cannot be, by reason
 */
public record Coverage(long members, long served, long due, long late, Map<Exclusion, Long> excluded) {
    private static final int HUNDRED = 100;

    public long excludedInAll() {
        return excluded.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Those who can be served. */
    public long possible() {
        return members - excludedInAll();
    }

    /** In hundredths, rounded down: 100 is said only when nobody is missing. An empty group is wholly served. */
    public int percent() {
        return possible() == 0 ? HUNDRED : (int) (served * HUNDRED / possible());
    }

    public static Coverage nobody() {
        return new Coverage(0, 0, 0, 0, Map.of());
    }
}
