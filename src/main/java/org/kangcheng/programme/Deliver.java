package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Records that a service was delivered, and sets the day of the next; voids what was recorded wrongly. */
@Component
class Deliver {
    /** What came of it. */
    sealed interface Outcome {
        /** @param grade null when the form grades nothing */
        record Recorded(Delivery delivery, Optional<Form.Grade> grade, Window next) implements Outcome {}

        /** @param problems by field */
        record Unsound(Map<String, String> problems) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    private static final Refusal NOT_DUE = Refusal.rule("not-due", "此居民不在该项服务的对象之中。");
    private static final Refusal EXCLUDED = Refusal.rule("excluded", "此居民已登记为不能服务，请先取消排除。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("您的岗位不提供这项服务，或居民不在您的辖区。");
    private static final Refusal BAD_DAY = Refusal.badInput("bad-day", "服务日期不能晚于今天，也不能早于一年以前。");
    private static final Refusal TOO_EARLY = Refusal.rule("too-early", "还未到可以服务的日期。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这条服务记录。");
    private static final Refusal VOIDED = Refusal.conflict("voided", "这条服务记录已作废。");
    private static final int OLDEST_DAYS = 366;

    private final Programmes programmes;
    private final PersonReading reading;
    private final SubjectTable subjects;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final Counting counting;
    private final Tally tally;
    private final People people;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    Deliver(
            Programmes programmes,
            PersonReading reading,
            SubjectTable subjects,
            DutyTable duties,
            DeliveryTable deliveries,
            Counting counting,
            Tally tally,
            People people,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.subjects = subjects;
        this.duties = duties;
        this.deliveries = deliveries;
        this.counting = counting;
        this.tally = tally;
        this.people = people;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param on the day it was delivered
     * @param typed the form's answers as they were typed
     * @param requestKey told again, the same record is the answer and nothing is written
     */
    @Transactional
    public Outcome record(
            Actor actor, long personKey, int serviceNo, LocalDate on, Map<String, String> typed, String requestKey) {
        long key = people.resolve(personKey);
        LocalDate today = CityTime.today(clock);
        // The lock is the person's: two phones that record the same visit do so one after the other.
        Optional<String> area = subjects.lockArea(key);
        Service service = programmes.service(serviceNo).orElse(null);
        if (area.isEmpty() || service == null) {
            return new Outcome.Refused(NOT_DUE);
        }
        if (actor.roles().stream().noneMatch(service.by()::contains) || !actor.coversArea(area.get())) {
            return new Outcome.Refused(NOT_YOURS);
        }
        Optional<Delivery> before = deliveries.byRequest(people.aliases(key), requestKey);
        if (before.isPresent()) {
            return recorded(
                    service,
                    before.get(),
                    duties.find(key, serviceNo).map(Duty::window).orElseGet(() -> Window.never(-1)));
        }
        if (on.isAfter(today) || on.isBefore(today.minusDays(OLDEST_DAYS))) {
            return new Outcome.Refused(BAD_DAY);
        }
        Duty duty = duties.find(key, serviceNo).orElse(null);
        if (duty == null || duty.excluded() != null) {
            return new Outcome.Refused(duty == null ? NOT_DUE : EXCLUDED);
        }
        if (on.isBefore(duty.window().opens()) && duty.lastDone() != null && !on.isBefore(duty.lastDone())) {
            return new Outcome.Refused(TOO_EARLY);
        }
        PersonFacts facts = reading.of(key, today).orElseThrow();
        Form.Answers answers = service.form().answers(typed, facts.on(today));
        if (!answers.sound()) {
            return new Outcome.Unsound(answers.problems());
        }
        Delivery delivery = delivery(actor, duty, area.get(), on, answers, grade(service, answers, facts, today));
        deliveries.insert(delivery, requestKey);
        tally.add(Counting.delivered(serviceNo), area.get(), on, 1);
        return recorded(
                service, delivery, reset(service, facts, duty, area.get()).window());
    }

    private static Optional<Form.Grade> grade(
            Service service, Form.Answers answers, PersonFacts facts, LocalDate today) {
        return service.form().grade(answers.values(), facts.on(today));
    }

    private Delivery delivery(
            Actor actor, Duty duty, String area, LocalDate on, Form.Answers answers, Optional<Form.Grade> grade) {
        return new Delivery(
                duty.personKey(),
                ids.next(),
                duty.serviceNo(),
                on,
                duty.window().point(),
                area,
                actor.institutionId(),
                actor.name(),
                json.writeValueAsString(answers.values()),
                grade.map(Form.Grade::code).orElse(null),
                clock.instant(),
                null,
                null);
    }

    private static Outcome recorded(Service service, Delivery delivery, Window next) {
        Optional<Form.Grade> grade = service.form().grades().stream()
                .filter(it -> it.code().equals(delivery.grade()))
                .findFirst();
        return new Outcome.Recorded(delivery, grade, next);
    }

    /** Sets the duty's days anew from all that counts, so that backdating and voiding lead where they should. */
    private Duty reset(Service service, PersonFacts facts, Duty duty, String area) {
        List<Delivery> done = deliveries.valid(people.aliases(duty.personKey()), duty.serviceNo(), Upkeep.ENOUGH);
        Window next = Upkeep.window(facts, service, done, CityTime.today(clock)).orElse(duty.window());
        Duty now = new Duty(
                duty.personKey(),
                duty.serviceNo(),
                next,
                done.isEmpty() ? null : done.getFirst().deliveredOn(),
                duty.excluded());
        counting.remove(area, duty);
        duties.save(area, now);
        counting.add(area, now);
        return now;
    }

    /** Voids a record: it stands, with the reason, and counts no more. */
    @Transactional
    public Optional<Refusal> voidRecord(Actor actor, long personKey, long deliveryId, String reason) {
        long key = people.resolve(personKey);
        Optional<String> area = subjects.lockArea(key);
        Delivery delivery = deliveries.find(personKey, deliveryId).orElse(null);
        if (delivery == null || area.isEmpty() || !actor.coversArea(area.get())) {
            return Optional.of(UNKNOWN);
        }
        if (reason.isBlank() || reason.length() > 200) {
            return Optional.of(Refusal.badInput("reason", "请写明作废的原因，最多 200 个字。"));
        }
        if (!deliveries.markVoid(delivery, actor.name(), reason.strip(), clock.instant())) {
            return Optional.of(VOIDED);
        }
        tally.add(Counting.delivered(delivery.serviceNo()), delivery.areaCode(), delivery.deliveredOn(), -1);
        programmes
                .service(delivery.serviceNo())
                .ifPresent(service -> duties.find(key, delivery.serviceNo())
                        .ifPresent(duty -> reset(
                                service, reading.of(key, CityTime.today(clock)).orElseThrow(), duty, area.get())));
        return Optional.empty();
    }
}
