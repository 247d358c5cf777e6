package org.kangcheng.kernel;

import java.util.Optional;

/**
 * The text form of ids that leave the platform. A key is 13 characters of Crockford's base 32 (no I, L, O, U, so that
 * it survives being read aloud); the id of a row is {@code <distribution key>-<row key>}, so that the row's shard is
 * known from the id alone. Both fit FHIR's rule for ids ({@code [A-Za-z0-9.-]{1,64}}).
 */
public record PublicId(long shard, long key) {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 13;

    @Override
    public String toString() {
        return encode(shard) + "-" + encode(key);
    }

    public static String encode(long key) {
        char[] text = new char[LENGTH];
        long rest = key;
        for (int at = LENGTH - 1; at >= 0; at--) {
            text[at] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }

    /** The key that {@code text} stands for; empty when it is no key, or not in the one form that we write. */
    public static Optional<Long> decode(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        long key = 0;
        for (int at = 0; at < LENGTH; at++) {
            int digit = DIGITS.indexOf(text.charAt(at));
            if (digit < 0 || (at == 0 && digit > 7)) {
                return Optional.empty();
            }
            key = (key << 5) | digit;
        }
        return key < 0 ? Optional.empty() : Optional.of(key);
    }

    public static Optional<PublicId> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            return Optional.empty();
        }
        Optional<Long> key = decode(text.substring(dash + 1));
        return decode(text.substring(0, dash)).flatMap(shard -> key.map(row -> new PublicId(shard, row)));
    }
}
