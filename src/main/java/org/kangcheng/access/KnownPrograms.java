package org.kangcheng.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Which program a token stands for. It asks thousands of times with the same token: whose it is is made out once a minute,
 * whether it has expired is asked each time.
 */
@Component
class KnownPrograms implements AuthenticationManager {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private record Known(ActorAuthentication program, Instant until) {}

    private final JwtDecoder decoder;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    KnownPrograms(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /** @throws InvalidBearerTokenException when it is no token of ours, or no longer one */
    @Override
    public Authentication authenticate(Authentication asked) {
        String token = ((BearerTokenAuthenticationToken) asked).getToken();
        Known remembered = known.getIfPresent(token);
        if (remembered == null || !remembered.until.isAfter(Instant.now())) {
            remembered = known(decode(token));
            known.put(token, remembered);
        }
        return remembered.program;
    }

    private Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtException notOurs) {
            throw new InvalidBearerTokenException("no valid token", notOurs);
        }
    }

    private static Known known(Jwt token) {
        Instant expires = token.getExpiresAt();
        return new Known(new ActorAuthentication(program(token)), expires == null ? Instant.MIN : expires);
    }

    private static Actor program(Jwt token) {
        Long institution = token.getClaim("institution") instanceof Number number ? number.longValue() : null;
        String name = String.valueOf(token.getClaimAsString("name"));
        boolean cityWide = Boolean.TRUE.equals(token.getClaimAsBoolean("city_wide"));
        return new Actor(
                Actor.Kind.CLIENT,
                String.valueOf(token.getSubject()),
                name,
                Set.of(Role.CLIENT),
                institution,
                null,
                null,
                null,
                null,
                cityWide);
    }
}
