package org.kangcheng.card;

import java.time.Clock;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.card.BulkJobTable.BulkJob;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * 批量发卡: a card for every resident of an area who has none. Works village by village in the background; the cursor
 * stands in the database, so a job that a stop cut short goes on with the next start.
 */
@Component
class BulkIssue {
    private static final Logger LOG = LoggerFactory.getLogger(BulkIssue.class);

    private final BulkJobTable jobs;
    private final BulkBatch batch;
    private final IssuedTable issued;
    private final Areas areas;
    private final Ids ids;
    private final Clock clock;

    BulkIssue(BulkJobTable jobs, BulkBatch batch, IssuedTable issued, Areas areas, Ids ids, Clock clock) {
        this.jobs = jobs;
        this.batch = batch;
        this.issued = issued;
        this.areas = areas;
        this.ids = ids;
        this.clock = clock;
    }

    /** @return the job for this area: a new one, or the one that is at it already */
    long start(Actor actor, String areaCode) {
        if (!actor.coversArea(areaCode) || areas.find(areaCode).isEmpty()) {
            throw CardRefusals.OUT_OF_SCOPE.refusal().asException();
        }
        long jobId = ids.next();
        if (!jobs.insert(jobId, areaCode, missing(areaCode), actor.name(), clock.instant())) {
            return jobs.running(areaCode).map(BulkJob::jobId).orElseGet(() -> start(actor, areaCode));
        }
        inBackground(jobId);
        return jobId;
    }

    private long missing(String areaCode) {
        return issued.counts(areaCode, areaCode.length()).stream()
                .mapToLong(count -> Math.max(0, count.residents() - count.issued()))
                .sum();
    }

    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        jobs.unfinished().forEach(this::inBackground);
    }

    private void inBackground(long jobId) {
        Thread.ofVirtual().name("bulk-issue-" + jobId).start(() -> {
            try {
                run(jobId);
            } catch (RuntimeException e) {
                // It stays unfinished and goes on with the next start.
                LOG.error("bulk issue {} stopped", jobId, e);
            }
        });
    }

    private void run(long jobId) {
        BulkJob job = jobs.find(jobId).orElseThrow();
        List<String> villages = areas.villages().stream()
                .map(Area::code)
                .filter(code -> code.startsWith(job.areaCode()) && code.compareTo(job.cursorArea()) >= 0)
                .sorted()
                .toList();
        villages.forEach(village -> issueIn(village, jobId));
        jobs.finish(job, clock.instant());
    }

    private void issueIn(String village, long jobId) {
        int dealt;
        do {
            BulkJob job = jobs.find(jobId).orElseThrow();
            long after = job.cursorArea().equals(village) ? job.cursorPerson() : 0;
            dealt = batch.next(job, village, after);
        } while (dealt > 0);
    }
}
