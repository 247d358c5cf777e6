package org.kangcheng.programme;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
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
    private static final String RESIDENT_ID = "01";

    private final Programmes programmes;
    private final PersonReading reading;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final People people;
    private final JsonMapper json;
    private final Clock clock;

    DeliveryImport(
            Programmes programmes,
            PersonReading reading,
            DeliveryTable deliveries,
            Deliver deliver,
            People people,
            JsonMapper json,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.people = people;
        this.json = json;
        this.clock = clock;
    }

    /** How far a worker reached when she began. */
    private record Reach(
            Set<Role> roles,
            @Nullable Long institutionId,
            @Nullable String areaCode) {}

    ImportJob.Order order(Actor actor, int serviceNo) {
        return new ImportJob.Order(
                subject(serviceNo),
                actor.id(),
                actor.name(),
                json.writeValueAsString(new Reach(actor.roles(), actor.institutionId(), actor.areaCode())));
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
        Work work = new Work(worker(job), serviceNo(job), service(job), rejections);
        work.read(rows).forEach(work::keep);
        return new Taken(work.recorded, work.known);
    }

    private Service service(ImportJob job) {
        return programmes.service(serviceNo(job)).orElseThrow(ENDED::asException);
    }

    private Actor worker(ImportJob job) {
        Reach reach = json.readValue(job.reach(), Reach.class);
        return new Actor(
                Actor.Kind.STAFF,
                job.ownerId(),
                job.owner(),
                reach.roles(),
                reach.institutionId(),
                null,
                null,
                reach.areaCode(),
                null,
                false);
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
            List<Named> understood = new ArrayList<>(rows.size());
            for (SheetRow row : rows) {
                try {
                    DeliveryRow read = DeliveryRow.read(row, service.form());
                    understood.add(new Named(person(read), read));
                } catch (Refused refused) {
                    rejections.reject(row, refused.refusal().message());
                }
            }
            understood.sort(Comparator.comparingLong(Named::personKey)
                    .thenComparing(named -> named.row().on()));
            return understood;
        }

        /** Somebody else's resident is as unknown as nobody: a table of numbers must not tell who lives where. */
        private long person(DeliveryRow row) {
            return people.byDocument(RESIDENT_ID, row.idNumber())
                    .flatMap(people::find)
                    .filter(person -> person.name().equals(row.name()))
                    .filter(person -> worker.coversArea(person.areaCode()))
                    .map(Person::personKey)
                    .orElseThrow(() ->
                            Refusal.rule("row-refused", "辖区内没有这位居民，或姓名与证件号码不符。").asException());
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
