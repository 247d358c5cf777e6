package org.kangcheng.encounter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.settlement.Settlements;
import org.springframework.stereotype.Component;

/** Takes back fees that nobody has paid. Its caller holds the visit. */
@Component
class Withdrawal {
    private static final Refusal PAID = Refusal.conflict("already-paid", "该项已缴费,请到收费窗口退费。");

    private final FeeTable fees;
    private final BillTable bills;
    private final PaymentOrders payments;
    private final Settlements settlements;

    Withdrawal(FeeTable fees, BillTable bills, PaymentOrders payments, Settlements settlements) {
        this.fees = fees;
        this.bills = bills;
        this.payments = payments;
        this.settlements = settlements;
    }

    /** Null when the fee is owed no more; else why it cannot be taken back. What costs nothing has no fee. */
    @Nullable
    Refusal voidFee(Visit visit, Fee.Kind kind, long subjectId) {
        Fee fee = fees.of(visit.personKey(), kind, subjectId).orElse(null);
        return fee == null ? null : voidFee(visit, fee);
    }

    private @Nullable Refusal voidFee(Visit visit, Fee fee) {
        boolean due = fee.state() == Fee.State.DUE && (fee.billId() == null || withdraw(visit, fee.billId()));
        if (due) {
            fees.move(visit.personKey(), fee.feeId(), Fee.State.DUE, Fee.State.VOID);
            return null;
        }
        return fee.state() == Fee.State.VOID ? null : PAID;
    }

    /** All that the visit owes. What is paid stays paid: the cashier gives it back. */
    void forgive(Visit visit) {
        List<Fee> owed = fees.ofVisit(visit.id()).stream()
                .filter(fee -> fee.state() == Fee.State.DUE)
                .toList();
        owed.forEach(fee -> voidFee(visit, fee.kind(), fee.subjectId()));
    }

    /** Takes a bill back whose order can still be closed: its fees are free to stand on another. */
    private boolean withdraw(Visit visit, long billId) {
        Bill bill = bills.find(visit.personKey(), billId).orElseThrow();
        if (!payments.close(bill.paymentOrder())) {
            return false;
        }
        bills.withdraw(bill);
        fees.takeOff(visit.id(), billId);
        settlements.reverse(visit.personKey(), bill.payable());
        return true;
    }
}
