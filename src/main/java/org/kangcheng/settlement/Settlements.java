package org.kangcheng.settlement;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.payment.PayableRef;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Settles bills. No policy is known yet, so the person pays each charge. */
@Component
public class Settlements {
    private static final String SELF_PAY = "SELF_PAY";
    private static final String SELF_PAY_TITLE = "自费(尚无适用的保障政策)";

    private final SettlementTable table;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    Settlements(SettlementTable table, ApplicationEventPublisher events, Ids ids, Clock clock) {
        this.table = table;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Settles a bill, or answers with its standing settlement: a bill is settled once until that is reversed.
     *
     * @param charges at least one, each above zero
     */
    @Transactional
    public Settlement settle(long personKey, long institutionId, PayableRef payable, List<Charge> charges) {
        List<PayerLine> lines = divide(charges);
        Fen total = lines.stream().map(PayerLine::amount).reduce(Fen.ZERO, Fen::plus);
        Instant now = clock.instant();
        Settlement settled = new Settlement(personKey, ids.next(), institutionId, payable, total, now, lines);
        if (table.insert(settled)) {
            Set<String> rules = lines.stream().map(PayerLine::ruleCode).collect(Collectors.toUnmodifiableSet());
            events.publishEvent(
                    new BillSettled(personKey, settled.settlementId(), institutionId, rules, CityTime.dayOf(now)));
        }
        return standing(personKey, payable).orElseThrow();
    }

    private static List<PayerLine> divide(List<Charge> charges) {
        List<PayerLine> lines = new ArrayList<>();
        for (Charge charge : charges) {
            lines.add(new PayerLine(
                    lines.size() + 1,
                    charge.chargeId(),
                    charge.title(),
                    Payer.PERSON,
                    SELF_PAY,
                    SELF_PAY_TITLE,
                    charge.amount()));
        }
        return lines;
    }

    /** The settlement of a bill that holds now. */
    public Optional<Settlement> standing(long personKey, PayableRef payable) {
        return table.standing(personKey, payable);
    }

    /** Whether a settlement holds: it was not taken back. */
    public boolean stands(long personKey, long settlementId) {
        return table.stands(personKey, settlementId);
    }

    /** Takes the standing settlement back, so that the bill can be settled anew; false when there is none. */
    @Transactional
    public boolean reverse(long personKey, PayableRef payable) {
        Optional<Settlement> standing = table.standing(personKey, payable);
        boolean reversed = table.reverse(personKey, payable, clock.instant());
        if (reversed) {
            events.publishEvent(
                    new SettlementReversed(personKey, standing.orElseThrow().settlementId()));
        }
        return reversed;
    }

    /** 个人负担: what a resident, under all of her keys, was left to pay herself since {@code since}. */
    public Fen ownSince(Collection<Long> personKeys, Instant since) {
        return table.ownSince(personKeys, since);
    }
}
