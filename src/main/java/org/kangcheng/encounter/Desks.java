package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.card.CodeReader;
import org.kangcheng.card.ReadResult;
import org.kangcheng.card.ReadingAt;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.ReadingPoint;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** 识读环节: every desk reads the person's code first, and works on that reading. */
@Component
public class Desks {
    private static final Duration STANDS = Duration.ofMinutes(30);
    private static final Refusal NOT_READ = Refusal.rule("code-not-read", "请先识读患者的健康码(识读后 30 分钟内有效)。");

    private final CodeReader reader;
    private final DeskReadingTable table;
    private final Institutions institutions;
    private final People people;
    private final Readings log;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    Desks(
            CodeReader reader,
            DeskReadingTable table,
            Institutions institutions,
            People people,
            Readings log,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.reader = reader;
        this.table = table;
        this.institutions = institutions;
        this.people = people;
        this.log = log;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Reads a code at the desk of a care step. The card's own use record is on disk whatever becomes of the rest.
     *
     * @param requestKey of the form that was sent: a scanner that sends twice makes one reading
     */
    public Outcome<DeskReading> read(Actor actor, String codeText, CareStep step, String requestKey) {
        CareChannel channel = step == CareStep.CONSULTATION ? CareChannel.CONSULTING_ROOM : CareChannel.COUNTER;
        ReadingAt at = new ReadingAt(actor.institution(), readingPoint(actor, step), step, channel);
        return switch (reader.read(actor, codeText, at)) {
            case ReadResult.NotRead(Refusal refusal) -> Outcome.no(refusal);
            case ReadResult.Read read -> Outcome.done(keep(actor, read.personKey(), step, requestKey));
        };
    }

    /** The institution's point for this step: that of the actor's own department, if it has one. */
    private @Nullable Long readingPoint(Actor actor, CareStep step) {
        return institutions.readingPoints(actor.institution()).stream()
                .filter(point -> point.careStep() == step)
                .filter(point -> actor.departmentId() == null
                        || point.departmentId() == null
                        || point.departmentId().equals(actor.departmentId()))
                .map(ReadingPoint::readingPointId)
                .findFirst()
                .orElse(null);
    }

    private DeskReading keep(Actor actor, long personKey, CareStep step, String requestKey) {
        DeskReading reading = new DeskReading(personKey, ids.next(), actor.institution(), step, clock.instant());
        return transaction.execute(status -> {
            log.log(actor, personKey, what(step), purpose(step));
            return table.keep(reading, actor.name(), requestKey);
        });
    }

    /** The reading that work at this desk stands on: of this institution and step, and not long ago. */
    Outcome<DeskReading> standing(Actor actor, PublicId reading, CareStep step) {
        Optional<DeskReading> found = table.find(reading)
                .filter(it -> it.institutionId() == actor.institution() && it.step() == step)
                .filter(it -> it.readAt().plus(STANDS).isAfter(clock.instant()));
        return found.map(Outcome::done).orElseGet(() -> Outcome.no(NOT_READ));
    }

    /** Whether what lies under a key is the business of who was read: a merge may have come between. */
    boolean mayServe(PublicId reading, long personKey) {
        return people.same(reading.shard(), personKey);
    }

    private static String what(CareStep step) {
        return switch (step) {
            case REGISTRATION -> "挂号与候诊信息";
            case CONSULTATION -> "本次就诊信息";
            case EXAMINATION -> "检验申请";
            case PHARMACY -> "处方";
            case PAYMENT -> "账单";
            default -> "就诊信息";
        };
    }

    private static Purpose purpose(CareStep step) {
        return switch (step) {
            case REGISTRATION -> Purpose.REGISTRATION;
            case EXAMINATION -> Purpose.LABORATORY;
            case PHARMACY -> Purpose.PHARMACY;
            case PAYMENT -> Purpose.PAYMENT;
            default -> Purpose.TREATMENT;
        };
    }
}
