package org.kangcheng.programme;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.programme.DeliveryImportTable.Bad;
import org.kangcheng.programme.DeliveryImportTable.Job;
import org.kangcheng.programme.DeliveryImportTable.State;
import org.kangcheng.sheet.ErrorSheet;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * 服务记录导入: takes a table of deliveries of one service, keeps it until every row has its answer, and hands back the
 * rows that could not be kept. A program that is killed goes on at its next start where the last batch was committed.
 */
@Component
class DeliveryImports implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryImports.class);
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个导入任务。");
    private static final int BATCH = 200;
    private static final int ERRORS_AT_ONCE = 1_000;
    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MS = 2_000;

    private final DeliveryImportTable jobs;
    private final DeliveryImportBatch batches;
    private final Programmes programmes;
    private final Ids ids;
    private final Path folder;
    private volatile boolean ending;

    DeliveryImports(
            DeliveryImportTable jobs,
            DeliveryImportBatch batches,
            Programmes programmes,
            Ids ids,
            @Value("${kangcheng.data}") Path data) {
        this.jobs = jobs;
        this.batches = batches;
        this.programmes = programmes;
        this.ids = ids;
        this.folder = data.resolve("delivery-imports");
    }

    /** Reads the whole table once, so that what is wrong with it as a whole is told at once; its rows follow later. */
    Job start(Actor actor, int serviceNo, InputStream content, String fileName) throws IOException {
        long jobId = ids.next();
        Path file = keep(jobId, content, fileName);
        try {
            jobs.start(jobId, serviceNo, shown(fileName), count(file), actor);
        } catch (RuntimeException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        jobs.forgetOld();
        carryOn(jobId, file);
        return jobs.find(jobId).orElseThrow();
    }

    private Path keep(long jobId, InputStream content, String fileName) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createFile(
                folder.resolve(
                        PublicId.encode(jobId) + "." + SheetFormat.of(fileName).extension()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
        return file;
    }

    private static int count(Path file) {
        try (Sheet sheet = open(file)) {
            int rows = 0;
            for (var row : sheet) {
                rows += row.number() > 0 ? 1 : 0;
            }
            return rows;
        }
    }

    private static Sheet open(Path file) {
        return Sheet.open(file, String.valueOf(file.getFileName()), DeliveryRow.REQUIRED);
    }

    private void carryOn(long jobId, Path file) {
        Thread.ofVirtual().name("delivery-import-" + PublicId.encode(jobId)).start(() -> run(jobId, file));
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
                    found -> carryOn(jobId, found), () -> jobs.finish(jobId, State.FAILED, "导入文件已不在，请重新上传。"));
        }
    }

    /**
     * A database that is gone for a while is waited for; then the job goes on from what it finds committed, for nobody can
     * tell whether the last commit was.
     */
    private void run(long jobId, Path file) {
        for (int attempt = 1; !ending && attempt <= ATTEMPTS; attempt++) {
            try {
                if (carry(jobId, file)) {
                    finish(jobId, State.DONE, "", file);
                }
                return;
            } catch (Refused refused) {
                finish(jobId, State.FAILED, refused.refusal().message(), file);
                return;
            } catch (DataIntegrityViolationException fault) {
                LOG.error("import {} met a row that the database refuses", PublicId.encode(jobId));
                finish(jobId, State.FAILED, "系统出错，导入中止；已处理的行已保留。", file);
                return;
            } catch (DataAccessException | TransactionException gone) {
                LOG.warn("import {} waits for the database", PublicId.encode(jobId));
                pause();
            }
        }
    }

    /** False when the program ends before the table does. */
    private boolean carry(long jobId, Path file) {
        Job job = jobs.find(jobId).orElseThrow();
        if (programmes.service(job.serviceNo()).isEmpty()) {
            throw Refusal.rule("ended", "这项服务已停止。").asException();
        }
        try (Sheet sheet = open(file)) {
            Iterator<SheetRow> rows = sheet.iterator();
            for (int skipped = 0; skipped < job.committedRow() && rows.hasNext(); skipped++) {
                rows.next();
            }
            while (rows.hasNext() && !ending) {
                batches.commit(job, take(rows));
                job = jobs.find(jobId).orElseThrow();
            }
        }
        return !ending;
    }

    private static List<SheetRow> take(Iterator<SheetRow> rows) {
        List<SheetRow> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH && rows.hasNext()) {
            batch.add(rows.next());
        }
        return batch;
    }

    private void finish(long jobId, State state, String message, Path file) {
        jobs.finish(jobId, state, message);
        // The file holds people: it goes when it is not needed, and the job stands without it.
        if (!file.toFile().delete()) {
            LOG.warn("an import's file could not be deleted");
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            ending = true;
        }
    }

    Job job(Actor actor, String id) {
        return PublicId.decode(id)
                .flatMap(jobs::find)
                .filter(job -> DeliveryImportTable.owns(actor, job))
                .orElseThrow(UNKNOWN::asException);
    }

    List<Job> newest(Actor actor, int serviceNo) {
        return jobs.newest(actor.id(), serviceNo, 20);
    }

    /** Writes the rows that were not kept, in the form in which the table came. */
    void writeErrors(Job job, OutputStream out) {
        List<Bad> some = jobs.bad(job.jobId(), 0, ERRORS_AT_ONCE);
        List<String> headers = some.isEmpty()
                ? DeliveryRow.REQUIRED
                : List.copyOf(some.getFirst().row().cells().keySet());
        try (ErrorSheet sheet = ErrorSheet.to(out, SheetFormat.of(job.fileName()), headers)) {
            while (!some.isEmpty()) {
                for (Bad bad : some) {
                    sheet.add(bad.row(), bad.reason());
                }
                some = jobs.bad(job.jobId(), some.getLast().row().number(), ERRORS_AT_ONCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of the name as the browser gave it. */
    private static String shown(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.length() <= 100 ? name : name.substring(name.length() - 100);
    }

    @Override
    public void destroy() {
        ending = true;
    }
}
