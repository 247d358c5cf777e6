package org.kangcheng.identity;

import java.time.LocalDate;

/** A resident has died. */
public record PersonDeceased(long personKey, LocalDate on) {}
