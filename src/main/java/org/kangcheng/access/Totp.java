package org.kangcheng.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.stereotype.Component;

/** The second factor of privileged roles: a 6-digit code that changes every 30 seconds (RFC 6238). */
@Component
class Totp {
    private static final int SECRET_BYTES = 20;
    private static final int STEP_S = 30;

    private final TimeBasedOneTimePasswordGenerator generator =
            new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(STEP_S));
    private final Clock clock;

    Totp(Clock clock) {
        this.clock = clock;
    }

    /** A new secret in base 32, as authenticator apps take it. */
    static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new Base32().encodeAsString(secret);
    }

    /** The half minute whose code it is: this one, or a neighbour, for clocks differ; empty when it is none of theirs. */
    OptionalLong step(String secret, String code) {
        SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm());
        long now = clock.instant().getEpochSecond() / STEP_S;
        return LongStream.of(now, now - 1, now + 1)
                .filter(step -> fits(key, code, step))
                .findFirst();
    }

    private boolean fits(SecretKeySpec key, String code, long step) {
        try {
            return generator
                    .generateOneTimePasswordString(key, Instant.ofEpochSecond(step * STEP_S))
                    .equals(code);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
