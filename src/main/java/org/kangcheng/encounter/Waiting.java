package org.kangcheng.encounter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/** A visit as its institution's list of the day shows it. */
public record Waiting(
        long personKey,
        long visitId,
        long departmentId,
        @Nullable Long practitionerId,
        int queueNo,
        Visit.State state,
        @Nullable Instant calledAt) {

    public PublicId id() {
        return new PublicId(personKey, visitId);
    }
}
