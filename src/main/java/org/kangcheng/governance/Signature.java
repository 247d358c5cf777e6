package org.kangcheng.governance;

import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 签名, as it comes from whoever holds the key. The platform never sees the private part. */
record Signature(byte[] publicKey, byte[] value) {
    private static final HexFormat HEX = HexFormat.of();

    /** Null when there is none, or what there is cannot be read. */
    static @Nullable Signature parse(@Nullable String publicKey, @Nullable String value) {
        try {
            return publicKey == null || value == null || publicKey.isBlank() || value.isBlank()
                    ? null
                    : new Signature(HEX.parseHex(publicKey.strip()), HEX.parseHex(value.strip()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** As a step keeps it. */
    Map<String, Object> detail(String digest) {
        return Map.of("digest", digest, "publicKey", HEX.formatHex(publicKey), "value", HEX.formatHex(value));
    }

    /** Of a step that somebody signed. */
    static Optional<Map<?, ?>> of(Step step) {
        return step.detail().get("signature") instanceof Map<?, ?> signature
                ? Optional.of(signature)
                : Optional.empty();
    }
}
