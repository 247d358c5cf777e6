package org.kangcheng.programme;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.DeliveryImportTable.Job;
import org.kangcheng.programme.DeliveryImportTable.State;
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

/** 服务记录导入: takes a table of deliveries of one service, and hands back the rows that could not be kept. */
@Component
class DeliveryImports implements KeptSheets.Import, DisposableBean {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个导入任务。");
    private static final int BATCH = 200;

    private final DeliveryImportTable jobs;
    private final DeliveryImportBatch batches;
    private final Programmes programmes;
    private final Ids ids;
    private final KeptSheets sheets;

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
        this.sheets = new KeptSheets(data.resolve("delivery-imports"), BATCH, this);
    }

    /** Reads the whole table once, so that what is wrong with it as a whole is told at once; its rows follow later. */
    Job start(Actor actor, int serviceNo, InputStream content, String fileName) throws IOException {
        long jobId = ids.next();
        Path file = sheets.keep(jobId, content, fileName);
        try {
            jobs.start(jobId, serviceNo, KeptSheets.shown(fileName), sheets.count(file), actor);
        } catch (RuntimeException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
        jobs.forgetOld();
        sheets.carryOn(jobId, file);
        return find(jobId);
    }

    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        sheets.resume();
    }

    @Override
    public Sheet open(Path file) {
        return Sheet.open(file, String.valueOf(file.getFileName()), DeliveryRow.REQUIRED, DeliveryRow.OTHER_NAMES);
    }

    @Override
    public List<Long> running() {
        return jobs.running();
    }

    @Override
    public int committed(long jobId) {
        Job job = find(jobId);
        if (programmes.service(job.serviceNo()).isEmpty()) {
            throw Refusal.rule("ended", "这项服务已停止。").asException();
        }
        return job.committedRow();
    }

    @Override
    public void commit(long jobId, int committed, List<SheetRow> rows) {
        Job job = find(jobId);
        if (job.committedRow() != committed) {
            throw new ConcurrencyFailureException("another runner carries this import");
        }
        batches.commit(job, rows);
    }

    @Override
    public void finish(long jobId, boolean done, String message) {
        jobs.finish(jobId, done ? State.DONE : State.FAILED, message);
    }

    private Job find(long jobId) {
        return jobs.find(jobId).orElseThrow(UNKNOWN::asException);
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
        KeptSheets.writeRejected(
                (row, most) -> jobs.bad(job.jobId(), row, most),
                SheetFormat.of(job.fileName()),
                DeliveryRow.REQUIRED,
                out);
    }

    @Override
    public void destroy() {
        sheets.end();
    }
}
