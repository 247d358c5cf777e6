package org.kangcheng.encounter;

import java.time.Instant;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;

/** A code that was read at a desk: for some minutes it stands for the person who is there. */
public record DeskReading(long personKey, long readingId, long institutionId, CareStep step, Instant readAt) {
    public PublicId id() {
        return new PublicId(personKey, readingId);
    }
}
