package org.kangcheng.payment;

import org.kangcheng.kernel.Refusal;

/** What became of the wish to give money back. */
public sealed interface RefundResult {
    /** @param order as it is after the refund; the same when the request is repeated */
    record Refunded(PaymentOrder order) implements RefundResult {}

    record NotRefunded(Refusal refusal) implements RefundResult {}
}
