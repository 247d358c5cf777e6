package org.kangcheng.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the record in one of its versions.
 *
 * @param effectiveAt when it happened; null when the resource does not say
 * @param recordedAt when this version was filed
 * @param changeKey rises with each change in the city
 * @param json the FHIR resource with its id and meta, UTF-8; of a deleted entry its last text
 */
@SuppressWarnings("ArrayRecordComponent")
public record Entry(
        EntryId id,
        long institutionId,
        String type,
        int version,
        @Nullable Instant effectiveAt,
        Instant recordedAt,
        long changeKey,
        boolean deleted,
        byte[] json) {}
