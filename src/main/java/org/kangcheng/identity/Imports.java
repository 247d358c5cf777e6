package org.kangcheng.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.ImportTable.Bad;
import org.kangcheng.identity.ImportTable.Job;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.ErrorSheet;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * 批量导入: takes a table of residents, keeps it until every row has its answer, and hands back the rows that could not be
 * kept. A program that is killed goes on at its next start where the last batch was committed.
 */
@Component
class Imports {
    private static final int ERRORS_AT_ONCE = 1_000;

    private final ImportTable jobs;
    private final ImportRunner runner;
    private final Ids ids;
    private final Path folder;

    Imports(ImportTable jobs, ImportRunner runner, Ids ids, @Value("${kangcheng.data}") Path data) {
        this.jobs = jobs;
        this.runner = runner;
        this.ids = ids;
        this.folder = data.resolve("imports");
    }

    /** Reads the whole table once, so that what is wrong with it as a whole is told at once; its rows follow later. */
    Job start(Actor actor, InputStream content, String fileName) throws IOException {
        long jobId = ids.next();
        Path file = keep(jobId, content, fileName);
        try {
            jobs.start(jobId, shown(fileName), count(file), actor.name());
        } catch (RuntimeException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        jobs.forgetOld();
        run(jobId, file);
        return jobs.find(jobId).orElseThrow();
    }

    private Path keep(long jobId, InputStream content, String fileName) throws IOException {
        Files.createDirectories(folder);
        String extension = SheetFormat.of(fileName).extension();
        Path file = Files.createFile(
                folder.resolve(PublicId.encode(jobId) + "." + extension),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
        return file;
    }

    private static int count(Path file) {
        try (Sheet sheet = ImportRunner.open(file)) {
            int rows = 0;
            for (var row : sheet) {
                rows += row.number() > 0 ? 1 : 0;
            }
            return rows;
        }
    }

    private void run(long jobId, Path file) {
        Thread.ofVirtual().name("import-" + PublicId.encode(jobId)).start(() -> runner.run(jobId, file));
    }

    /** What a stopped or killed program left undone. */
    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        for (long jobId : jobs.running()) {
            Optional<Path> file = List.of(".xlsx", ".csv").stream()
                    .map(extension -> folder.resolve(PublicId.encode(jobId) + extension))
                    .filter(Files::exists)
                    .findFirst();
            file.ifPresentOrElse(
                    found -> run(jobId, found), () -> jobs.finish(jobId, ImportTable.State.FAILED, "导入文件已不在，请重新上传。"));
        }
    }

    Job job(long jobId) {
        return jobs.find(jobId).orElseThrow(() -> Refusal.notFound("没有这个导入任务。").asException());
    }

    List<Job> newest() {
        return jobs.newest(20);
    }

    /** Writes the rows that were not kept, in the form in which the table came. */
    void writeErrors(long jobId, OutputStream out) {
        List<Bad> some = jobs.bad(jobId, 0, ERRORS_AT_ONCE);
        List<String> headers = some.isEmpty()
                ? ResidentRow.COLUMNS
                : List.copyOf(some.getFirst().row().cells().keySet());
        try (ErrorSheet sheet = ErrorSheet.to(out, format(job(jobId)), headers)) {
            while (!some.isEmpty()) {
                for (Bad bad : some) {
                    sheet.add(bad.row(), bad.reason());
                }
                some = jobs.bad(jobId, some.getLast().row().number(), ERRORS_AT_ONCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SheetFormat format(Job job) {
        return SheetFormat.of(job.fileName());
    }

    /** The last part of the name as the browser gave it. */
    private static String shown(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.length() <= 100 ? name : name.substring(name.length() - 100);
    }
}
