package org.kangcheng.booking;

/**
 * A session as somebody who wants a number sees it.
 *
 * @param free how many of its numbers could be taken at the moment of asking; 0 before its release
 */
public record SessionOffer(Session session, int free) {}
