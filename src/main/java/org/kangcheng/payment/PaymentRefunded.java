package org.kangcheng.payment;

/** Money of an order was given back, all of it or a part: the order says how much in all. */
public record PaymentRefunded(long personKey, long orderId, PayableRef payable) {}
