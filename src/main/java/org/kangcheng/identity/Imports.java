package org.kangcheng.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.ImportTable.Job;
import org.kangcheng.identity.ImportTable.State;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.KeptSheets;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetRow;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/** 批量导入: takes a table of residents, and hands back the rows that could not be kept. */
@Component
class Imports implements KeptSheets.Import, DisposableBean {
    /** Small enough that no transaction lasts a second. */
    private static final int BATCH = 500;

    private final ImportTable jobs;
    private final ImportBatch batches;
    private final Ids ids;
    private final KeptSheets sheets;

    Imports(ImportTable jobs, ImportBatch batches, Ids ids, @Value("${kangcheng.data}") Path data) {
        this.jobs = jobs;
        this.batches = batches;
        this.ids = ids;
        this.sheets = new KeptSheets(data.resolve("imports"), BATCH, this);
    }

    /** Reads the whole table once, so that what is wrong with it as a whole is told at once; its rows follow later. */
    Job start(Actor actor, InputStream content, String fileName) throws IOException {
        long jobId = ids.next();
        Path file = sheets.keep(jobId, content, fileName);
        try {
            jobs.start(jobId, KeptSheets.shown(fileName), sheets.count(file), actor.name());
        } catch (RuntimeException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        jobs.forgetOld();
        sheets.carryOn(jobId, file);
        return jobs.find(jobId).orElseThrow();
    }

    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        sheets.resume();
    }

    @Override
    public Sheet open(Path file) {
        Sheet sheet = Sheet.open(file, file.getFileName().toString(), ResidentRow.REQUIRED);
        Set<String> headers = Set.copyOf(sheet.headers());
        if (!headers.contains(ResidentRow.AREA_CODE) && !headers.contains(ResidentRow.AREA_PATH)) {
            sheet.close();
            throw Refusal.badInput("header-missing", "缺少列：行政区划代码（或居住地）。").asException();
        }
        return sheet;
    }

    @Override
    public List<Long> running() {
        return jobs.running();
    }

    @Override
    public int committed(long jobId) {
        return job(jobId).committedRow();
    }

    @Override
    public void commit(long jobId, int committed, List<SheetRow> rows) {
        Job job = job(jobId);
        if (job.committedRow() != committed) {
            throw new ConcurrencyFailureException("another runner carries this import");
        }
        batches.commit(job, rows);
    }

    @Override
    public void finish(long jobId, boolean done, String message) {
        jobs.finish(jobId, done ? State.DONE : State.FAILED, message);
    }

    Job job(long jobId) {
        return jobs.find(jobId).orElseThrow(() -> Refusal.notFound("没有这个导入任务。").asException());
    }

    List<Job> newest() {
        return jobs.newest(20);
    }

    /** Writes the rows that were not kept, in the form in which the table came. */
    void writeErrors(long jobId, OutputStream out) {
        KeptSheets.writeRejected(
                (row, most) -> jobs.bad(jobId, row, most), format(job(jobId)), ResidentRow.COLUMNS, out);
    }

    static SheetFormat format(Job job) {
        return SheetFormat.of(job.fileName());
    }

    @Override
    public void destroy() {
        sheets.end();
    }
}
