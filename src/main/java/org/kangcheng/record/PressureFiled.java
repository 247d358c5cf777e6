package org.kangcheng.record;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A blood pressure was filed in a resident's record.
 *
 * @param entry of the person whose shard it carries
 * @param systolic in mmHg
 * @param diastolic in mmHg; null when the institution files it apart, or not at all
 */
public record PressureFiled(
        EntryId entry,
        LocalDate on,
        BigDecimal systolic,
        @Nullable BigDecimal diastolic) {}
