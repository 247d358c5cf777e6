package org.kangcheng.kernel;

import java.util.List;

/**
 * The platform's secret keys, each with its versions. The software store keeps them in a file; a hardware module can
 * stand behind the same interface. Old versions stay readable, new text is written with the current one.
 */
public interface Keys {
    /** What a key is for; no key serves two purposes. */
    enum Purpose {
        /** Seals ID numbers, phones and addresses at rest (SM4-GCM). */
        FIELD_SEAL,
        /** Blind index of sealed values, for exact look-up (HMAC-SM3). Has one version: a new one means to re-index. */
        FIELD_INDEX,
        /** 主索引: derives a person's main index from the ID number (HMAC-SM3). */
        MAIN_INDEX,
        /** 安全密钥: root of card ids (SM4). */
        CARD_ROOT,
        /** 保护密钥: seals a dynamic code's validity (SM4). */
        CARD_VALIDITY,
        /** Signs payment channels' notices (HMAC-SM3). */
        PAYMENT_CHANNEL,
        /** Opens what phones sealed to the platform (a P-256 private key). */
        ENVELOPE
    }

    /**
     * @param bytes the raw key; 16 bytes for SM4, 32 for HMAC-SM3
     * @param withdrawn 停用: nothing is made with it any more, and nobody trusts what was
     */
    record Key(int version, byte[] bytes, boolean withdrawn) {}

    /** The newest version that was not withdrawn. */
    Key current(Purpose purpose);

    /** All versions, the newest first, withdrawn ones too: for what does not say which it was made with. */
    List<Key> versions(Purpose purpose);

    /** Throws {@link IllegalArgumentException} when there is no such version. */
    Key version(Purpose purpose, int version);
}
