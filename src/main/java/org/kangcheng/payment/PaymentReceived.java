package org.kangcheng.payment;

/** An order has been paid in full. */
public record PaymentReceived(long personKey, long orderId, PayableRef payable) {}
