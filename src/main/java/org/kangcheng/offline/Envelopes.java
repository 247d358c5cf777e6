package org.kangcheng.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.kangcheng.kernel.Keys;
import org.springframework.stereotype.Component;

/**
 * 信封: what was entered on a phone is sealed to the platform as well, so that it can still be handed in when the phone has
 * forgotten its own key (ten wrong PINs, 72 hours without contact) and nobody can read it there any more.
 *
 * <p>Each entry has a random AES-256 key. Sealed: P-256 ECDH with a key pair of this entry alone, HKDF-SHA256 (info
 * {@code kangcheng-envelope}), AES-256-GCM.
 */
@Component
public class Envelopes {
    private static final int POINT = 65;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] INFO = "kangcheng-envelope".getBytes(UTF_8);
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

    private final Keys keys;

    Envelopes(Keys keys) {
        this.keys = keys;
    }

    /** The version, one byte, and the public point to seal to, uncompressed (65 bytes). */
    public byte[] publicKey() {
        Keys.Key key = keys.current(Keys.Purpose.ENVELOPE);
        byte[] point = CURVE.getG().multiply(scalar(key)).normalize().getEncoded(false);
        return ByteBuffer.allocate(1 + POINT)
                .put((byte) key.version())
                .put(point)
                .array();
    }

    /**
     * Opens what was sealed to this platform.
     *
     * @param sealed version, the phone's public point, nonce and cipher text
     * @throws IllegalArgumentException when it was not, or was altered
     */
    public byte[] open(byte[] sealed) {
        try {
            Keys.Key key = keys.version(Keys.Purpose.ENVELOPE, sealed[0]);
            byte[] point = Arrays.copyOfRange(sealed, 1, 1 + POINT);
            byte[] shared = agree(scalar(key), point);
            return decrypt(derived(shared, point), Arrays.copyOfRange(sealed, 1 + POINT, sealed.length));
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("not an envelope of ours", e);
        }
    }

    /** Opens a box with the key of its entry: nonce and cipher text, AES-256-GCM. */
    public byte[] open(byte[] key, byte[] box) {
        try {
            return decrypt(key, box);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("the box does not fit its key", e);
        }
    }

    private static BigInteger scalar(Keys.Key key) {
        return new BigInteger(1, key.bytes())
                .mod(CURVE.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
    }

    private static byte[] agree(BigInteger scalar, byte[] point) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("EC");
        var parameters = java.security.AlgorithmParameters.getInstance("EC");
        parameters.init(new java.security.spec.ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(java.security.spec.ECParameterSpec.class);
        PrivateKey ours = factory.generatePrivate(new ECPrivateKeySpec(scalar, curve));
        // Refuses what is no point of the curve.
        var theirs = CURVE.getCurve().decodePoint(point).normalize();
        ECPublicKey phone = (ECPublicKey) factory.generatePublic(new ECPublicKeySpec(
                new ECPoint(
                        theirs.getAffineXCoord().toBigInteger(),
                        theirs.getAffineYCoord().toBigInteger()),
                curve));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(ours);
        agreement.doPhase(phone, true);
        return agreement.generateSecret();
    }

    private static byte[] derived(byte[] shared, byte[] salt) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(shared)
                        .addSalt(salt)
                        .thenExpand(INFO, 32));
    }

    private static byte[] decrypt(byte[] key, byte[] box) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, Arrays.copyOf(box, NONCE)));
        return cipher.doFinal(box, NONCE, box.length - NONCE);
    }
}
