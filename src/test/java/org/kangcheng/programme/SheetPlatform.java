package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetImport;
import org.kangcheng.sheet.SheetImports;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.beans.factory.annotation.Autowired;

/** What stories of tables that come in need. */
abstract class SheetPlatform extends ProgrammePlatform {
    @Autowired
    SheetImports imports;

    static ByteArrayInputStream sheet(SheetFormat format, List<String> columns, List<List<String>> rows)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SheetWriter writer = SheetWriter.to(out, format, columns)) {
            for (List<String> row : rows) {
                writer.row(row);
            }
        }
        return new ByteArrayInputStream(out.toByteArray());
    }

    ImportJob done(SheetImport table, ImportJob job) throws InterruptedException {
        for (int waited = 0; waited < 600; waited++) {
            ImportJob now = imports.job(table, job.jobId());
            if (!now.running()) {
                assertThat(now.state()).as(now.message()).isEqualTo(ImportJob.State.DONE);
                return now;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the import did not end");
    }

    record Counts(int kept, int known, int bad) {}

    static Counts counts(ImportJob job) {
        return new Counts(job.kept(), job.known(), job.bad());
    }

    /** As they come back: the row's number and the reason. */
    List<String> errors(SheetImport table, ImportJob job) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        imports.writeErrors(table, job, out);
        Path file = Files.createTempFile(
                "errors", "." + SheetFormat.of(job.fileName()).extension());
        Files.write(file, out.toByteArray());
        List<String> errors = new ArrayList<>();
        try (Sheet sheet = Sheet.open(file, String.valueOf(file.getFileName()), List.of("原行号", "原因"))) {
            for (var row : sheet) {
                errors.add(row.cell("原行号") + " " + row.cell("原因"));
            }
        }
        Files.delete(file);
        return errors;
    }
}
