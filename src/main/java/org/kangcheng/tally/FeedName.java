package org.kangcheng.tally;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a feed without a database.
 *
 * @param id words joined by dots, {@code booking.no-show}
 * @param title in Chinese, as a figure's definition shows it
 * @param within the feed that all of this one's rows are in too; null when there is none
 */
public record FeedName(
        String id,
        String title,
        Grain grain,
        Time time,
        @Nullable String within) {
    /** Whose place it is that a row counts for. */
    public enum Grain {
        /** Where the person lives: counted by area. */
        RESIDENCE,
        /** The institution where it happened; an area's count is that of the institutions in it. */
        INSTITUTION,
        /** Where a matter lies, and the institution that answers for it: counted by either. */
        MATTER
    }

    /** What a period means to it. */
    public enum Time {
        /** What happened on the days of the period. */
        EVENTS,
        /** What stands at the end of the period's last day. */
        STANDING,
        /** One of each person in a calendar year: of a shorter time it says nothing. */
        YEARLY,
        /** What stands now; of the past only what was kept. */
        NOW
    }

    public static FeedName events(String id, String title, Grain grain) {
        return new FeedName(id, title, grain, Time.EVENTS, null);
    }

    public FeedName within(String whole) {
        return new FeedName(id, title, grain, time, whole);
    }
}
