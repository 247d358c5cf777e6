package org.kangcheng.encounter;

import org.kangcheng.payment.PaymentReceived;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** A bill that was paid from a phone is marked as paid; the counter and the pharmacy also look for themselves. */
@Component
class MarkPaidOnPayment {
    private final Bills bills;

    MarkPaidOnPayment(Bills bills) {
        this.bills = bills;
    }

    @ApplicationModuleListener(id = "encounter.mark-paid-on-payment")
    void on(PaymentReceived paid) {
        if (paid.payable().kind().equals(Bill.KIND)) {
            bills.hearOfPayment(paid.personKey(), paid.payable().id());
        }
    }
}
