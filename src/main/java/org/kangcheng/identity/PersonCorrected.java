package org.kangcheng.identity;

/** What was recorded of a resident (name, sex, birth, a death that was none) was wrong and is corrected. */
public record PersonCorrected(long personKey) {}
