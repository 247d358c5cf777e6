package org.kangcheng.directory;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetRow;

/** One kind of table of the directory: how it is written, and what a row of it changes. */
interface DirectorySheet {
    enum Change {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    interface Out {
        void row(List<String> cells) throws IOException;
    }

    List<String> headers();

    /** Headers without which a table cannot be taken; the others may be absent and are then left as they are by default. */
    List<String> required();

    void write(Out out) throws IOException;

    /** Throws {@link org.kangcheng.kernel.Refused} with the row's reason before anything is written. */
    Change apply(SheetRow row);

    /** A row of a table as it is written. */
    static List<String> cells(Map<String, Object> row) {
        return row.values().stream().map(value -> Objects.toString(value, "")).toList();
    }

    /** Whom the row names by code. */
    static Institution institution(SheetRow row, Institutions institutions) {
        return institutions.byCode(row.cell("机构代码")).orElseThrow(() -> problem("机构代码不存在"));
    }

    static RuntimeException problem(String reason) {
        return Refusal.rule("row-refused", reason + "。").asException();
    }

    static String needed(SheetRow row, String header, int longest) {
        return row.filled(header).filter(text -> text.length() <= longest).orElseThrow(() -> problem(header + "为空或过长"));
    }

    static String matching(SheetRow row, String header, String pattern) {
        return row.filled(header).filter(text -> text.matches(pattern)).orElseThrow(() -> problem(header + "格式不正确"));
    }

    static boolean yes(SheetRow row, String header, boolean otherwise) {
        return switch (row.cell(header)) {
            case "" -> otherwise;
            case "是" -> true;
            case "否" -> false;
            default -> throw problem(header + "只能填“是”或“否”");
        };
    }

    static Optional<String> day(SheetRow row, String header) {
        Optional<String> day = row.filled(header);
        if (day.isPresent()) {
            try {
                java.time.LocalDate.parse(day.get());
            } catch (java.time.DateTimeException e) {
                throw problem(header + "应为 2026-01-31 的形式");
            }
        }
        return day;
    }

    static <E extends Enum<E>> E labelled(SheetRow row, String header, E[] values, List<String> labels) {
        int at = labels.indexOf(row.cell(header));
        if (at < 0) {
            throw problem(header + "应为：" + String.join("、", labels));
        }
        return Arrays.asList(values).get(at);
    }

    /** From the row counts of an insert that gives way and of an update that skips equal rows. */
    static Change change(int inserted, int updated) {
        if (inserted == 1) {
            return Change.ADDED;
        }
        return updated == 1 ? Change.CHANGED : Change.UNCHANGED;
    }
}
