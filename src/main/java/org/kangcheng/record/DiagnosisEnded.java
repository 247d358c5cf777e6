package org.kangcheng.record;

import java.time.LocalDate;

/** A filed diagnosis is said to be over. @param on the first day without it */
public record DiagnosisEnded(long personKey, EntryId entry, LocalDate on) {}
