package org.kangcheng.record;

/** A filed diagnosis is taken back: it was an error, or is refuted. It never was. */
public record DiagnosisWithdrawn(long personKey, EntryId entry) {}
