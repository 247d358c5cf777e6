package org.kangcheng.directory;

import org.jspecify.annotations.Nullable;

/**
 * What came of an import into the directory.
 *
 * @param errorSheet the rows that were not kept, with reasons, in the form in which the table came; null when all were
 */
public record ImportOutcome(int added, int changed, int unchanged, int bad, byte @Nullable [] errorSheet) {}
