package org.kangcheng.card;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 注册, 查询: what an institution's program asks for by a person's document. */
@Component
class RegisterCard {
    /** The number is known under another name, sex or birth: whoever asks is told no more than that. */
    private static final Refusal OTHER_PERSON =
            Refusal.conflict("person-mismatch", "证件号码与已登记居民的姓名、性别或出生日期不一致,已转主索引管理员核对。");

    private final Enrolments enrolments;
    private final People people;
    private final IssueCard issue;
    private final CardTable cards;
    private final Readings readings;

    RegisterCard(Enrolments enrolments, People people, IssueCard issue, CardTable cards, Readings readings) {
        this.enrolments = enrolments;
        this.people = people;
        this.issue = issue;
        this.cards = cards;
        this.readings = readings;
    }

    /** Enrols the person if need be. Asked again, the same card. */
    @Transactional
    IssueResult register(Actor actor, NewPerson person) {
        return switch (enrolments.enrol(actor, person)) {
            case EnrolResult.Enrolled enrolled -> issue.issue(actor, enrolled.personKey());
            case EnrolResult.Known known -> issue.issue(actor, known.personKey());
            case EnrolResult.Suspicious _ -> new IssueResult.NotIssued(OTHER_PERSON);
            case EnrolResult.Refused refused -> new IssueResult.NotIssued(refused.refusal());
        };
    }

    /** Empty when nobody has this document, or has no card. */
    @Transactional
    Optional<HealthCard> byDocument(Actor actor, String idType, String idNumber) {
        Optional<HealthCard> card = people.byDocument(idType, idNumber).flatMap(cards::live);
        card.ifPresent(found -> readings.log(actor, found.personKey(), "健康卡", Purpose.EXCHANGE));
        return card;
    }
}
