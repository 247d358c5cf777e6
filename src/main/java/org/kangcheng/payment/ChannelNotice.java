package org.kangcheng.payment;

/**
 * What a channel tells of a payment, as its JSON body.
 *
 * @param order our order's public id
 * @param amountFen what the payer paid, in fen
 */
record ChannelNotice(String tradeNo, String order, long amountFen) {}
