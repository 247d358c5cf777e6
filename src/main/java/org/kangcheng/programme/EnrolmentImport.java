package org.kangcheng.programme;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetImport;
import org.kangcheng.sheet.SheetRow;
import org.springframework.stereotype.Component;

/** 花名册导入: tables of whom a programme is for, as units and townships keep them: who works where, who has which illness. */
@Component
class EnrolmentImport implements SheetImport {
    static final String WHAT = "登记事项";
    static final String ON = "日期";
    static final String UNIT = "单位";
    static final List<String> COLUMNS = List.of(DeliveryRow.NAME, DeliveryRow.ID_NUMBER, WHAT, ON, UNIT);

    private static final List<String> REQUIRED = List.of(DeliveryRow.NAME, DeliveryRow.ID_NUMBER);
    private static final Map<String, String> OTHER_NAMES = DeliveryRow.withPeople(
            Map.entry("应检尽检类别", WHAT),
            Map.entry("检测人群分类", WHAT),
            Map.entry("人员类别", WHAT),
            Map.entry("人群类别", WHAT),
            Map.entry("从业类别", WHAT),
            Map.entry("病种", WHAT),
            Map.entry("登记日期", ON),
            Map.entry("上岗日期", ON),
            Map.entry("确诊日期", ON),
            Map.entry("入住日期", ON),
            Map.entry("末次月经", ON),
            Map.entry("工作单位", UNIT),
            Map.entry("单位名称", UNIT),
            Map.entry("所在单位", UNIT),
            Map.entry("学校", UNIT));
    private static final Refusal ENDED = Refusal.rule("ended", "这个项目已停止，或没有可以登记的事项。");

    private final Programmes programmes;
    private final Registration registration;
    private final SheetOwner owners;
    private final Clock clock;

    EnrolmentImport(Programmes programmes, Registration registration, SheetOwner owners, Clock clock) {
        this.programmes = programmes;
        this.registration = registration;
        this.owners = owners;
        this.clock = clock;
    }

    ImportJob.Order order(Actor actor, String programmeId) {
        return owners.order(actor, programmeId);
    }

    @Override
    public String kind() {
        return "enrolments";
    }

    @Override
    public int batch() {
        return 200;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Sheet open(Path file) {
        return Sheet.open(file, String.valueOf(file.getFileName()), REQUIRED, OTHER_NAMES);
    }

    @Override
    public void admit(ImportJob job) {
        enrolments(job);
    }

    private List<Programme.Enrolment> enrolments(ImportJob job) {
        return programmes
                .find(job.subject())
                .map(it -> it.programme().enrolments())
                .filter(it -> !it.isEmpty())
                .orElseThrow(ENDED::asException);
    }

    @Override
    public Taken take(ImportJob job, List<SheetRow> rows, Rejections rejections) {
        Work work = new Work(owners.of(job), enrolments(job), rejections);
        work.read(rows).forEach(work::keep);
        return new Taken(work.registered, work.known);
    }

    private record Named(
            SheetRow row,
            long personKey,
            Programme.Enrolment enrolment,
            LocalDate on,
            @Nullable String unit) {}

    private final class Work {
        private final Actor owner;
        private final List<Programme.Enrolment> enrolments;
        private final Rejections rejections;
        private int registered;
        private int known;

        Work(Actor owner, List<Programme.Enrolment> enrolments, Rejections rejections) {
            this.owner = owner;
            this.enrolments = enrolments;
            this.rejections = rejections;
        }

        /** In the order of the persons' keys, as everybody locks them. */
        List<Named> read(List<SheetRow> rows) {
            return rejections.understood(rows, this::read, Comparator.comparingLong(Named::personKey));
        }

        private Named read(SheetRow row) {
            if (row.problem() != null) {
                throw DeliveryRow.problem(row.problem());
            }
            String idNumber = DeliveryRow.plain(row.cell(DeliveryRow.ID_NUMBER));
            Programme.Enrolment enrolment = enrolment(DeliveryRow.plain(row.cell(WHAT)));
            LocalDate on = row.filled(ON).map(text -> DeliveryRow.day(text, ON)).orElseGet(() -> withoutDay(enrolment));
            return new Named(
                    row,
                    owners.resident(owner, row.cell(DeliveryRow.NAME), idNumber),
                    enrolment,
                    on,
                    row.filled(UNIT).orElse(null));
        }

        /** By its name, or what of it the table has; a programme that asks for one thing need not be told which. */
        private Programme.Enrolment enrolment(String text) {
            if (text.isEmpty() && enrolments.size() == 1) {
                return enrolments.getFirst();
            }
            Optional<Programme.Enrolment> named = enrolments.stream()
                    .filter(it -> DeliveryRow.plain(it.label()).equals(text)
                            || it.code().equals(text))
                    .findFirst();
            return named.orElseThrow(() -> DeliveryRow.problem("登记事项应为："
                    + enrolments.stream().map(Programme.Enrolment::label).collect(Collectors.joining("、"))));
        }

        /** Who works somewhere is known to work there today; when something has happened must be said. */
        private LocalDate withoutDay(Programme.Enrolment enrolment) {
            if (enrolment.kind() == FactKind.EVENT) {
                throw DeliveryRow.problem("缺少日期（" + enrolment.asks() + "）");
            }
            return CityTime.today(clock);
        }

        void keep(Named named) {
            Optional<Refusal> refusal =
                    registration.register(owner, named.personKey, named.enrolment, named.on, named.unit);
            if (refusal.isEmpty()) {
                registered++;
            } else if (refusal.get().equals(Registration.STANDS)) {
                known++;
            } else {
                rejections.reject(named.row, refusal.get().message());
            }
        }
    }
}
