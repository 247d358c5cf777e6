package org.kangcheng.identity;

/** A merge was undone: {@code restoredKey} is a person of her own again. */
public record PeopleSplit(long restoredKey, long currentKey) {}
