package org.kangcheng.encounter;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.payment.RefundResult;
import org.kangcheng.settlement.Charge;
import org.kangcheng.settlement.Settlements;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 退费: gives back the money for what was paid and not done. The bill is settled anew without it. */
@Component
public class Refunds {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这项收费。");
    private static final Refusal NOT_PAID = Refusal.conflict("fee-not-paid", "该项没有可退的款项。");
    private static final Refusal DONE = Refusal.rule("already-done", "该项已执行(已采样、已发药或已接诊),不能退费。");

    private final Desks desks;
    private final VisitTable visits;
    private final FeeTable fees;
    private final BillTable bills;
    private final LaboratoryTable laboratory;
    private final PrescriptionTable prescriptions;
    private final VisitFiling filing;
    private final Settlements settlements;
    private final PaymentOrders payments;

    Refunds(
            Desks desks,
            VisitTable visits,
            FeeTable fees,
            BillTable bills,
            LaboratoryTable laboratory,
            PrescriptionTable prescriptions,
            VisitFiling filing,
            Settlements settlements,
            PaymentOrders payments) {
        this.desks = desks;
        this.visits = visits;
        this.fees = fees;
        this.bills = bills;
        this.laboratory = laboratory;
        this.prescriptions = prescriptions;
        this.filing = filing;
        this.settlements = settlements;
        this.payments = payments;
    }

    /** Refunds one fee of a visit to the person whose code was read at the cashier's desk. Once, however often asked. */
    @Transactional
    public Outcome<Fee> refund(Actor actor, PublicId reading, PublicId visitId, long feeId) {
        if (desks.standing(actor, reading, CareStep.PAYMENT) instanceof Outcome.NotDone<DeskReading>(Refusal refusal)) {
            return Outcome.no(refusal);
        }
        Visit visit = visits.lock(visitId)
                .filter(it -> it.institutionId() == actor.institution() && desks.mayServe(reading, it.personKey()))
                .orElse(null);
        Fee fee = visit == null ? null : find(visit, feeId);
        if (visit == null || fee == null) {
            return Outcome.no(UNKNOWN);
        }
        if (fee.state() == Fee.State.REFUNDED) {
            return Outcome.done(fee);
        }
        Refusal refusal = fee.state() != Fee.State.PAID ? NOT_PAID : takeBack(visit, fee) ? null : DONE;
        return refusal == null ? Outcome.done(giveBack(visit, fee)) : Outcome.no(refusal);
    }

    private @Nullable Fee find(Visit visit, long feeId) {
        return fees.ofVisit(visit.id()).stream()
                .filter(fee -> fee.feeId() == feeId)
                .findFirst()
                .orElse(null);
    }

    /** What was ordered is cancelled, unless it has been done. */
    private boolean takeBack(Visit visit, Fee fee) {
        PublicId subject = new PublicId(visit.personKey(), fee.subjectId());
        return switch (fee.kind()) {
            case REGISTRATION, CONSULTATION -> visit.state() == Visit.State.CANCELLED;
            case LABORATORY ->
                laboratory.cancel(subject)
                        && revoke(visit, laboratory.find(subject).orElseThrow().entryKey());
            case MEDICINE ->
                prescriptions.cancel(subject)
                        && revoke(
                                visit, prescriptions.find(subject).orElseThrow().entryKey());
        };
    }

    private boolean revoke(Visit visit, long entryKey) {
        filing.revoked(visit.personKey(), entryKey);
        return true;
    }

    private Fee giveBack(Visit visit, Fee fee) {
        Bill bill = bills.find(visit.personKey(), Objects.requireNonNull(fee.billId()))
                .orElseThrow();
        fees.move(visit.personKey(), fee.feeId(), Fee.State.PAID, Fee.State.REFUNDED);
        settleAnew(visit, bill);
        if (payments.refund(bill.paymentOrder(), fee.amount(), "fee:" + fee.feeId())
                instanceof RefundResult.NotRefunded(Refusal refusal)) {
            throw refusal.asException();
        }
        return Objects.requireNonNull(find(visit, fee.feeId()));
    }

    private void settleAnew(Visit visit, Bill bill) {
        settlements.reverse(visit.personKey(), bill.payable());
        List<Charge> rest = fees.ofVisit(visit.id()).stream()
                .filter(fee -> fee.state() == Fee.State.PAID && Objects.equals(fee.billId(), bill.billId()))
                .map(fee -> new Charge(fee.feeId(), fee.title(), fee.amount()))
                .toList();
        if (!rest.isEmpty()) {
            settlements.settle(visit.personKey(), visit.institutionId(), bill.payable(), rest);
        }
    }
}
