package org.kangcheng.identity;

/** A resident lives elsewhere in the city now. */
public record PersonMoved(long personKey, String fromArea, String toArea) {}
