package org.kangcheng.record;

import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A place in a sorted list of entries, to go on from. Its text is what a next link carries. */
record SearchPlace(Instant at, long changeKey) {
    private static final Instant BEFORE_ALL = Span.START.minusSeconds(1);

    static SearchPlace start(boolean descending) {
        return descending ? new SearchPlace(Span.OPEN, Long.MAX_VALUE) : new SearchPlace(BEFORE_ALL, 0);
    }

    /** Throws {@link IllegalArgumentException} when the text is none of ours. */
    static SearchPlace parse(@Nullable String text, boolean descending) {
        if (text == null) {
            return start(descending);
        }
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("not a place in a list");
        }
        return new SearchPlace(
                Instant.ofEpochMilli(Long.parseLong(text.substring(0, dot))), Long.parseLong(text.substring(dot + 1)));
    }

    static SearchPlace of(Entry entry) {
        return new SearchPlace(entry.effectiveAt() == null ? Span.START : entry.effectiveAt(), entry.changeKey());
    }

    Timestamp timestamp() {
        return Timestamp.from(at);
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "." + changeKey;
    }
}
