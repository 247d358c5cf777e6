package org.kangcheng.record;

import java.time.LocalDate;
import java.util.Set;

/**
 * A completed vaccination was filed in a resident's record, or filed anew after a change.
 *
 * @param entry of the person whose shard it carries
 * @param codes the vaccine's, as {@code system|code}
 */
public record VaccinationFiled(EntryId entry, long institutionId, Set<String> codes, LocalDate on) {}
