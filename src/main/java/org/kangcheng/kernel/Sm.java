package org.kangcheng.kernel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** The national algorithms as plain functions: SM3 (GB/T 32905), SM4 (GB/T 32907), HMAC-SM3. For any thread. */
public final class Sm {
    private static final int BLOCK = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Ciphers that have their key's tables, which take longer to make than a short text to seal; each lent to one caller
     * at a time. As many as ever worked at once for each of the few keys. (Not per thread: a request has a thread of its
     * own.)
     */
    private static final Map<ByteBuffer, Queue<GCMModeCipher>> IDLE = new ConcurrentHashMap<>();

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
        byte[] out = Arrays.copyOf(nonce, NONCE + data.length + TAG_BITS / 8);
        gcm(true, key, nonce, data, 0, out, NONCE);
        return out;
    }

    /** Undoes {@link #sm4GcmEncrypt}; throws when the text was not made with this key or has been altered. */
    public static byte[] sm4GcmDecrypt(byte[] key, byte[] sealed) {
        byte[] out = new byte[Math.max(0, sealed.length - NONCE - TAG_BITS / 8)];
        gcm(false, key, Arrays.copyOf(sealed, NONCE), sealed, Math.min(NONCE, sealed.length), out, 0);
        return out;
    }

    private static void gcm(boolean encrypt, byte[] key, byte[] nonce, byte[] in, int from, byte[] out, int at) {
        Queue<GCMModeCipher> idle = idle(key);
        GCMModeCipher cipher = idle.poll();
        if (cipher == null) {
            cipher = GCMBlockCipher.newInstance(new SM4Engine());
            cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce));
        } else {
            cipher.init(encrypt, new AEADParameters(null, TAG_BITS, nonce)); // the key it has
        }
        finish(cipher, in, from, out, at);
        idle.add(cipher); // not after a failure: what state it is in then is its own affair
    }

    private static Queue<GCMModeCipher> idle(byte[] key) {
        Queue<GCMModeCipher> idle = IDLE.get(ByteBuffer.wrap(key));
        return idle != null
                ? idle
                : IDLE.computeIfAbsent(ByteBuffer.wrap(key.clone()), _ -> new ConcurrentLinkedQueue<>());
    }

    private static void finish(GCMModeCipher cipher, byte[] in, int from, byte[] out, int at) {
        try {
            int done = cipher.processBytes(in, from, in.length - from, out, at);
            cipher.doFinal(out, at + done);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealed text does not fit its key or was altered", e);
        }
    }
}
