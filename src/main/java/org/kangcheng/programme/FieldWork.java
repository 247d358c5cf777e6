package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** 该做的服务: what is due in a village or to a person, and delivering it, for other modules. */
@Component
public class FieldWork {
    /**
     * A service that is due.
     *
     * @param programme the programme's title
     * @param dueOn the last day that is not late
     */
    public record Task(
            long personKey,
            int serviceNo,
            String programmeId,
            String programme,
            String title,
            Form form,
            LocalDate dueOn,
            boolean late) {}

    public sealed interface Answer {
        /**
         * @param id of the record
         * @param grade what the form's answers came to, in words
         * @param nextDue null when it is not due again
         */
        record Recorded(
                PublicId id,
                Optional<String> grade,
                @Nullable LocalDate nextDue) implements Answer {}

        /** @param problems by field */
        record Unsound(Map<String, String> problems) implements Answer {}

        record NotDone(Refusal refusal) implements Answer {}
    }

    private static final int MOST_OF_A_PERSON = 100;

    private final Programmes programmes;
    private final WorkTable work;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final Exclude exclude;
    private final ExclusionTable exclusions;
    private final Registration registration;
    private final People people;
    private final Clock clock;

    FieldWork(
            Programmes programmes,
            WorkTable work,
            DutyTable duties,
            DeliveryTable deliveries,
            Deliver deliver,
            Exclude exclude,
            ExclusionTable exclusions,
            Registration registration,
            People people,
            Clock clock) {
        this.programmes = programmes;
        this.work = work;
        this.duties = duties;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.exclude = exclude;
        this.exclusions = exclusions;
        this.registration = registration;
        this.people = people;
        this.clock = clock;
    }

    /** What is due in the actor's village, the most urgent first. Logging who is read is the caller's care. */
    public List<Task> inVillage(Actor actor, String village, int most) {
        LocalDate today = CityTime.today(clock);
        if (!actor.coversArea(village)) {
            return List.of();
        }
        return work.today(village, today, null, most).stream()
                .flatMap(row -> task(actor, row.personKey(), row.serviceNo(), row.dueOn(), today))
                .toList();
    }

    /**
     * 健康扶贫待遇: what is due in the actor's village of what relief promises and only a record tells of: first the benefits, then
     * the visits that ask after them. Logging who is read is the caller's care.
     *
     * @param among so many of what is due in the village, the most urgent first, are looked through
     */
    public List<Task> reliefInVillage(Actor actor, String village, int among) {
        LocalDate today = CityTime.today(clock);
        if (!actor.coversArea(village)) {
            return List.of();
        }
        return work.today(village, today, null, among).stream()
                .filter(row -> programmes
                        .ofService(row.serviceNo())
                        .filter(it -> it.programme().relief())
                        .flatMap(it -> it.service(row.serviceNo()))
                        .filter(Service::tells)
                        .isPresent())
                .flatMap(row -> task(actor, row.personKey(), row.serviceNo(), row.dueOn(), today))
                .sorted(Comparator.comparing(task -> !task.form().fields().isEmpty()))
                .toList();
    }

    /** What is due to a person now and the actor may deliver. Logging the reading is the caller's care. */
    public List<Task> dueTo(Actor actor, long personKey) {
        LocalDate today = CityTime.today(clock);
        return duties.of(people.resolve(personKey)).stream()
                .filter(duty ->
                        duty.excluded() == null && !duty.window().opens().isAfter(today))
                .limit(MOST_OF_A_PERSON)
                .flatMap(duty -> task(
                        actor, duty.personKey(), duty.serviceNo(), duty.window().due(), today))
                .toList();
    }

    private Stream<Task> task(Actor actor, long personKey, int serviceNo, LocalDate dueOn, LocalDate today) {
        return programmes.ofService(serviceNo).stream()
                .flatMap(programme -> programme.service(serviceNo).stream()
                        .filter(service -> actor.roles().stream().anyMatch(service.by()::contains)
                                && !(service.cadence() instanceof Cadence.Until))
                        .map(service -> new Task(
                                personKey,
                                serviceNo,
                                programme.programme().id(),
                                programme.programme().title(),
                                service.title(),
                                service.form(),
                                dueOn,
                                dueOn.isBefore(today))));
    }

    /**
     * @param doneAt the moment it was done; null when only the day is known
     * @param requestKey told again, the same record is the answer and nothing is written
     */
    public Answer deliver(
            Actor actor,
            long personKey,
            int serviceNo,
            LocalDate on,
            @Nullable Instant doneAt,
            Map<String, String> typed,
            String requestKey) {
        return switch (deliver.record(actor, personKey, serviceNo, on, doneAt, typed, requestKey)) {
            case Deliver.Outcome.Recorded(Delivery delivery, Optional<Form.Grade> grade, Window next) ->
                new Answer.Recorded(
                        new PublicId(delivery.personKey(), delivery.deliveryId()),
                        grade.map(Form.Grade::label),
                        next.isNever() ? null : next.due());
            case Deliver.Outcome.Unsound(Map<String, String> problems) -> new Answer.Unsound(problems);
            case Deliver.Outcome.Refused(Refusal refusal) -> new Answer.NotDone(refusal);
        };
    }

    /** Says that somebody cannot be served, and what shows it. */
    public Optional<Refusal> exclude(Actor actor, long personKey, String programmeId, Exclusion reason, String note) {
        return programmes
                .find(programmeId)
                .map(programme -> exclude.exclude(actor, personKey, programme, reason, note))
                .orElse(Optional.of(Refusal.notFound("没有这个项目。")));
    }

    public Optional<Refusal> voidRecord(Actor actor, PublicId id, String reason) {
        return deliver.voidRecord(actor, id.shard(), id.key(), reason);
    }

    /** Whether what was sent under a key stands in the database: a service, 不能服务, 登记. What was voided stands as well. */
    public boolean stands(long personKey, String requestKey) {
        return deliveries.byRequest(people.aliases(personKey), requestKey).isPresent()
                || exclusions.wasTold(people.aliases(personKey), requestKey)
                || registration.wasTold(personKey, requestKey);
    }

    /** How many records a worker has made of what was done on a day. @param workerId of the account, {@link Actor#id} */
    public int recordedBy(String workerId, LocalDate on) {
        return deliveries.countBy(workerId, on);
    }

    /** Whether a record stands in the database; one that was voided stands as well. */
    public boolean stands(PublicId id) {
        return deliveries.find(id.shard(), id.key()).isPresent();
    }
}
