package org.kangcheng.record;

import java.time.LocalDate;

/** An encounter that was filed as over was changed or taken back; if it still is over, {@link CareFinished} follows. */
public record CareWithdrawn(EntryId entry, long institutionId, LocalDate on) {}
