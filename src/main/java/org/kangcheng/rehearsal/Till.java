package org.kangcheng.rehearsal;

import java.util.List;
import org.kangcheng.encounter.Bill;
import org.kangcheng.encounter.Bills;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.PayResult;
import org.kangcheng.payment.SandboxCashier;
import org.kangcheng.terminology.CareStep;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** 结算与缴费: most pay from their phones, some in cash at the counter. */
@Component
@Profile("!production")
class Till {
    private static final int BY_PHONE_PERCENT = 70;

    private final Bills bills;
    private final SandboxCashier phone;
    private final Scanner scanner;

    Till(Bills bills, SandboxCashier phone, Scanner scanner) {
        this.bills = bills;
        this.phone = phone;
        this.scanner = scanner;
    }

    void pay(Doing doing, Place place, Visit visit) {
        List<Bill> open = doing.calls().make(CareStage.SETTLE, () -> bills.settle(visit.id()));
        for (Bill bill : open) {
            if (doing.chance(BY_PHONE_PERCENT)) {
                payByPhone(doing, bill);
            } else {
                payCash(doing, place, bill);
            }
            doing.kept().paid(bill.paymentOrder());
        }
    }

    private void payByPhone(Doing doing, Bill bill) {
        PayResult paid = doing.chance(10)
                ? doing.calls().twice(CareStage.PAY, () -> phone.confirm(bill.paymentOrder()), Till::onePaid)
                : doing.calls().make(CareStage.PAY, () -> phone.confirm(bill.paymentOrder()));
        if (paid instanceof PayResult.NotPayable(var refusal)) {
            throw refusal.asException();
        }
    }

    private static boolean onePaid(PayResult one, PayResult other) {
        return one instanceof PayResult.Paid != other instanceof PayResult.Paid;
    }

    private void payCash(Doing doing, Place place, Bill bill) {
        PublicId reading = scanner.read(doing, place.registrar(), CareStep.PAYMENT);
        doing.calls()
                .make(CareStage.PAY, () -> bills.payCash(place.registrar(), reading, bill.id()))
                .orRefuse();
    }
}
