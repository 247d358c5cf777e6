package org.kangcheng.card;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.kangcheng.kernel.Sm;

/**
 * 电子健康卡ID: 32 bytes, written as 64 capital hex digits. It is the holder's document, enciphered with a key of the
 * holder's own (用户身份认证密钥), which comes from the root key and the holder's main index (national technical
 * specification of the electronic health card).
 */
record CardId(String hex) {
    private static final int LENGTH = 32;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    static Optional<CardId> parse(String text) {
        return isHex(text, 2 * LENGTH) ? Optional.of(new CardId(text.toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    /** Without a regular expression: every reading asks, of a code from a phone twice. */
    static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(HexFormat::isHexDigit);
    }

    static CardId of(byte[] bytes) {
        return new CardId(HEX.formatHex(bytes));
    }

    /** @param mainIndex 32 bytes; @throws IllegalArgumentException when the document is too long for a card id */
    static CardId derive(byte[] root, byte[] mainIndex, String idType, String idNumber) {
        return of(Sm.sm4EcbEncrypt(holderKey(root, mainIndex), plain(idType, idNumber)));
    }

    /** SM4 of F and its complement, F (分散因子) being the XOR of the main index's four quarters. */
    static byte[] holderKey(byte[] root, byte[] mainIndex) {
        long factor = 0;
        for (ByteBuffer rest = ByteBuffer.wrap(mainIndex); rest.hasRemaining(); ) {
            factor ^= rest.getLong();
        }
        byte[] block = ByteBuffer.allocate(16).putLong(factor).putLong(~factor).array();
        return Sm.sm4EcbEncrypt(root, block);
    }

    /**
     * Type and number, filled up with zeros. A resident ID card fills two blocks; a shorter document is given two all the
     * same, because every reader expects 64 digits.
     */
    private static byte[] plain(String idType, String idNumber) {
        byte[] text = (idType + idNumber).getBytes(UTF_8);
        if (!fits(idType, idNumber)) {
            throw new IllegalArgumentException("a document of " + text.length + " bytes does not fit a card id");
        }
        return Arrays.copyOf(text, LENGTH);
    }

    static boolean fits(String idType, String idNumber) {
        return (idType + idNumber).getBytes(UTF_8).length <= LENGTH;
    }

    byte[] bytes() {
        return HEX.parseHex(hex);
    }
}
