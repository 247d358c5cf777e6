package org.kangcheng.identity;

/** A new resident stands in the index. Bulk loads do not tell it. */
public record PersonEnrolled(long personKey, String areaCode) {}
