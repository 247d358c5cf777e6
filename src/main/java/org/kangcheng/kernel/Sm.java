package org.kangcheng.kernel;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** The national algorithms as plain functions: SM3 (GB/T 32905), SM4 (GB/T 32907), HMAC-SM3. Stateless. */
public final class Sm {
    private static final int BLOCK = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sm() {}

    /** The 32-byte SM3 digest. */
    public static byte[] sm3(byte[]... parts) {
        SM3Digest digest = new SM3Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    /** The 32-byte HMAC-SM3. */
    public static byte[] hmacSm3(byte[] key, byte[] data) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update(data, 0, data.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    /** SM4-ECB without padding, as the card's standard asks for; {@code data} is a whole number of 16-byte blocks. */
    public static byte[] sm4EcbEncrypt(byte[] key, byte[] data) {
        return sm4Ecb(true, key, data);
    }

    public static byte[] sm4EcbDecrypt(byte[] key, byte[] data) {
        return sm4Ecb(false, key, data);
    }

    private static byte[] sm4Ecb(boolean encrypt, byte[] key, byte[] data) {
        if (data.length % BLOCK != 0) {
            throw new IllegalArgumentException("SM4 takes whole blocks of 16 bytes, not " + data.length);
        }
        SM4Engine engine = new SM4Engine();
        engine.init(encrypt, new KeyParameter(key));
        byte[] out = new byte[data.length];
        for (int at = 0; at < data.length; at += BLOCK) {
            engine.processBlock(data, at, out, at);
        }
        return out;
    }

    /** {@code data} filled up with zero bytes to whole blocks. */
    public static byte[] zeroPad(byte[] data) {
        return Arrays.copyOf(data, Math.ceilDiv(data.length, BLOCK) * BLOCK);
    }

    /** SM4-GCM: a fresh 12-byte nonce, the cipher text and its 16-byte tag. */
    public static byte[] sm4GcmEncrypt(byte[] key, byte[] data) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        GCMModeCipher cipher = gcm(true, key, nonce);
        byte[] out = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(data.length));
        finish(cipher, data, 0, data.length, out, NONCE);
        return out;
    }

    /** Undoes {@link #sm4GcmEncrypt}; throws when the text was not made with this key or has been altered. */
    public static byte[] sm4GcmDecrypt(byte[] key, byte[] sealed) {
        GCMModeCipher cipher = gcm(false, key, Arrays.copyOf(sealed, NONCE));
        byte[] out = new byte[cipher.getOutputSize(sealed.length - NONCE)];
        finish(cipher, sealed, NONCE, sealed.length - NONCE, out, 0);
        return out;
    }

    private static GCMModeCipher gcm(boolean encrypt, byte[] key, byte[] nonce) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce));
        return cipher;
    }

    private static void finish(GCMModeCipher cipher, byte[] in, int from, int length, byte[] out, int at) {
        try {
            int done = cipher.processBytes(in, from, length, out, at);
            cipher.doFinal(out, at + done);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealed text does not fit its key or was altered", e);
        }
    }
}
