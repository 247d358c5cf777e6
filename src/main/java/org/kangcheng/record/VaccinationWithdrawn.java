package org.kangcheng.record;

/** A vaccination that was filed holds no more as it stood: it was deleted, or is changed; a change is filed again. */
public record VaccinationWithdrawn(EntryId entry) {}
