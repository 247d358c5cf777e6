package org.kangcheng.record;

/** A blood pressure that was filed was taken back, or changed: what it is now, a new {@link PressureFiled} tells. */
public record PressureWithdrawn(EntryId entry) {}
