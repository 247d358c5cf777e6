package org.kangcheng.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/** The national algorithms against their standards' own examples; and sealing, by many at once. */
class SmTests {
    private static final byte[] KEY = hex("0123456789ABCDEFFEDCBA9876543210");
    private static final byte[] OTHER = hex("00112233445566778899AABBCCDDEEFF");

    @Test
    void theDigestIsAsPublished() {
        assertThat(Sm.sm3("abc".getBytes(UTF_8)))
                .isEqualTo(hex("66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0"));
    }

    @Test
    void theBlockCipherIsAsPublished() {
        byte[] cipher = hex("681EDF34D206965E86B3E94F536E4246");
        assertThat(Sm.sm4EcbEncrypt(KEY, KEY)).isEqualTo(cipher);
        assertThat(Sm.sm4EcbDecrypt(KEY, cipher)).isEqualTo(KEY);
    }

    /** A cipher made for this one text opens it. */
    @Test
    void whatIsSealedIsPlainSm4Gcm() throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            byte[] sealed = Sm.sm4GcmEncrypt(KEY, "张三".getBytes(UTF_8));
            GCMModeCipher fresh = GCMBlockCipher.newInstance(new SM4Engine());
            fresh.init(false, new AEADParameters(new KeyParameter(KEY), 128, Arrays.copyOf(sealed, 12)));
            byte[] text = new byte[fresh.getOutputSize(sealed.length - 12)];
            fresh.doFinal(text, fresh.processBytes(sealed, 12, sealed.length - 12, text, 0));
            assertThat(text).asString(UTF_8).isEqualTo("张三");
        }
    }

    @Test
    void whatWasAlteredOrSealedWithAnotherKeyIsNotOpenedAndHurtsNobodyElse() {
        byte[] sealed = Sm.sm4GcmEncrypt(KEY, "13800000001".getBytes(UTF_8));
        byte[] altered = sealed.clone();
        altered[14] ^= 1;
        for (int turn = 0; turn < 3; turn++) {
            assertThatThrownBy(() -> Sm.sm4GcmDecrypt(KEY, altered)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Sm.sm4GcmDecrypt(OTHER, sealed)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Sm.sm4GcmDecrypt(KEY, Arrays.copyOf(sealed, 20)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Sm.sm4GcmDecrypt(KEY, sealed)).asString(UTF_8).isEqualTo("13800000001");
        }
    }

    @Test
    void manyAtOnceWithTwoKeysEachGetTheirOwn() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 64)
                    .<Callable<Boolean>>mapToObj(n -> () -> comesBack(n))
                    .toList();
            assertThat(threads.invokeAll(tasks)).map(Future::resultNow).containsOnly(true);
        }
    }

    private static boolean comesBack(int n) {
        byte[] key = n % 2 == 0 ? KEY : OTHER;
        for (int turn = 0; turn < 200; turn++) {
            byte[] text = ("text " + n + " of turn " + turn).repeat(n % 5 + 1).getBytes(UTF_8);
            if (!Arrays.equals(text, Sm.sm4GcmDecrypt(key, Sm.sm4GcmEncrypt(key, text)))) {
                return false;
            }
        }
        return true;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
