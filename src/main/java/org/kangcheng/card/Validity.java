package org.kangcheng.card;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Keys;
import org.kangcheng.kernel.Keys.Purpose;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;

/**
 * 有效性密文: until when a dynamic code is good. {@code YYYYMMDDHHMMSS} in the city's time, two digits a byte, filled up
 * with zeros to a block, under SM4 with the protection key (保护密钥); 32 hex digits. It hides nothing and proves little
 * (the standard has no room for a nonce): what a code is worth is decided by the row that presenting it left behind.
 */
@Component
class Validity {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final int BLOCK = 16;
    private static final int TIME = 7;

    /** @param withdrawn the key is not trusted any more: anybody may have made this */
    record Opened(Instant until, boolean withdrawn) {}

    private final Keys keys;

    Validity(Keys keys) {
        this.keys = keys;
    }

    /** @param until to the second; a fraction is lost */
    String seal(Instant until) {
        return seal(keys.current(Purpose.CARD_VALIDITY).bytes(), until);
    }

    static String seal(byte[] key, Instant until) {
        byte[] time = HEX.parseHex(DIGITS.format(CityTime.local(until)));
        return HEX.formatHex(Sm.sm4EcbEncrypt(key, Sm.zeroPad(time)));
    }

    /**
     * Empty when it was sealed with none of the keys. The standard's text does not name its key: they are tried, the
     * newest first.
     */
    Optional<Opened> open(String sealed) {
        for (Keys.Key key : keys.versions(Purpose.CARD_VALIDITY)) {
            Optional<Instant> until = open(key.bytes(), sealed);
            if (until.isPresent()) {
                return Optional.of(new Opened(until.get(), key.withdrawn()));
            }
        }
        return Optional.empty();
    }

    static Optional<Instant> open(byte[] key, String sealed) {
        byte[] block = Sm.sm4EcbDecrypt(key, HEX.parseHex(sealed));
        boolean filled = Arrays.equals(block, TIME, BLOCK, new byte[BLOCK - TIME], 0, BLOCK - TIME);
        return filled ? time(HEX.formatHex(block, 0, TIME)) : Optional.empty();
    }

    private static Optional<Instant> time(String digits) {
        try {
            return Optional.of(CityTime.instant(LocalDateTime.parse(digits, DIGITS)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
