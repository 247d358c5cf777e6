package org.kangcheng.programme;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.Sheet;
import org.kangcheng.sheet.SheetImport;
import org.kangcheng.sheet.SheetRow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** 服务记录导入: tables of deliveries of one service. */
@Component
class DeliveryImport implements SheetImport {
    private static final Refusal ENDED = Refusal.rule("ended", "这项服务已停止。");

    private final Programmes programmes;
    private final PersonReading reading;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final People people;
    private final SheetOwner owners;
    private final JsonMapper json;
    private final Clock clock;

    DeliveryImport(
            Programmes programmes,
            PersonReading reading,
            DeliveryTable deliveries,
            Deliver deliver,
            People people,
            SheetOwner owners,
            JsonMapper json,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.people = people;
        this.owners = owners;
        this.json = json;
        this.clock = clock;
    }

    ImportJob.Order order(Actor actor, int serviceNo) {
        return owners.order(actor, subject(serviceNo));
    }

    static String subject(int serviceNo) {
        return Integer.toString(serviceNo);
    }

    static int serviceNo(ImportJob job) {
        return Integer.parseInt(job.subject());
    }

    @Override
    public String kind() {
        return "deliveries";
    }

    @Override
    public int batch() {
        return 200;
    }

    @Override
    public List<String> columns() {
        return DeliveryRow.REQUIRED;
    }

    @Override
    public Sheet open(Path file) {
        return Sheet.open(file, String.valueOf(file.getFileName()), DeliveryRow.REQUIRED, DeliveryRow.OTHER_NAMES);
    }

    @Override
    public void admit(ImportJob job) {
        service(job);
    }

    @Override
    public Taken take(ImportJob job, List<SheetRow> rows, Rejections rejections) {
        Work work = new Work(owners.of(job), serviceNo(job), service(job), rejections);
        work.read(rows).forEach(work::keep);
        return new Taken(work.recorded, work.known);
    }

    private Service service(ImportJob job) {
        return programmes.service(serviceNo(job)).orElseThrow(ENDED::asException);
    }

    private record Named(long personKey, DeliveryRow row) {}

    private final class Work {
        private final Actor worker;
        private final int serviceNo;
        private final Service service;
        private final Rejections rejections;
        private int recorded;
        private int known;

        Work(Actor worker, int serviceNo, Service service, Rejections rejections) {
            this.worker = worker;
            this.serviceNo = serviceNo;
            this.service = service;
            this.rejections = rejections;
        }

        /** In the order of the persons' keys, as everybody locks them; a person's own rows by day. */
        List<Named> read(List<SheetRow> rows) {
            return rejections.understood(
                    rows,
                    this::read,
                    Comparator.comparingLong(Named::personKey)
                            .thenComparing(named -> named.row().on()));
        }

        private Named read(SheetRow row) {
            DeliveryRow read = DeliveryRow.read(row, service.form());
            return new Named(owners.resident(worker, read.name(), read.idNumber()), read);
        }

        void keep(Named named) {
            DeliveryRow row = named.row();
            Optional<Delivery> same = deliveries.on(people.aliases(named.personKey()), serviceNo, row.on());
            if (same.isPresent()) {
                standing(named, same.get());
                return;
            }
            switch (deliver.record(
                    worker,
                    named.personKey(),
                    serviceNo,
                    row.on(),
                    row.typed(),
                    "sheet:" + serviceNo + ":" + row.on())) {
                case Deliver.Outcome.Recorded(Delivery delivery, var _, var _) -> {
                    if (delivery.voidedAt() == null) {
                        recorded++;
                    } else {
                        rejections.reject(row.row(), "这条记录曾经导入，已作废：" + delivery.voidReason());
                    }
                }
                case Deliver.Outcome.Unsound(Map<String, String> problems) ->
                    rejections.reject(row.row(), String.join("", problems.values()));
                case Deliver.Outcome.Refused(Refusal refusal) -> rejections.reject(row.row(), refusal.message());
            }
        }

        /** Recorded for that day already: the same again changes nothing, something else is no correction. */
        private void standing(Named named, Delivery delivery) {
            Form.Answers answers = service.form()
                    .answers(
                            named.row().typed(),
                            reading.of(named.personKey(), CityTime.today(clock))
                                    .orElseThrow()
                                    .on(CityTime.today(clock)));
            String told = json.writeValueAsString(answers.values());
            if (answers.sound() && json.readTree(told).equals(json.readTree(delivery.form()))) {
                known++;
            } else {
                rejections.reject(named.row().row(), "当日已有这项服务的记录，内容不同；如需更正，请先作废原记录。");
            }
        }
    }
}
