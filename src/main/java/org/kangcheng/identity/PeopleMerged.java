package org.kangcheng.identity;

/** Two keys turned out to be one person: whoever keeps a one-per-person rule now looks at both. */
public record PeopleMerged(long retiredKey, long currentKey) {}
