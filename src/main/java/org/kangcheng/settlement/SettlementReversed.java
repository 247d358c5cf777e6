package org.kangcheng.settlement;

/** The settlement of a bill was taken back. */
public record SettlementReversed(long personKey, long settlementId) {}
