package org.kangcheng.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.kangcheng.kernel.Keys.Purpose;

/**
 * Text that rests encrypted: one byte of key version, then SM4-GCM; and its blind index, by which the exact text is
 * found again without being readable.
 */
public final class SealedText {
    private final Keys keys;

    public SealedText(Keys keys) {
        this.keys = keys;
    }

    public byte[] seal(String text) {
        return sealBytes(text.getBytes(UTF_8));
    }

    public String open(byte[] sealed) {
        return new String(openBytes(sealed), UTF_8);
    }

    public byte[] sealBytes(byte[] content) {
        Keys.Key key = keys.current(Purpose.FIELD_SEAL);
        byte[] sealed = Sm.sm4GcmEncrypt(key.bytes(), content);
        return ByteBuffer.allocate(sealed.length + 1)
                .put((byte) key.version())
                .put(sealed)
                .array();
    }

    public byte[] openBytes(byte[] sealed) {
        byte[] content = Arrays.copyOfRange(sealed, 1, sealed.length);
        return Sm.sm4GcmDecrypt(keys.version(Purpose.FIELD_SEAL, sealed[0]).bytes(), content);
    }

    /** 16 bytes: enough that no two of a city's values meet, short enough for an index. */
    public byte[] index(String domain, String text) {
        byte[] mac = Sm.hmacSm3(keys.current(Purpose.FIELD_INDEX).bytes(), (domain + ":" + text).getBytes(UTF_8));
        return Arrays.copyOf(mac, 16);
    }
}
