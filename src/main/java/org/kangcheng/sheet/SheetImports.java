package org.kangcheng.sheet;

import jakarta.servlet.http.HttpServletResponse;
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
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ImportJob.Order;
import org.kangcheng.sheet.ImportJob.State;
import org.kangcheng.sheet.ImportTable.Rejected;
import org.kangcheng.sheet.SheetImport.Taken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.multipart.MultipartFile;

/**
 * 批量导入: keeps a table that came in until every row has its answer, and carries it batch by batch. A program that is
 * killed goes on at its next start where the last batch was committed; a database that is gone for a while is waited for.
 */
@Component
public class SheetImports implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(SheetImports.class);
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个导入任务。");
    private static final int LISTED = 20;
    private static final int ERRORS_AT_ONCE = 1_000;
    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MS = 2_000;
    private static final int LONGEST_NAME = 100;

    private final ImportTable jobs;
    private final List<SheetImport> kinds;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Path folder;
    private volatile boolean ending;

    SheetImports(
            ImportTable jobs,
            List<SheetImport> kinds,
            TransactionTemplate transaction,
            Ids ids,
            @Value("${kangcheng.data}") Path data) {
        this.jobs = jobs;
        this.kinds = kinds;
        this.transaction = transaction;
        this.ids = ids;
        this.folder = data.resolve("imports");
    }

    /**
     * Reads the whole table once, so that what is wrong with it as a whole is told at once; its rows follow while the
     * caller goes on.
     */
    public ImportJob start(SheetImport kind, Order order, InputStream content, String fileName) throws IOException {
        long jobId = ids.next();
        Path file = keep(jobId, content, fileName);
        try {
            jobs.start(jobId, kind.kind(), order, shown(fileName), count(kind, file));
        } catch (RuntimeException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        jobs.forgetOld();
        carryOn(jobId, kind, file);
        return job(kind, jobId);
    }

    /** As it came with a form. */
    public ImportJob start(SheetImport kind, Order order, MultipartFile file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            return start(kind, order, content, Objects.requireNonNullElse(file.getOriginalFilename(), ""));
        }
    }

    /** The bad rows, as a table to be mended and handed in again. */
    public void sendErrors(SheetImport kind, ImportJob job, HttpServletResponse response) throws IOException {
        job.format().attach(response, job.errorsName());
        writeErrors(kind, job, response.getOutputStream());
    }

    public ImportJob job(SheetImport kind, long jobId) {
        return jobs.find(jobId).filter(job -> job.kind().equals(kind.kind())).orElseThrow(UNKNOWN::asException);
    }

    /** @param id as addresses name it */
    public ImportJob job(SheetImport kind, String id) {
        return job(kind, PublicId.decode(id).orElseThrow(UNKNOWN::asException));
    }

    /** Nobody sees another's rows. */
    public ImportJob own(SheetImport kind, String ownerId, String id) {
        ImportJob job = job(kind, id);
        if (!job.ownerId().equals(ownerId)) {
            throw UNKNOWN.asException();
        }
        return job;
    }

    public List<ImportJob> newest(SheetImport kind) {
        return jobs.newest(kind.kind(), LISTED);
    }

    public List<ImportJob> newest(SheetImport kind, String subject, String ownerId) {
        return jobs.newest(kind.kind(), subject, ownerId, LISTED);
    }

    /** What a stopped or killed program left undone. */
    @EventListener(ApplicationReadyEvent.class)
    void resume() throws IOException {
        takeOver(folder.resolveSibling("delivery-imports"));
        for (ImportJob job : jobs.running()) {
            Optional<SheetImport> kind =
                    kinds.stream().filter(one -> one.kind().equals(job.kind())).findFirst();
            Path file = file(job.jobId(), job.fileName());
            if (kind.isPresent() && Files.exists(file)) {
                carryOn(job.jobId(), kind.get(), file);
            } else {
                jobs.finish(job.jobId(), State.FAILED, "导入文件已不在，请重新上传。");
            }
        }
    }

    /** Where tables of deliveries were kept once. */
    private void takeOver(Path former) throws IOException {
        if (Files.isDirectory(former)) {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(former)) {
                for (Path file : files.toList()) {
                    Files.move(file, folder.resolve(file.getFileName()));
                }
            }
            Files.delete(former);
        }
    }

    /** The program ends: what is under way is left to the next start. */
    @Override
    public void destroy() {
        ending = true;
    }

    private Path file(long jobId, String fileName) {
        return folder.resolve(
                PublicId.encode(jobId) + "." + SheetFormat.of(fileName).extension());
    }

    private Path keep(long jobId, InputStream content, String fileName) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createFile(
                file(jobId, fileName),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            content.transferTo(out);
        }
        return file;
    }

    private static int count(SheetImport kind, Path file) {
        try (Sheet sheet = kind.open(file)) {
            int rows = 0;
            for (var row : sheet) {
                rows += row.number() > 0 ? 1 : 0;
            }
            return rows;
        }
    }

    private void carryOn(long jobId, SheetImport kind, Path file) {
        Thread.ofVirtual().name("import-" + PublicId.encode(jobId)).start(() -> run(jobId, kind, file));
    }

    /** A job goes on from what it finds committed, for nobody can tell whether the last commit was. */
    private void run(long jobId, SheetImport kind, Path file) {
        for (int attempt = 1; !ending && attempt <= ATTEMPTS; attempt++) {
            try {
                if (carry(jobId, kind, file)) {
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
    private boolean carry(long jobId, SheetImport kind, Path file) {
        ImportJob job = job(kind, jobId);
        kind.admit(job);
        try (Sheet sheet = kind.open(file)) {
            Iterator<SheetRow> rows = sheet.iterator();
            for (int skipped = 0; skipped < job.committedRow() && rows.hasNext(); skipped++) {
                rows.next();
            }
            while (rows.hasNext() && !ending) {
                commit(job, kind, some(rows, kind.batch()));
                job = job(kind, jobId);
            }
        }
        return !ending;
    }

    private static List<SheetRow> some(Iterator<SheetRow> rows, int most) {
        List<SheetRow> some = new ArrayList<>(most);
        while (some.size() < most && rows.hasNext()) {
            some.add(rows.next());
        }
        return some;
    }

    /** Some rows and the job's progress in one transaction; fails when another runner has carried them. */
    void commit(ImportJob job, SheetImport kind, List<SheetRow> rows) {
        transaction.executeWithoutResult(begun -> {
            List<Rejected> bad = new ArrayList<>();
            Taken taken = kind.take(job, rows, (row, reason) -> bad.add(new Rejected(row, reason)));
            bad.forEach(one -> jobs.reject(job.jobId(), one.row(), one.reason()));
            if (!jobs.advance(job, taken, bad.size())) {
                throw new ConcurrencyFailureException("another runner carries this import");
            }
        });
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

    /** Writes the rows that were not kept, in the form in which the table came. */
    public void writeErrors(SheetImport kind, ImportJob job, OutputStream out) {
        List<Rejected> some = jobs.rejected(job.jobId(), 0, ERRORS_AT_ONCE);
        List<String> headers = some.isEmpty()
                ? kind.columns()
                : List.copyOf(some.getFirst().row().cells().keySet());
        try (ErrorSheet sheet = ErrorSheet.to(out, job.format(), headers)) {
            while (!some.isEmpty()) {
                for (Rejected one : some) {
                    sheet.add(one.row(), one.reason());
                }
                some = jobs.rejected(job.jobId(), some.getLast().row().number(), ERRORS_AT_ONCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of the name as the browser gave it. */
    private static String shown(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }
}
