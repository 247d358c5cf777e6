package org.kangcheng.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an import into the directory.
 *
 * @param refused the first rows that were not kept
 * @param errorSheet all rows that were not kept, with reasons, in the form in which the table came; null when all were
 */
public record ImportOutcome(
        int added, int changed, int unchanged, int bad, List<RefusedRow> refused, byte @Nullable [] errorSheet) {
    /** @param number as the spreadsheet program counts it, the header being 1 */
    public record RefusedRow(int number, String content, String reason) {}
}
