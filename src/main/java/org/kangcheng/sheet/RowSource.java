package org.kangcheng.sheet;

import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file as they lie there, blank ones left out, read while they are asked for. */
interface RowSource extends Closeable {
    /** @param cells stripped; the row may be shorter or longer than others */
    record RawRow(int number, List<String> cells, @Nullable String problem) {
        boolean blank() {
            return problem == null && cells.stream().allMatch(String::isEmpty);
        }
    }

    Iterator<RawRow> rows();
}
