package org.kangcheng.record;

import java.time.LocalDate;

/** A diagnosis was filed in a resident's record. @param code as it was coded: ICD-10, or what the institution uses */
public record DiagnosisFiled(long personKey, EntryId entry, String code, LocalDate on) {}
