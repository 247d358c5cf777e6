package org.kangcheng.identity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.identity.EnrolResult.Known;
import org.kangcheng.identity.EnrolResult.Suspicious;
import org.kangcheng.identity.ImportTable.Counts;
import org.kangcheng.identity.ImportTable.Job;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.SheetRow;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Some rows in one transaction: each is kept or not by itself, and the job's progress moves with them. */
@Component
class ImportBatch {
    private final ImportTable jobs;
    private final Enrolments enrolments;
    private final Statuses statuses;
    private final ResidentTable residents;
    private final VillageNames villages;

    ImportBatch(
            ImportTable jobs,
            Enrolments enrolments,
            Statuses statuses,
            ResidentTable residents,
            VillageNames villages) {
        this.jobs = jobs;
        this.enrolments = enrolments;
        this.statuses = statuses;
        this.residents = residents;
        this.villages = villages;
    }

    @Transactional
    public void commit(Job job, List<SheetRow> rows) {
        Work work = new Work(job);
        for (ResidentRow row : work.read(rows)) {
            work.enrol(row);
        }
        if (!jobs.advance(job, new Counts(work.enrolled, work.known, work.bad))) {
            throw new ConcurrencyFailureException("another runner carries this import");
        }
        residents.count(work.changes);
    }

    private final class Work {
        /**
         * Two imports with the same people take their documents in the same order, so that neither waits in a circle; of
         * two rows with one document the first in the file comes first.
         */
        private static final Comparator<ResidentRow> ORDER = Comparator.comparing(row ->
                Objects.requireNonNullElse(row.person().idNumber(), row.person().name()));

        private final Job job;
        private final Actor actor;
        private final ResidentTable.Changes changes = new ResidentTable.Changes();
        private int enrolled;
        private int known;
        private int bad;

        Work(Job job) {
            this.job = job;
            this.actor = Actor.system(job.startedBy());
        }

        List<ResidentRow> read(List<SheetRow> rows) {
            List<ResidentRow> understood = new ArrayList<>(rows.size());
            for (SheetRow row : rows) {
                try {
                    understood.add(ResidentRow.read(row, villages));
                } catch (Refused refused) {
                    reject(row, refused.refusal().message());
                }
            }
            understood.sort(ORDER);
            return understood;
        }

        void enrol(ResidentRow row) {
            switch (enrolments.admit(actor, row.person(), changes)) {
                case Enrolled(long key) -> {
                    enrolled++;
                    grant(row, key);
                }
                case Known(long key) -> {
                    known++;
                    grant(row, key);
                }
                case Suspicious _ -> reject(row.row(), "证件号码已登记在他人名下（姓名、出生日期或性别不一致），已转主索引管理员核对。");
                case EnrolResult.Refused(var refusal) -> reject(row.row(), refusal.message());
            }
        }

        private void grant(ResidentRow row, long personKey) {
            if (row.since() != null) {
                for (StatusKind kind : row.statuses()) {
                    statuses.grant(actor, personKey, kind, row.since());
                }
            }
        }

        private void reject(SheetRow row, String reason) {
            jobs.keepBad(job.jobId(), row, reason);
            bad++;
        }
    }
}
