package org.kangcheng.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 居民电子健康卡: a code, not a thing. A person has at most one that is not cancelled.
 *
 * @param cardNo counts the person's cards, from 1
 * @param cardId 64 hex digits
 * @param issuedBy the institution that issued it; null when it was issued on line or in bulk
 */
public record HealthCard(
        long personKey,
        int cardNo,
        String cardId,
        CardAttribute attribute,
        CardStatus status,
        String areaCode,
        @Nullable Long issuedBy,
        Instant issuedAt) {}
