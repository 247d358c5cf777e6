package org.kangcheng.identity;

/** A resident was granted a status, or one of hers was ended. */
public record StatusChanged(long personKey, StatusKind kind) {}
