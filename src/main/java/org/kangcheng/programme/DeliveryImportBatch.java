package org.kangcheng.programme;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.programme.DeliveryImportTable.Counts;
import org.kangcheng.programme.DeliveryImportTable.Job;
import org.kangcheng.sheet.SheetRow;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Some rows of deliveries in one transaction: each is kept or not by itself, and the job's progress moves with them. */
@Component
class DeliveryImportBatch {
    private static final String RESIDENT_ID = "01";

    private final DeliveryImportTable jobs;
    private final Programmes programmes;
    private final PersonReading reading;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final People people;
    private final JsonMapper json;
    private final Clock clock;

    DeliveryImportBatch(
            DeliveryImportTable jobs,
            Programmes programmes,
            PersonReading reading,
            DeliveryTable deliveries,
            Deliver deliver,
            People people,
            JsonMapper json,
            Clock clock) {
        this.jobs = jobs;
        this.programmes = programmes;
        this.reading = reading;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.people = people;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    public void commit(Job job, List<SheetRow> rows) {
        Work work = new Work(job, programmes.service(job.serviceNo()).orElseThrow());
        work.read(rows).forEach(work::keep);
        if (!jobs.advance(job, new Counts(work.recorded, work.known, work.bad))) {
            throw new ConcurrencyFailureException("another runner carries this import");
        }
    }

    private record Named(long personKey, DeliveryRow row) {}

    private final class Work {
        private final Job job;
        private final Service service;
        private int recorded;
        private int known;
        private int bad;

        Work(Job job, Service service) {
            this.job = job;
            this.service = service;
        }

        /** In the order of the persons' keys, as everybody locks them; a person's own rows by day. */
        List<Named> read(List<SheetRow> rows) {
            List<Named> understood = new ArrayList<>(rows.size());
            for (SheetRow row : rows) {
                try {
                    DeliveryRow read = DeliveryRow.read(row, service.form());
                    understood.add(new Named(person(read), read));
                } catch (Refused refused) {
                    reject(row, refused.refusal().message());
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
                    .filter(person -> job.actor().coversArea(person.areaCode()))
                    .map(Person::personKey)
                    .orElseThrow(() ->
                            Refusal.rule("row-refused", "辖区内没有这位居民，或姓名与证件号码不符。").asException());
        }

        void keep(Named named) {
            DeliveryRow row = named.row();
            Optional<Delivery> same = deliveries.on(people.aliases(named.personKey()), job.serviceNo(), row.on());
            if (same.isPresent()) {
                standing(named, same.get());
                return;
            }
            switch (deliver.record(
                    job.actor(),
                    named.personKey(),
                    job.serviceNo(),
                    row.on(),
                    row.typed(),
                    "sheet:" + job.serviceNo() + ":" + row.on())) {
                case Deliver.Outcome.Recorded(Delivery delivery, var _, var _) -> {
                    if (delivery.voidedAt() == null) {
                        recorded++;
                    } else {
                        reject(row.row(), "这条记录曾经导入，已作废：" + delivery.voidReason());
                    }
                }
                case Deliver.Outcome.Unsound(Map<String, String> problems) ->
                    reject(row.row(), String.join("", problems.values()));
                case Deliver.Outcome.Refused(Refusal refusal) -> reject(row.row(), refusal.message());
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
                reject(named.row().row(), "当日已有这项服务的记录，内容不同；如需更正，请先作废原记录。");
            }
        }

        private void reject(SheetRow row, String reason) {
            jobs.keepBad(job.jobId(), row, reason);
            bad++;
        }
    }
}
