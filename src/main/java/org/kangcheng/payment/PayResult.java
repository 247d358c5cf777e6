package org.kangcheng.payment;

import org.kangcheng.kernel.Refusal;

/** What became of the wish to pay. */
public sealed interface PayResult {
    /** The money is here: now, or since an earlier request. */
    record Paid(PaymentOrder order) implements PayResult {}

    /** The payer goes on at the channel's own page. */
    record GoTo(String path) implements PayResult {}

    record NotPayable(Refusal refusal) implements PayResult {}
}
