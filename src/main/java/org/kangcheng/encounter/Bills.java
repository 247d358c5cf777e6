package org.kangcheng.encounter;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.payment.NewOrder;
import org.kangcheng.payment.PayChannel;
import org.kangcheng.payment.PayResult;
import org.kangcheng.payment.PayableRef;
import org.kangcheng.payment.PaymentOrder;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.settlement.Charge;
import org.kangcheng.settlement.Payer;
import org.kangcheng.settlement.Settlement;
import org.kangcheng.settlement.Settlements;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 收费结算: what a visit owes is put on a bill, settled, and paid; at the counter or from a phone. */
@Component
public class Bills {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这张账单。");

    private final VisitTable visits;
    private final FeeTable fees;
    private final BillTable bills;
    private final StepTable steps;
    private final Desks desks;
    private final Settlements settlements;
    private final PaymentOrders payments;
    private final Ids ids;
    private final Clock clock;

    Bills(
            VisitTable visits,
            FeeTable fees,
            BillTable bills,
            StepTable steps,
            Desks desks,
            Settlements settlements,
            PaymentOrders payments,
            Ids ids,
            Clock clock) {
        this.visits = visits;
        this.fees = fees;
        this.bills = bills;
        this.steps = steps;
        this.desks = desks;
        this.settlements = settlements;
        this.payments = payments;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Bills and settles what a visit owes and stands on no bill, if anything, and answers with the visit's open bills.
     * Asked twice at once, each fee stands on one bill.
     */
    @Transactional
    public List<Bill> settle(PublicId visitId) {
        Visit visit = visits.lock(visitId).orElseThrow(Ending.UNKNOWN::asException);
        List<Charge> charges = fees.ofVisit(visitId).stream()
                .filter(fee -> fee.state() == Fee.State.DUE && fee.billId() == null)
                .map(fee -> new Charge(fee.feeId(), fee.title(), fee.amount()))
                .toList();
        if (!charges.isEmpty()) {
            bill(visit, charges);
        }
        return open(visitId);
    }

    private void bill(Visit visit, List<Charge> charges) {
        long billId = ids.next();
        PayableRef payable = new PayableRef(Bill.KIND, billId);
        Settlement settled = settlements.settle(visit.personKey(), visit.institutionId(), payable, charges);
        Fen own = settled.paidBy(Payer.PERSON);
        PaymentOrder order = payments.open(
                new NewOrder(visit.personKey(), payable, visit.institutionId(), own, "门诊费用", "bill:" + billId));
        bills.insert(new Bill(
                visit.personKey(),
                billId,
                visit.visitId(),
                visit.institutionId(),
                order.orderId(),
                settled.total(),
                Bill.State.OPEN,
                clock.instant(),
                null));
        fees.putOn(visit.id(), billId);
    }

    /** Those of a visit that wait for their payment. One that was just paid from a phone is no longer among them. */
    @Transactional
    public List<Bill> open(PublicId visit) {
        bills.ofVisit(visit).stream()
                .filter(bill -> bill.state() == Bill.State.OPEN)
                .forEach(bill -> hearOfPayment(bill.personKey(), bill.billId()));
        return bills.ofVisit(visit).stream()
                .filter(bill -> bill.state() == Bill.State.OPEN)
                .toList();
    }

    /** The person at the counter, whose code was read there, pays in cash. */
    @Transactional
    public Outcome<Bill> payCash(Actor actor, PublicId reading, PublicId billId) {
        if (desks.standing(actor, reading, CareStep.PAYMENT) instanceof Outcome.NotDone<DeskReading>(Refusal refusal)) {
            return Outcome.no(refusal);
        }
        Bill bill = bills.find(billId.shard(), billId.key())
                .filter(it -> it.institutionId() == actor.institution() && desks.mayServe(reading, it.personKey()))
                .orElse(null);
        if (bill == null) {
            return Outcome.no(UNKNOWN);
        }
        visits.lock(bill.visit());
        return switch (payments.payCash(actor, bill.paymentOrder())) {
            case PayResult.NotPayable(Refusal refusal) -> Outcome.no(refusal);
            case PayResult.Paid _, PayResult.GoTo _ -> Outcome.done(hearOfPayment(bill.personKey(), bill.billId()));
        };
    }

    /** Marks the bill as paid when its order is; as often as one likes. */
    @Transactional
    public Bill hearOfPayment(long personKey, long billId) {
        Bill bill = bills.find(personKey, billId).orElseThrow();
        Optional<PaymentOrder> paid = payments.find(bill.paymentOrder()).filter(PaymentOrder::paid);
        if (bill.state() == Bill.State.OPEN && paid.isPresent()) {
            markPaid(bill, Objects.requireNonNull(paid.get().channel()));
        }
        return bills.find(personKey, billId).orElseThrow();
    }

    /** Everybody holds the visit before its bills: whoever came the other way round would wait for one who waits. */
    private void markPaid(Bill bill, PayChannel channel) {
        visits.lock(bill.visit());
        if (bills.markPaid(bill, clock.instant())) {
            fees.markPaid(bill.visit(), bill.billId());
            steps.add(
                    bill.visit(), Step.Kind.PAID, null, channel == PayChannel.CASH ? "收费窗口" : "手机支付", channel.label());
        }
    }

    public List<Bill> ofVisit(PublicId visit) {
        return bills.ofVisit(visit);
    }

    public List<Fee> fees(PublicId visit) {
        return fees.ofVisit(visit);
    }

    /** Who pays what of a bill and by which rule. */
    public Optional<Settlement> settlement(Bill bill) {
        return settlements.standing(bill.personKey(), bill.payable());
    }
}
