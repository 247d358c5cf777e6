package org.kangcheng.payment;

import org.kangcheng.kernel.Fen;

/**
 * What {@link PaymentOrders#open} is asked for.
 *
 * @param title as the payer reads it; without a diagnosis
 * @param requestKey names this request among the person's: sent again, it opens nothing more
 */
public record NewOrder(
        long personKey, PayableRef payable, long institutionId, Fen amount, String title, String requestKey) {}
