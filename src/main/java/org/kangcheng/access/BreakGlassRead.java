package org.kangcheng.access;

import java.time.Instant;

/** Somebody read a record without a grant, for a reason of her own. @param personKey whose record */
public record BreakGlassRead(
        String actorId, String actorName, long institutionId, long personKey, long readingId, Instant at) {}
