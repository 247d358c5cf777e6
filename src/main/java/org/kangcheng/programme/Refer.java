package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 转诊: sends somebody to an institution, and keeps what that says: it takes her, she came, it gives her back. Whether the actor
 * may send her is the caller's care; whose institution it is, is asked here.
 */
@Component
class Refer {
    private static final int LONGEST = 200;
    private static final Refusal NOT_REFERRED = Refusal.rule("not-referred", "这条记录没有分级为转诊，或已作废。");
    private static final Refusal NO_INSTITUTION = Refusal.badInput("institution", "请选择接收转诊的医院。");
    private static final Refusal STANDS = Refusal.conflict("referred", "这条记录已开过转诊单；医院退回以后可以另开。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("这张转诊单不是转到您的机构。");
    private static final Refusal GIVEN_BACK = Refusal.conflict("given-back", "这张转诊单已经退回或转回。");

    private final ReferralTable referrals;
    private final ReferringGrades grades;
    private final Institutions institutions;
    private final Ids ids;
    private final Clock clock;

    Refer(ReferralTable referrals, ReferringGrades grades, Institutions institutions, Ids ids, Clock clock) {
        this.referrals = referrals;
        this.grades = grades;
        this.institutions = institutions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Sends somebody to a hospital; to the same one again, nothing changes.
     *
     * @param record whose grade sends her on
     */
    @Transactional
    public Optional<Refusal> issue(Actor actor, Delivery record, long institutionId, String note) {
        if (record.voidedAt() != null || grades.reason(record).isEmpty()) {
            return Optional.of(NOT_REFERRED);
        }
        if (institutions
                .find(institutionId)
                .filter(it -> it.kind() == Institution.Kind.HOSPITAL || it.kind() == Institution.Kind.PRIMARY)
                .isEmpty()) {
            return Optional.of(NO_INSTITUTION);
        }
        if (note.length() > LONGEST) {
            return Optional.of(tooLong());
        }
        boolean first = referrals.insert(
                Referral.issued(record, ids.next(), institutionId, CityTime.today(clock), actor.name(), note.strip()));
        return first
                        || referrals
                                .standing(record.personKey(), record.deliveryId())
                                .filter(it -> it.institutionId() == institutionId)
                                .isPresent()
                ? Optional.empty()
                : Optional.of(STANDS);
    }

    /** 接收. */
    @Transactional
    public Optional<Refusal> accept(Actor actor, Referral referral) {
        return step(actor, referral, (by, at) -> referrals.accept(referral, by, at));
    }

    /** 到诊. */
    @Transactional
    public Optional<Refusal> came(Actor actor, Referral referral) {
        return step(actor, referral, (by, at) -> referrals.came(referral, by, at));
    }

    /** 退回, or 转回 of who came. @param note why, or what is to be done */
    @Transactional
    public Optional<Refusal> giveBack(Actor actor, Referral referral, String note) {
        if (note.isBlank()) {
            return Optional.of(Refusal.badInput("note", "请写明退回的原因，或转回以后怎样随访。"));
        }
        if (note.length() > LONGEST) {
            return Optional.of(tooLong());
        }
        return step(actor, referral, (by, at) -> referrals.giveBack(referral, note.strip(), by, at));
    }

    private interface Step {
        boolean take(String by, Instant at);
    }

    private Optional<Refusal> step(Actor actor, Referral referral, Step step) {
        if (!isTo(actor, referral)) {
            return Optional.of(NOT_YOURS);
        }
        return step.take(actor.name(), clock.instant()) ? Optional.empty() : Optional.of(GIVEN_BACK);
    }

    /** Whether it is the actor's institution that is to take her. */
    static boolean isTo(Actor actor, Referral referral) {
        Long institution = actor.institutionId();
        return institution != null && institution == referral.institutionId();
    }

    private static Refusal tooLong() {
        return Refusal.badInput("note", "说明最多 %d 个字。".formatted(LONGEST));
    }
}
