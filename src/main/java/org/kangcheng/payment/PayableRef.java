package org.kangcheng.payment;

/**
 * What is paid for, in the words of the module that asks for the money.
 *
 * @param kind the asking module's word for it: {@code visit-bill}
 * @param id the key of its row, below the same person
 */
public record PayableRef(String kind, long id) {}
