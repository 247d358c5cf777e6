package org.kangcheng.identity;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.identity.EnrolResult.Known;
import org.kangcheng.identity.EnrolResult.Suspicious;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetImport;
import org.kangcheng.sheet.SheetRow;
import org.springframework.stereotype.Component;

/** 批量导入居民: tables of residents, each with her statuses. */
@Component
class ResidentImport implements SheetImport {
    private final Enrolments enrolments;
    private final Statuses statuses;
    private final ResidentTable residents;
    private final VillageNames villages;

    ResidentImport(Enrolments enrolments, Statuses statuses, ResidentTable residents, VillageNames villages) {
        this.enrolments = enrolments;
        this.statuses = statuses;
        this.residents = residents;
        this.villages = villages;
    }

    static ImportJob.Order order(Actor actor) {
        return new ImportJob.Order("", actor.id(), actor.name(), "");
    }

    @Override
    public String kind() {
        return "residents";
    }

    @Override
    public int batch() {
        return 500;
    }

    @Override
    public List<String> columns() {
        return ResidentRow.COLUMNS;
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
    public Taken take(ImportJob job, List<SheetRow> rows, Rejections rejections) {
        Work work = new Work(Actor.system(job.owner()), rejections);
        work.read(rows).forEach(work::enrol);
        residents.count(work.changes);
        return new Taken(work.enrolled, work.known);
    }

    private final class Work {
        /**
         * Two imports with the same people take their documents in the same order, so that neither waits in a circle; of
         * two rows with one document the first in the file comes first.
         */
        private static final Comparator<ResidentRow> ORDER = Comparator.comparing(row ->
                Objects.requireNonNullElse(row.person().idNumber(), row.person().name()));

        private final Actor actor;
        private final Rejections rejections;
        private final ResidentTable.Changes changes = new ResidentTable.Changes();
        private int enrolled;
        private int known;

        Work(Actor actor, Rejections rejections) {
            this.actor = actor;
            this.rejections = rejections;
        }

        List<ResidentRow> read(List<SheetRow> rows) {
            return rejections.understood(rows, row -> ResidentRow.read(row, villages), ORDER);
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
                case Suspicious _ -> rejections.reject(row.row(), "证件号码已登记在他人名下（姓名、出生日期或性别不一致），已转主索引管理员核对。");
                case EnrolResult.Refused(var refusal) -> rejections.reject(row.row(), refusal.message());
            }
        }

        private void grant(ResidentRow row, long personKey) {
            if (row.since() != null) {
                for (StatusKind kind : row.statuses()) {
                    statuses.grant(actor, personKey, kind, row.since());
                }
            }
        }
    }
}
