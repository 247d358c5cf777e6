package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.encounter.LaboratoryOrder.State;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 检验: samples are taken by code; results are entered, checked and released. */
@Component
public class Laboratory {
    /** The series of the institution's day under which samples are counted; no department has this id. */
    private static final long SAMPLES = 0;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个检验申请。");
    private static final Refusal NO_SAMPLE = Refusal.conflict("no-sample", "该申请尚未采样或已取消,不能录入结果。");
    private static final Refusal CANCELLED = Refusal.conflict("order-cancelled", "该检验申请已取消。");

    private final Desks desks;
    private final VisitTable visits;
    private final LaboratoryTable table;
    private final QueueTable counter;
    private final StepTable steps;
    private final VisitFiling filing;
    private final Catalogue catalogue;
    private final People people;
    private final Readings log;
    private final Clock clock;

    Laboratory(
            Desks desks,
            VisitTable visits,
            LaboratoryTable table,
            QueueTable counter,
            StepTable steps,
            VisitFiling filing,
            Catalogue catalogue,
            People people,
            Readings log,
            Clock clock) {
        this.desks = desks;
        this.visits = visits;
        this.table = table;
        this.counter = counter;
        this.steps = steps;
        this.filing = filing;
        this.catalogue = catalogue;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** 采样: of the person whose code was read at the laboratory's desk. Taken once; asked again, the same sample. */
    @Transactional
    public Outcome<LaboratoryOrder> takeSample(Actor actor, PublicId reading, PublicId orderId) {
        return switch (desks.standing(actor, reading, CareStep.EXAMINATION)) {
            case Outcome.NotDone<DeskReading>(Refusal refusal) -> Outcome.no(refusal);
            case Outcome.Done<DeskReading>(DeskReading read) ->
                own(actor, orderId)
                        .filter(order -> desks.mayServe(reading, order.personKey()))
                        .map(order -> sample(actor, read, order))
                        .orElseGet(() -> Outcome.no(UNKNOWN));
        };
    }

    private Outcome<LaboratoryOrder> sample(Actor actor, DeskReading reading, LaboratoryOrder order) {
        visits.lock(order.visit());
        Instant now = clock.instant();
        State state = table.find(order.id()).orElseThrow().state();
        if (state == State.CANCELLED) {
            return Outcome.no(CANCELLED);
        }
        if (state == State.ORDERED) {
            String sampleNo = "%s-%04d"
                    .formatted(
                            DAY.format(CityTime.dayOf(now)),
                            counter.next(order.institutionId(), CityTime.dayOf(now), SAMPLES));
            table.sample(order.id(), sampleNo, now);
            table.enqueue(order, sampleNo, now);
            steps.add(order.visit(), Step.Kind.SAMPLED, reading, "检验科", actor.name());
        }
        return Outcome.done(table.find(order.id()).orElseThrow());
    }

    /**
     * 审核发布: the values of all analytes, as typed. An implausible or missing value refuses the whole, naming it.
     * Released once: asked again, the result as it was released.
     *
     * @param typed by analyte code
     */
    @Transactional
    public Outcome<LaboratoryOrder> release(Actor actor, PublicId orderId, Map<String, String> typed) {
        LaboratoryOrder order = own(actor, orderId).orElse(null);
        if (order == null) {
            return Outcome.no(UNKNOWN);
        }
        Visit visit = visits.lock(order.visit()).orElseThrow();
        LaboratoryOrder now = table.find(orderId).orElseThrow();
        return switch (now.state()) {
            case RELEASED -> Outcome.done(now);
            case ORDERED, CANCELLED -> Outcome.no(NO_SAMPLE);
            case SAMPLED -> release(actor, visit, now, typed);
        };
    }

    private Outcome<LaboratoryOrder> release(
            Actor actor, Visit visit, LaboratoryOrder order, Map<String, String> typed) {
        LaboratoryTest test = catalogue.orderedTest(order.testCode());
        List<VisitFiling.Measured> values = new ArrayList<>();
        for (Analyte analyte : test.analytesFor(sex(order.personKey()))) {
            Optional<ResultValue> value = analyte.read(typed.getOrDefault(analyte.code(), ""));
            if (value.isEmpty()) {
                return Outcome.no(implausible(analyte));
            }
            values.add(new VisitFiling.Measured(analyte, value.get()));
        }
        table.save(order.id(), values.stream().map(VisitFiling.Measured::value).toList());
        table.release(order.id(), actor.name(), clock.instant());
        table.dequeue(order);
        LaboratoryOrder released = table.find(order.id()).orElseThrow();
        filing.released(visit, released, test, values);
        steps.add(visit.id(), Step.Kind.RELEASED, null, "检验科", actor.name());
        log.log(actor, order.personKey(), "检验结果", Purpose.LABORATORY);
        return Outcome.done(released);
    }

    private static Refusal implausible(Analyte analyte) {
        String bounds = analyte.least() == null || analyte.most() == null
                ? String.join("、", analyte.options())
                : analyte.least() + "-" + analyte.most();
        return Refusal.badInput("implausible-value", "“%s”未填写或不合理,应为 %s。".formatted(analyte.name(), bounds));
    }

    /** What the person's test measures, with the ranges that hold for the person. */
    public List<Analyte> analytes(LaboratoryOrder order) {
        return catalogue.orderedTest(order.testCode()).analytesFor(sex(order.personKey()));
    }

    private Sex sex(long personKey) {
        return people.find(personKey).orElseThrow().sex();
    }

    /** The institution's samples whose results are owed, the oldest first. */
    Slice<LaboratoryTable.Sample> owed(Actor actor, String after, int limit) {
        List<LaboratoryTable.Sample> rows = table.queue(actor.institution(), after, limit + 1);
        return Slice.of(rows, limit, LaboratoryTable.Sample::sampleNo);
    }

    /** An order of the actor's own institution. */
    Optional<LaboratoryOrder> own(Actor actor, PublicId order) {
        return table.find(order).filter(it -> actor.coversInstitution(it.institutionId()));
    }

    public List<LaboratoryOrder> ofVisit(PublicId visit) {
        return table.ofVisit(visit);
    }

    public List<ResultValue> values(PublicId order) {
        return table.values(order);
    }
}
