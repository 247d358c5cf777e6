package org.kangcheng.community;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.community.CareTable.Caregiver;
import org.kangcheng.community.CareTable.Plan;
import org.kangcheng.community.CareTable.Training;
import org.kangcheng.community.CareTable.Visit;
import org.kangcheng.community.StandingCounting.What;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.kangcheng.programme.PersonalServices;
import org.kangcheng.programme.PersonalServices.Recorded;
import org.kangcheng.programme.Standing;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 邻里互助护理与居家护理: who is trained may care; a visit begins and ends with the code of who is cared for, which is also
 * her confirmation. The visits due are the coverage engine's.
 */
@Component
class Care {
    static final String PROGRAMME = "home-care";
    static final String VISIT = "neighbour";
    private static final String FACT = "HOME_CARE";

    private static final Refusal NOBODY = Refusal.notFound("没有这位居民。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("居民不在您的辖区。");
    private static final Refusal NO_CAREGIVER = Refusal.rule("no-caregiver", "此人不是登记的护理员。");
    private static final Refusal NOT_QUALIFIED = Refusal.rule("caregiver-not-qualified", "护理员没有在有效期内的培训合格记录。");
    private static final Refusal PLANNED = Refusal.conflict("care-plan-exists", "这位居民已有护理计划。");
    private static final Refusal NO_PLAN = Refusal.rule("no-care-plan", "您没有这位居民的护理计划。");
    private static final Refusal OTHER_PERSON = Refusal.rule("other-person", "读到的不是这位居民的健康码。");
    private static final Refusal GOING_ON = Refusal.conflict("visit-going-on", "这位居民的上门护理已经开始。");
    private static final Refusal NOT_BEGUN = Refusal.rule("visit-not-begun", "这次上门护理还没有开始。");
    private static final int MOST_LETTERS = 500;

    private final CareTable table;
    private final CodeReadings codes;
    private final PersonalServices services;
    private final Facts facts;
    private final People people;
    private final StandingCounting counting;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    Care(
            CareTable table,
            CodeReadings codes,
            PersonalServices services,
            Facts facts,
            People people,
            StandingCounting counting,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.codes = codes;
        this.services = services;
        this.facts = facts;
        this.people = people;
        this.counting = counting;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    Optional<Caregiver> caregiver(long personKey) {
        return table.caregiver(people.aliases(personKey));
    }

    List<Training> trainings(Caregiver caregiver) {
        return table.trainings(caregiver.personKey());
    }

    List<Caregiver> inArea(String area, String afterArea, long afterKey, int most) {
        return table.inArea(area, afterArea, afterKey, most);
    }

    Optional<Plan> plan(long personKey) {
        return table.openPlan(people.aliases(personKey));
    }

    List<Long> caredFor(long caregiverKey) {
        return table.caredFor(people.aliases(caregiverKey));
    }

    Optional<Visit> goingOn(long personKey) {
        return table.openVisit(people.aliases(personKey));
    }

    Optional<PersonalServices.Line> visits(long personKey) {
        return services.of(personKey, PROGRAMME).stream()
                .filter(line -> line.serviceId().equals(VISIT))
                .findFirst();
    }

    /** @param actor of the institution that trains and checks her */
    @Transactional
    public Outcome<Caregiver> register(Actor actor, long personKey, CareKind kind) {
        Person person = people.find(personKey).orElse(null);
        if (person == null || person.deceasedOn() != null) {
            return Outcome.no(NOBODY);
        }
        if (!actor.coversArea(person.areaCode())) {
            return Outcome.no(NOT_YOURS);
        }
        Caregiver caregiver = new Caregiver(
                person.personKey(), person.areaCode(), actor.institution(), kind, CityTime.today(clock), null);
        if (!table.register(caregiver, actor.name())) {
            return Outcome.no(Refusal.conflict("caregiver-already", "此人已是登记的护理员。"));
        }
        counting.begins(What.CAREGIVERS, caregiver.areaCode(), caregiver.registeredOn());
        return Outcome.done(caregiver);
    }

    /** @param qualifiesUntil the last day on which it qualifies; null when it gives no qualification */
    @Transactional
    public Optional<Refusal> train(
            Actor actor, long personKey, LocalDate on, String title, int hours, @Nullable LocalDate qualifiesUntil) {
        Caregiver caregiver = caregiver(personKey).orElse(null);
        if (caregiver == null) {
            return Optional.of(NO_CAREGIVER);
        }
        if (!actor.coversArea(caregiver.areaCode())) {
            return Optional.of(NOT_YOURS);
        }
        if (on.isAfter(CityTime.today(clock)) || (qualifiesUntil != null && qualifiesUntil.isBefore(on))) {
            return Optional.of(Refusal.badInput("day", "培训日期不能晚于今天，有效期不能早于培训日期。"));
        }
        if (title.isBlank() || title.length() > 100 || hours < 1 || hours > 400) {
            return Optional.of(Refusal.badInput("training", "请填写培训内容（最多 100 字）和学时（1 至 400）。"));
        }
        table.train(
                caregiver.personKey(),
                ids.next(),
                new Training(on, title.strip(), hours, qualifiesUntil, actor.name()));
        return Optional.empty();
    }

    @Transactional
    public Outcome<Plan> plan(Actor actor, long personKey, long caregiverKey, String tasks) {
        Person person = people.find(personKey).orElse(null);
        if (person == null || person.deceasedOn() != null) {
            return Outcome.no(NOBODY);
        }
        if (!actor.coversArea(person.areaCode())) {
            return Outcome.no(NOT_YOURS);
        }
        Caregiver caregiver = caregiver(caregiverKey).orElse(null);
        if (caregiver == null || people.same(caregiverKey, personKey)) {
            return Outcome.no(NO_CAREGIVER);
        }
        LocalDate today = CityTime.today(clock);
        if (!caregiver.qualifiedOn(today)) {
            return Outcome.no(NOT_QUALIFIED);
        }
        if (tasks.isBlank() || tasks.length() > MOST_LETTERS) {
            return Outcome.no(Refusal.badInput("tasks", "请写明护理内容，最多 %d 个字。".formatted(MOST_LETTERS)));
        }
        Plan plan = new Plan(
                person.personKey(),
                ids.next(),
                person.areaCode(),
                caregiver.personKey(),
                tasks.strip(),
                today,
                null,
                null);
        if (plan(personKey).isPresent() || !table.plan(plan, actor.name())) {
            return Outcome.no(PLANNED);
        }
        counting.begins(What.PLANS, plan.areaCode(), today);
        facts.tell(person.personKey(), FactKind.CONTRACT, FACT, today, null, "COMMUNITY");
        return Outcome.done(plan);
    }

    @Transactional
    public Optional<Refusal> endPlan(Actor actor, long personKey, String reason) {
        Plan plan = plan(personKey).orElse(null);
        if (plan == null) {
            return Optional.of(NO_PLAN);
        }
        String area = people.find(personKey).map(Person::areaCode).orElse("");
        if (!actor.coversArea(area)) {
            return Optional.of(NOT_YOURS);
        }
        if (reason.isBlank() || reason.length() > 200) {
            return Optional.of(Refusal.badInput("reason", "请写明结束的原因。"));
        }
        end(plan, reason.strip());
        return Optional.empty();
    }

    private void end(Plan plan, String reason) {
        LocalDate today = CityTime.today(clock);
        table.openVisit(List.of(plan.personKey())).ifPresent(table::giveUp);
        if (table.endPlan(plan, today, reason)) {
            counting.ends(What.PLANS, plan.areaCode(), today, 1);
        }
        facts.end(plan.personKey(), FactKind.CONTRACT, FACT, today);
    }

    @EventListener
    void on(PersonDeceased deceased) {
        plan(deceased.personKey()).ifPresent(plan -> end(plan, "死亡"));
    }

    /** The code is read first, and its use is on disk whatever becomes of the visit. */
    Outcome<Visit> begin(Actor resident, long caredKey, String code) {
        return standing(resident, caredKey)
                .then(plan -> read(resident, plan, code).then(_ -> begin(resident, plan)));
    }

    private Outcome<Visit> begin(Actor resident, Plan plan) {
        Optional<PersonalServices.Line> line = visits(plan.personKey());
        if (line.isPresent() && line.get().standing() == Standing.SERVED) {
            return Outcome.no(Refusal.rule(
                    "too-early", "%s 起才到下一次上门护理。".formatted(line.get().opensOn())));
        }
        Visit visit = new Visit(plan.personKey(), ids.next(), plan.planId(), resident.self(), clock.instant(), null);
        Boolean begun = transaction.execute(_ -> table.begin(visit));
        return Boolean.TRUE.equals(begun) ? Outcome.done(visit) : Outcome.no(GOING_ON);
    }

    /**
     * Ends a visit with the code of who was cared for; what was measured is the service's form.
     *
     * @return as the engine recorded it: wrong values are told by field, and the visit goes on
     */
    Recorded end(Actor resident, long caredKey, String code, Map<String, String> typed) {
        Outcome<Plan> standing = standing(resident, caredKey);
        Outcome<PublicId> read = standing.then(plan -> read(resident, plan, code));
        if (read instanceof Outcome.NotDone<PublicId>(Refusal refusal)) {
            return new Recorded.No(refusal);
        }
        Plan plan = standing.orThrow();
        Recorded recorded = transaction.execute(status -> {
            Recorded done = end(resident, plan, read.orThrow(), typed);
            if (!(done instanceof Recorded.Yes)) {
                status.setRollbackOnly();
            }
            return done;
        });
        return recorded == null ? new Recorded.No(NOT_BEGUN) : recorded;
    }

    private Recorded end(Actor resident, Plan plan, PublicId reading, Map<String, String> typed) {
        Visit visit = goingOn(plan.personKey()).orElse(null);
        if (visit == null) {
            return new Recorded.No(NOT_BEGUN);
        }
        Instant now = clock.instant();
        Recorded recorded = services.record(
                worker(resident, caregiver(resident.self()).orElseThrow()),
                plan.personKey(),
                PROGRAMME,
                VISIT,
                CityTime.today(clock),
                typed,
                "care-" + visit.visitId());
        if (recorded instanceof Recorded.Yes(long deliveryId)) {
            services.confirm(plan.personKey(), deliveryId, codes.shown(reading.toString()) + "，上门护理结束时");
            table.end(visit, now, deliveryId);
        }
        return recorded;
    }

    /** The plan by which this resident cares for that one, while she is qualified. */
    private Outcome<Plan> standing(Actor resident, long caredKey) {
        Plan plan = plan(caredKey)
                .filter(it -> people.same(it.caregiverKey(), resident.self()))
                .orElse(null);
        Caregiver caregiver = caregiver(resident.self()).orElse(null);
        if (plan == null || caregiver == null) {
            return Outcome.no(NO_PLAN);
        }
        return caregiver.qualifiedOn(CityTime.today(clock)) ? Outcome.done(plan) : Outcome.no(NOT_QUALIFIED);
    }

    private Outcome<PublicId> read(Actor resident, Plan plan, String code) {
        Caregiver caregiver = caregiver(resident.self()).orElseThrow();
        return codes.read(worker(resident, caregiver), caregiver.institutionId(), code)
                .then(id -> people.same(id.shard(), plan.personKey()) ? Outcome.done(id) : Outcome.no(OTHER_PERSON));
    }

    /** The resident as whom her institution has entrusted. */
    private Actor worker(Actor resident, Caregiver caregiver) {
        String name = people.find(resident.self()).map(Person::name).orElse("");
        return new Actor(
                Actor.Kind.RESIDENT,
                resident.id(),
                caregiver.kind().label() + " " + name,
                Set.of(Role.RESIDENT),
                caregiver.institutionId(),
                null,
                null,
                null,
                resident.self(),
                false);
    }
}
