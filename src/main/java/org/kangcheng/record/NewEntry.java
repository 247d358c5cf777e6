package org.kangcheng.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a person, to be filed into the record.
 *
 * @param institutionId where it happened; the filing is this institution's own
 * @param type FHIR R4 resource type: Encounter, Condition, Observation …
 * @param code the main code, as the timeline and the trends group by it
 * @param title what the resident reads
 * @param category FHIR's category code: laboratory, vital-signs …
 * @param status FHIR's status
 * @param effectiveAt when it happened, not when it was filed
 * @param encounterKey the entry key of the visit's Encounter
 * @param resource the FHIR R4 resource as JSON; id and meta are set here
 * @param requestKey filed again with the same key, the same entry is given back
 */
public record NewEntry(
        long personKey,
        long institutionId,
        String type,
        @Nullable String code,
        String title,
        @Nullable String category,
        @Nullable String status,
        Instant effectiveAt,
        @Nullable Long encounterKey,
        String resource,
        @Nullable String requestKey) {}
