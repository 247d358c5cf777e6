package org.kangcheng.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.kangcheng.kernel.Keys;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;

/**
 * HMAC-SM3 over {@code <seconds since 1970>\n<body>}, in the form {@code v<key version>:<seconds>:<hex>}. A signature
 * older than five minutes is worth nothing; within them a replay is harmless, since each trade is booked once.
 */
@Component
class NoticeSignature {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final HexFormat HEX = HexFormat.of();

    private final Keys keys;
    private final Clock clock;

    NoticeSignature(Keys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    String sign(String body) {
        Keys.Key key = keys.current(Keys.Purpose.PAYMENT_CHANNEL);
        long now = clock.instant().getEpochSecond();
        return "v" + key.version() + ":" + now + ":" + HEX.formatHex(mac(key, now, body));
    }

    boolean holds(String signature, String body) {
        if (!signature.matches("v\\d{1,6}:\\d{1,12}:[0-9a-f]{64}")) {
            return false;
        }
        String[] parts = signature.split(":");
        long signedAt = Long.parseLong(parts[1]);
        Duration age = Duration.between(Instant.ofEpochSecond(signedAt), clock.instant());
        return age.abs().compareTo(WINDOW) <= 0
                && made(Integer.parseInt(parts[0].substring(1)), signedAt, body, HEX.parseHex(parts[2]));
    }

    private boolean made(int version, long signedAt, String body, byte[] claimed) {
        try {
            byte[] mac = mac(keys.version(Keys.Purpose.PAYMENT_CHANNEL, version), signedAt, body);
            return MessageDigest.isEqual(mac, claimed);
        } catch (IllegalArgumentException noSuchVersion) {
            return false;
        }
    }

    private static byte[] mac(Keys.Key key, long signedAt, String body) {
        return Sm.hmacSm3(key.bytes(), (signedAt + "\n" + body).getBytes(UTF_8));
    }
}
