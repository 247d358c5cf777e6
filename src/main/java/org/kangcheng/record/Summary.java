package org.kangcheng.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What lists and searches need of a resource.
 *
 * @param gist the line under the title: a value, a dosage, a place
 * @param tokens all searchable values
 * @param entries the values by which an institution may look through all its filings of the type
 */
@SuppressWarnings("ArrayRecordComponent")
record Summary(
        @Nullable Kind kind,
        @Nullable String code,
        String title,
        String gist,
        @Nullable String category,
        @Nullable String status,
        @Nullable Span when,
        @Nullable Long encounterKey,
        long[] tokens,
        long[] entries) {
    /** What a timeline shows stands somewhere on it: without a date of its own, where it became known. */
    Summary since(Instant known) {
        return when != null || kind == null
                ? this
                : new Summary(
                        kind,
                        code,
                        title,
                        gist,
                        category,
                        status,
                        new Span(known, known),
                        encounterKey,
                        tokens,
                        entries);
    }
}
