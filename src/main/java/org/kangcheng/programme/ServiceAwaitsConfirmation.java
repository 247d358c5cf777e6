package org.kangcheng.programme;

/** A service was recorded that counts only once its resident confirms it. */
public record ServiceAwaitsConfirmation(long personKey, long deliveryId) {}
