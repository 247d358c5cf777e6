package org.kangcheng.directory;

import java.time.Instant;
import java.util.List;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.directory.ImportOutcome.RefusedRow;

/**
 * 目录导入: a table that changed the directory, as it is remembered.
 *
 * @param refused the first rows that were not kept
 * @param returned whether all of them can still be fetched as a table
 */
public record DirectoryImport(
        long jobId,
        Kind kind,
        String fileName,
        String doneBy,
        Instant doneAt,
        int added,
        int changed,
        int unchanged,
        int bad,
        List<RefusedRow> refused,
        boolean returned) {}
