package org.kangcheng.settlement;

import java.time.LocalDate;
import java.util.Set;

/** A bill was settled. @param rules the codes of all rules by which somebody pays a line of it */
public record BillSettled(long personKey, long settlementId, long institutionId, Set<String> rules, LocalDate on) {}
