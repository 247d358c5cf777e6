package org.kangcheng.payment;

import java.util.Optional;
import org.kangcheng.kernel.Fen;

/** What the platform asks of a payment channel. What the channel tells comes as a {@link ChannelNotice}. */
interface Channel {
    PayChannel code();

    /** The page where the payer pays; empty when that is done at the counter. */
    Optional<String> cashier(PaymentOrder order);

    /** Gives back a part or all of a trade, in the transaction that books it, once for each call. */
    void refund(PaymentOrder order, Fen amount);
}
