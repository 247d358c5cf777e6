package org.kangcheng.survey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.kangcheng.kernel.Sm;

/** 签号: what a round's seed says of a candidate; the same seed says the same again. */
record Lots(byte[] seed) {
    /** By which candidates are ordered. */
    String of(String candidate) {
        return HexFormat.of().formatHex(digest(candidate));
    }

    /** Not below 0. */
    long number(String what) {
        return ByteBuffer.wrap(digest(what)).getLong() & Long.MAX_VALUE;
    }

    private byte[] digest(String what) {
        return Sm.sm3(seed, what.getBytes(StandardCharsets.UTF_8));
    }
}
