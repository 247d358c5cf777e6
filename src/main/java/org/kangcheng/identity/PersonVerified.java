package org.kangcheng.identity;

/** An institution has seen the person's document (实名): what was temporary may become regular. */
public record PersonVerified(long personKey) {}
