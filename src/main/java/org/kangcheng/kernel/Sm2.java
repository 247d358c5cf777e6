package org.kangcheng.kernel;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * SM2 signatures with SM3 (GB/T 32918.2), the signer's name being the standard's default {@code 1234567812345678}. A public
 * key is 65 bytes (04 and the point), a private one 32, a signature 64 (r and s).
 */
public final class Sm2 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("sm2p256v1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
    private static final int PUBLIC = 65;
    private static final int HALF = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A key that somebody signs with. */
    public record Pair(byte[] publicKey, byte[] privateKey) {
        /** Without the private part: this may end in a log. */
        @Override
        public String toString() {
            return "Pair[" + Arrays.hashCode(publicKey) + "]";
        }
    }

    private Sm2() {}

    public static Pair generate() {
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(DOMAIN, RANDOM));
        var pair = generator.generateKeyPair();
        byte[] secret = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(
                HALF, ((ECPrivateKeyParameters) pair.getPrivate()).getD());
        return new Pair(((ECPublicKeyParameters) pair.getPublic()).getQ().getEncoded(false), secret);
    }

    public static byte[] sign(byte[] privateKey, byte[] message) {
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(
                true,
                new ParametersWithRandom(new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN), RANDOM));
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False for whatever does not fit, be it a key that is none or a signature that was cut off. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (!isPublicKey(publicKey) || signature.length != 2 * HALF) {
            return false;
        }
        SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
        signer.init(false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(publicKey), DOMAIN));
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }

    /** Whether these bytes are a point of the curve. */
    public static boolean isPublicKey(byte[] key) {
        if (key.length != PUBLIC || key[0] != 4) {
            return false;
        }
        try {
            return CURVE.getCurve().decodePoint(key).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
