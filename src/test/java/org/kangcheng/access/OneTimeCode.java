package org.kangcheng.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** What an authenticator shows. */
public final class OneTimeCode {
    private OneTimeCode() {}

    public static String at(String secret, Instant when) {
        try {
            TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm()), when);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
