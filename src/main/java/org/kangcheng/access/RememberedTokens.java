package org.kangcheng.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * A program asks thousands of times with the same token: its signature is checked once a minute. Whether it has expired
 * is asked each time.
 */
final class RememberedTokens implements JwtDecoder {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final JwtDecoder decoder;
    private final Cache<String, Jwt> checked =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    RememberedTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = checked.getIfPresent(token);
        if (known != null && expires(known).isAfter(Instant.now())) {
            return known;
        }
        Jwt jwt = decoder.decode(token);
        checked.put(token, jwt);
        return jwt;
    }

    private static Instant expires(Jwt jwt) {
        Instant at = jwt.getExpiresAt();
        return at == null ? Instant.MIN : at;
    }
}
