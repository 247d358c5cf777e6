package org.kangcheng.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.springframework.stereotype.Component;

/** The second factor of privileged roles: a 6-digit code that changes every 30 seconds (RFC 6238). */
@Component
class Totp {
    private static final int SECRET_BYTES = 20;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
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

    /** True for the code of this half minute, or of its neighbours: clocks differ. */
    boolean fits(String secret, String code) {
        SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm());
        Instant now = clock.instant();
        return fits(key, code, now)
                || fits(key, code, now.minus(generator.getTimeStep()))
                || fits(key, code, now.plus(generator.getTimeStep()));
    }

    private boolean fits(SecretKeySpec key, String code, Instant at) {
        try {
            return generator.generateOneTimePasswordString(key, at).equals(code);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
