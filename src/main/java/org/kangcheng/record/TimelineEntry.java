package org.kangcheng.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a timeline.
 *
 * @param gist what stands under the title: a value, a dosage, a place
 * @param at when it happened
 */
public record TimelineEntry(
        EntryId id,
        long institutionId,
        String type,
        Kind kind,
        @Nullable String code,
        String title,
        String gist,
        @Nullable String category,
        @Nullable String status,
        Instant at,
        @Nullable Long encounterKey) {}
