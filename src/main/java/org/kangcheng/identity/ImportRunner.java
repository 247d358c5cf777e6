package org.kangcheng.identity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.kangcheng.identity.ImportTable.Job;
import org.kangcheng.identity.ImportTable.State;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Carries a kept table into the index, batch by batch, until it is done or the program ends. */
@Component
class ImportRunner implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    /** Small enough that no transaction lasts a second. */
    private static final int BATCH = 500;

    private static final int ATTEMPTS = 30;
    private static final long PAUSE_MS = 2_000;

    private final ImportTable jobs;
    private final ImportBatch batches;
    private volatile boolean ending;

    ImportRunner(ImportTable jobs, ImportBatch batches) {
        this.jobs = jobs;
        this.batches = batches;
    }

    static Sheet open(Path file) {
        Sheet sheet = Sheet.open(file, file.getFileName().toString(), ResidentRow.REQUIRED);
        Set<String> headers = Set.copyOf(sheet.headers());
        if (!headers.contains(ResidentRow.AREA_CODE) && !headers.contains(ResidentRow.AREA_PATH)) {
            sheet.close();
            throw Refusal.badInput("header-missing", "缺少列：行政区划代码（或居住地）。").asException();
        }
        return sheet;
    }

    /**
     * A database that is gone for a while is waited for; then the job goes on from what it finds committed, for nobody can
     * tell whether the last commit was.
     */
    void run(long jobId, Path file) {
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

    private void finish(long jobId, State state, String message, Path file) {
        jobs.finish(jobId, state, message);
        // The file holds people: it goes when it is not needed, and the job stands without it.
        if (!file.toFile().delete()) {
            LOG.warn("an import's file could not be deleted");
        }
    }

    /** False when the program ends before the table does. */
    private boolean carry(long jobId, Path file) {
        Job job = jobs.find(jobId).orElseThrow();
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

    private void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            ending = true;
        }
    }

    @Override
    public void destroy() {
        ending = true;
    }
}
