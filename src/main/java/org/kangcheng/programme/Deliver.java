package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.context.ApplicationEventPublisher;
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
    private static final Refusal TOO_CLOSE = Refusal.rule("too-close", "与另一剂的间隔不足。");
    private static final Refusal AWAITS = Refusal.conflict("awaits-confirmation", "上一次服务还在等居民确认，请先请居民确认。");
    private static final Refusal BY_ITSELF = Refusal.rule("done-by-itself", "这一项办成后自动完成（如签约），不在此处记录。");
    private static final int OLDEST_DAYS = 366;

    private final Programmes programmes;
    private final PersonReading reading;
    private final SubjectTable subjects;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final WatchTable watch;
    private final WhatFollows follows;
    private final UnconfirmedTable unconfirmed;
    private final ApplicationEventPublisher events;
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
            WatchTable watch,
            WhatFollows follows,
            UnconfirmedTable unconfirmed,
            ApplicationEventPublisher events,
            People people,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.subjects = subjects;
        this.duties = duties;
        this.deliveries = deliveries;
        this.watch = watch;
        this.follows = follows;
        this.unconfirmed = unconfirmed;
        this.events = events;
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
        return record(actor, false, personKey, serviceNo, on, null, typed, requestKey);
    }

    /** @param doneAt the moment it was done, where it is known: by a phone's clock, or because it was recorded at once */
    @Transactional
    public Outcome record(
            Actor actor,
            long personKey,
            int serviceNo,
            LocalDate on,
            @Nullable Instant doneAt,
            Map<String, String> typed,
            String requestKey) {
        return record(actor, false, personKey, serviceNo, on, doneAt, typed, requestKey);
    }

    /** @param entrusted somebody else has made sure that the actor may serve this person */
    @Transactional
    Outcome record(
            Actor actor,
            boolean entrusted,
            long personKey,
            int serviceNo,
            LocalDate on,
            @Nullable Instant doneAt,
            Map<String, String> typed,
            String requestKey) {
        long key = people.resolve(personKey);
        LocalDate today = CityTime.today(clock);
        // The lock is the person's: two phones that record the same visit do so one after the other.
        Optional<String> area = subjects.lockArea(key);
        Service service = programmes.service(serviceNo).orElse(null);
        if (area.isEmpty() || service == null) {
            return new Outcome.Refused(NOT_DUE);
        }
        boolean mayServe =
                entrusted || (actor.roles().stream().anyMatch(service.by()::contains) && actor.coversArea(area.get()));
        if (!mayServe) {
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
        if (service.cadence() instanceof Cadence.Until) {
            return new Outcome.Refused(BY_ITSELF);
        }
        if (service.confirmed() && deliveries.waits(people.aliases(key), serviceNo)) {
            return new Outcome.Refused(AWAITS);
        }
        if (on.isBefore(duty.window().opens()) && duty.lastDone() != null && !on.isBefore(duty.lastDone())) {
            return new Outcome.Refused(TOO_EARLY);
        }
        return write(actor, service, duty, area.get(), on, doneAt, typed, requestKey);
    }

    /**
     * An institution has filed in the record that it was done: who may deliver is not asked, and how long ago neither. What
     * is not due stays a filing and no more.
     */
    @Transactional
    public Outcome filed(Actor institution, long personKey, int serviceNo, LocalDate on, String requestKey) {
        long key = people.resolve(personKey);
        Optional<String> area = subjects.lockArea(key);
        Service service = programmes.service(serviceNo).orElse(null);
        Duty duty = duties.find(key, serviceNo).orElse(null);
        if (area.isEmpty() || service == null || duty == null) {
            return new Outcome.Refused(NOT_DUE);
        }
        if (duty.excluded() != null || on.isAfter(CityTime.today(clock))) {
            return new Outcome.Refused(duty.excluded() != null ? EXCLUDED : BAD_DAY);
        }
        if (deliveries.on(people.aliases(key), serviceNo, on).isPresent()) {
            return new Outcome.Refused(TOO_EARLY);
        }
        return write(institution, service, duty, area.get(), on, null, Map.of(), requestKey);
    }

    private Outcome write(
            Actor actor,
            Service service,
            Duty duty,
            String area,
            LocalDate on,
            @Nullable Instant doneAt,
            Map<String, String> typed,
            String requestKey) {
        long key = duty.personKey();
        LocalDate today = CityTime.today(clock);
        List<Delivery> done = deliveries.valid(people.aliases(key), duty.serviceNo(), Reckoning.ENOUGH);
        if (!keepsDistance(service, done, on)) {
            return new Outcome.Refused(TOO_CLOSE);
        }
        PersonFacts known = reading.of(key, today).orElseThrow();
        Map<String, @Nullable Object> about = known.on(today);
        about.put(PersonFacts.PREVIOUS_GRADE, gradeBefore(done, on));
        Form.Answers answers = service.form().answers(typed, about);
        if (!answers.sound()) {
            return new Outcome.Unsound(answers.problems());
        }
        Optional<Form.Grade> grade = service.form().grade(answers.values(), about);
        Delivery delivery = delivery(actor, service, duty, point(service, known, duty, on), area, on, answers, grade);
        deliveries.insert(delivery, requestKey, actor.id(), doneAt);
        watch.mark(actor.id(), on);
        if (service.confirmed()) {
            unconfirmed.put(delivery);
            events.publishEvent(new ServiceAwaitsConfirmation(key, delivery.deliveryId()));
            return recorded(service, delivery, duty.window());
        }
        return recorded(
                service,
                delivery,
                follows.of(delivery, service, duty, area, answers.values(), about)
                        .window());
    }

    /** Doses of a course keep their distances, whichever is recorded first. */
    private static boolean keepsDistance(Service service, List<Delivery> done, LocalDate on) {
        List<LocalDate> days =
                new ArrayList<>(done.stream().map(Delivery::deliveredOn).toList());
        days.add(on);
        days.sort(null);
        return !(service.cadence() instanceof Cadence.Doses doses) || doses.apart(days);
    }

    private static @Nullable String gradeBefore(List<Delivery> done, LocalDate on) {
        return done.stream()
                .filter(delivery -> delivery.deliveredOn().isBefore(on))
                .findFirst()
                .map(Delivery::grade)
                .orElse(null);
    }

    /** What is recorded late for a point that was closed as missed is of that point. */
    private static int point(Service service, PersonFacts facts, Duty duty, LocalDate on) {
        int point = duty.window().point();
        if (!(service.cadence() instanceof Cadence.Calendar calendar)
                || !on.isBefore(duty.window().opens())) {
            return point;
        }
        return calendar.from(facts.birth(), facts.events())
                .map(from -> Math.min(point, Math.max(calendar.pointOn(from, on), 0)))
                .orElse(point);
    }

    private Delivery delivery(
            Actor actor,
            Service service,
            Duty duty,
            int point,
            String area,
            LocalDate on,
            Form.Answers answers,
            Optional<Form.Grade> grade) {
        return new Delivery(
                duty.personKey(),
                ids.next(),
                duty.serviceNo(),
                on,
                point,
                area,
                actor.institutionId(),
                actor.name(),
                json.writeValueAsString(answers.values()),
                grade.map(Form.Grade::code).orElse(null),
                clock.instant(),
                null,
                null,
                service.confirmed() ? Confirm.State.WAITING : Confirm.State.NONE);
    }

    private static Outcome recorded(Service service, Delivery delivery, Window next) {
        return new Outcome.Recorded(delivery, WhatFollows.grade(service, delivery), next);
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
        if (delivery.confirm().counts()) {
            follows.ofVoided(key, delivery, area.get());
        } else {
            unconfirmed.remove(delivery);
        }
        return Optional.empty();
    }

    /** Voids all that still counts of what was delivered under request keys that begin alike. */
    @Transactional
    public void takeBack(Actor actor, long personKey, String requestKeyPrefix, String reason) {
        for (long key : people.aliases(personKey)) {
            deliveries
                    .filed(key, requestKeyPrefix)
                    .forEach(delivery -> voidRecord(actor, delivery.personKey(), delivery.deliveryId(), reason));
        }
    }
}
