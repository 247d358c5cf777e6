package org.kangcheng.directory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.DirectorySheet.Change;
import org.kangcheng.directory.ImportOutcome.RefusedRow;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ErrorSheet;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetRow;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The directory as tables, out and in. What goes out comes in again unchanged; a row that cannot be kept comes back with
 * its reason, the others are kept; the same table twice changes nothing.
 */
@Component
public class DirectorySheets {
    public enum Kind {
        AREAS("区划"),
        INSTITUTIONS("机构"),
        DEPARTMENTS("科室"),
        PRACTITIONERS("人员"),
        READING_POINTS("受理点");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private static final int BATCH = 500;
    private static final int REFUSED_SHOWN = 100;

    private final Map<Kind, DirectorySheet> sheets = new EnumMap<>(Kind.class);
    private final TransactionTemplate transaction;

    DirectorySheets(
            AreaSheet areas,
            InstitutionSheet institutions,
            DepartmentSheet departments,
            PractitionerSheet practitioners,
            ReadingPointSheet readingPoints,
            TransactionTemplate transaction) {
        sheets.put(Kind.AREAS, areas);
        sheets.put(Kind.INSTITUTIONS, institutions);
        sheets.put(Kind.DEPARTMENTS, departments);
        sheets.put(Kind.PRACTITIONERS, practitioners);
        sheets.put(Kind.READING_POINTS, readingPoints);
        this.transaction = transaction;
    }

    /** Writes all of a kind, the closed too, and leaves the stream open. */
    public void export(Kind kind, SheetFormat format, OutputStream out) throws IOException {
        DirectorySheet sheet = sheet(kind);
        try (SheetWriter writer = SheetWriter.to(out, format, sheet.headers())) {
            sheet.write(writer::row);
        }
    }

    /**
     * Throws {@link Refused} when the file as a whole is no such table.
     *
     * @param fileName as its sender calls it; its extension must agree with the content
     * @param progress is told how many rows are done, batch by batch
     */
    public ImportOutcome importFrom(Kind kind, InputStream content, String fileName, IntConsumer progress)
            throws IOException {
        Path file = Files.createTempFile("directory", ".sheet");
        try {
            Files.copy(content, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            try (Sheet sheet = Sheet.open(file, fileName, sheet(kind).required())) {
                return new Run(sheet(kind), sheet, fileName).carry(progress);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private DirectorySheet sheet(Kind kind) {
        return java.util.Objects.requireNonNull(sheets.get(kind));
    }

    private final class Run {
        private final DirectorySheet kind;
        private final Sheet sheet;
        private final SheetFormat format;
        private final Map<Change, Integer> counts = new EnumMap<>(Change.class);
        private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        private final List<RefusedRow> refused = new ArrayList<>();
        private int bad;

        Run(DirectorySheet kind, Sheet sheet, String fileName) {
            this.kind = kind;
            this.sheet = sheet;
            this.format = SheetFormat.of(fileName);
        }

        ImportOutcome carry(IntConsumer progress) throws IOException {
            int done = 0;
            try (ErrorSheet returned = ErrorSheet.to(errors, format, sheet.headers())) {
                Iterator<SheetRow> rows = sheet.iterator();
                while (rows.hasNext()) {
                    List<SheetRow> batch = take(rows);
                    for (Bad one : apply(batch)) {
                        returned.add(one.row, one.reason);
                        show(one);
                    }
                    done += batch.size();
                    progress.accept(done);
                }
            }
            return new ImportOutcome(
                    count(Change.ADDED), count(Change.CHANGED), count(Change.UNCHANGED), bad, refused, errorSheet());
        }

        private void show(Bad one) {
            if (++bad <= REFUSED_SHOWN) {
                String content =
                        one.row.texts().stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
                refused.add(new RefusedRow(one.row.number(), content, one.reason));
            }
        }

        private List<SheetRow> take(Iterator<SheetRow> rows) {
            List<SheetRow> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && rows.hasNext()) {
                batch.add(rows.next());
            }
            return batch;
        }

        private record Bad(SheetRow row, String reason) {}

        /** One transaction; a row is refused before it writes, so the others of its batch stand. */
        private List<Bad> apply(List<SheetRow> batch) {
            List<Bad> refused = new ArrayList<>();
            transaction.executeWithoutResult(status -> {
                for (SheetRow row : batch) {
                    try {
                        counts.merge(change(row), 1, Integer::sum);
                    } catch (Refused no) {
                        refused.add(new Bad(row, no.refusal().message()));
                    }
                }
            });
            return refused;
        }

        private Change change(SheetRow row) {
            if (row.problem() != null) {
                throw DirectorySheet.problem(row.problem());
            }
            return kind.apply(row);
        }

        private int count(Change change) {
            return counts.getOrDefault(change, 0);
        }

        private byte @Nullable [] errorSheet() {
            return bad == 0 ? null : errors.toByteArray();
        }
    }
}
