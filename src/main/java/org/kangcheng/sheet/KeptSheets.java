package org.kangcheng.sheet;

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
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * 批量导入: keeps a table that came in until every row has its answer, and carries it batch by batch. A program that is
 * killed goes on at its next start where the last batch was committed; a database that is gone for a while is waited for.
 */
public final class KeptSheets {
    /** What an importing module does with the rows; its jobs and their progress are its own. */
    public interface Import {
        /** Opens the table, and refuses one that is wrong as a whole. */
        Sheet open(Path file);

        /** Jobs that are not done. */
        List<Long> running();

        /** How many rows of a job have their answers on the disk. Refuses to go on with a job that has lost its sense. */
        int committed(long jobId);

        /**
         * Some rows and the job's progress in one transaction; fails when another runner has carried them.
         *
         * @param committed how many rows had their answers before
         */
        void commit(long jobId, int committed, List<SheetRow> rows);

        /** @param message why it is not done; "" when it is */
        void finish(long jobId, boolean done, String message);
    }

    /** A row that was not kept, and why. */
    public record Rejected(SheetRow row, String reason) {}

    /** Rejected rows of a job from the one after a row number on, some at once. */
    public interface RejectedRows {
        List<Rejected> after(int rowNumber, int most);
    }

    private static final Logger LOG = LoggerFactory.getLogger(KeptSheets.class);
    private static final int ERRORS_AT_ONCE = 1_000;
    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MS = 2_000;
    private static final int LONGEST_NAME = 100;

    private final Path folder;
    private final int batch;
    private final Import work;
    private volatile boolean ending;

    /** @param batch rows in one transaction: few enough that none lasts a second */
    public KeptSheets(Path folder, int batch, Import work) {
        this.folder = folder;
        this.batch = batch;
        this.work = work;
    }

    /** Keeps the table under the job's id. */
    public Path keep(long jobId, InputStream content, String fileName) throws IOException {
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

    /** Reads the whole table once, so that what is wrong with it as a whole is told at once. @return how many rows it has */
    public int count(Path file) {
        try (Sheet sheet = work.open(file)) {
            int rows = 0;
            for (var row : sheet) {
                rows += row.number() > 0 ? 1 : 0;
            }
            return rows;
        }
    }

    /** Carries a table through, while the caller goes on. */
    public void carryOn(long jobId, Path file) {
        Thread.ofVirtual().name("import-" + PublicId.encode(jobId)).start(() -> run(jobId, file));
    }

    /** What a stopped or killed program left undone. */
    public void resume() {
        for (long jobId : work.running()) {
            Optional<Path> file = List.of(".xlsx", ".csv").stream()
                    .map(extension -> folder.resolve(PublicId.encode(jobId) + extension))
                    .filter(Files::exists)
                    .findFirst();
            file.ifPresentOrElse(found -> carryOn(jobId, found), () -> work.finish(jobId, false, "导入文件已不在，请重新上传。"));
        }
    }

    /** The program ends: what is under way is left to the next start. */
    public void end() {
        ending = true;
    }

    /** A job goes on from what it finds committed, for nobody can tell whether the last commit was. */
    private void run(long jobId, Path file) {
        for (int attempt = 1; !ending && attempt <= ATTEMPTS; attempt++) {
            try {
                if (carry(jobId, file)) {
                    finish(jobId, true, "", file);
                }
                return;
            } catch (Refused refused) {
                finish(jobId, false, refused.refusal().message(), file);
                return;
            } catch (DataIntegrityViolationException fault) {
                LOG.error("import {} met a row that the database refuses", PublicId.encode(jobId));
                finish(jobId, false, "系统出错，导入中止；已处理的行已保留。", file);
                return;
            } catch (DataAccessException | TransactionException gone) {
                LOG.warn("import {} waits for the database", PublicId.encode(jobId));
                pause();
            }
        }
    }

    /** False when the program ends before the table does. */
    private boolean carry(long jobId, Path file) {
        int committed = work.committed(jobId);
        try (Sheet sheet = work.open(file)) {
            Iterator<SheetRow> rows = sheet.iterator();
            for (int skipped = 0; skipped < committed && rows.hasNext(); skipped++) {
                rows.next();
            }
            while (rows.hasNext() && !ending) {
                List<SheetRow> some = take(rows);
                work.commit(jobId, committed, some);
                committed += some.size();
            }
        }
        return !ending;
    }

    private List<SheetRow> take(Iterator<SheetRow> rows) {
        List<SheetRow> some = new ArrayList<>(batch);
        while (some.size() < batch && rows.hasNext()) {
            some.add(rows.next());
        }
        return some;
    }

    private void finish(long jobId, boolean done, String message, Path file) {
        work.finish(jobId, done, message);
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

    /**
     * Writes the rows that were not kept, in the form in which the table came.
     *
     * @param columns the headers when every row was kept
     */
    public static void writeRejected(
            RejectedRows rejected, SheetFormat format, List<String> columns, OutputStream out) {
        List<Rejected> some = rejected.after(0, ERRORS_AT_ONCE);
        List<String> headers = some.isEmpty()
                ? columns
                : List.copyOf(some.getFirst().row().cells().keySet());
        try (ErrorSheet sheet = ErrorSheet.to(out, format, headers)) {
            while (!some.isEmpty()) {
                for (Rejected one : some) {
                    sheet.add(one.row(), one.reason());
                }
                some = rejected.after(some.getLast().row().number(), ERRORS_AT_ONCE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last part of the name as the browser gave it. */
    public static String shown(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
    }
}
