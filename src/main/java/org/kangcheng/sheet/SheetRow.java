package org.kangcheng.sheet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, its cells by header.
 *
 * @param number as the spreadsheet program counts it, the header being 1
 * @param cells in the order of the headers, stripped; "" where blank
 * @param problem why the row cannot be read as it stands (a formula, a number that lost its digits); else null
 */
public record SheetRow(
        int number, Map<String, String> cells, @Nullable String problem) {
    /** The cell under a header; "" when blank, or when there is no such column. */
    public String cell(String header) {
        return cells.getOrDefault(header, "");
    }

    public Optional<String> filled(String header) {
        return Optional.of(cell(header)).filter(text -> !text.isEmpty());
    }

    public List<String> texts() {
        return List.copyOf(cells.values());
    }

    /** Shows no cell: rows hold people. */
    @Override
    public String toString() {
        return "SheetRow[" + number + "]";
    }
}
