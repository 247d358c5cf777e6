package org.kangcheng.survey;

/** A visit was rated with two stars or fewer in something. Says how it was rated, not by whom. */
public record PoorlyRated(long personKey, long visitId, long institutionId, int service, int waiting, int result) {}
