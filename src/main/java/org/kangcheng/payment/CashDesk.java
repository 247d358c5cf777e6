package org.kangcheng.payment;

import java.util.Optional;
import org.kangcheng.kernel.Fen;
import org.springframework.stereotype.Component;

/** Cash: nobody to ask. The cashier who books it takes it in and hands it out. */
@Component
class CashDesk implements Channel {
    @Override
    public PayChannel code() {
        return PayChannel.CASH;
    }

    @Override
    public Optional<String> cashier(PaymentOrder order) {
        return Optional.empty();
    }

    @Override
    public void refund(PaymentOrder order, Fen amount) {}
}
