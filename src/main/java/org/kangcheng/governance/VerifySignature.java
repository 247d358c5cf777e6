package org.kangcheng.governance;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.kangcheng.kernel.Sm;
import org.kangcheng.kernel.Sm2;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 验证签名: of a file that the platform gave out, without the platform: the digest anew, then each signature. */
@Command(name = "verify-signature", description = "验证双签清单的签名文件", mixinStandardHelpOptions = true)
public final class VerifySignature implements Callable<Integer> {
    @Parameters(index = "0", description = "从事项页下载的签名文件")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        JsonNode signed = JsonMapper.shared().readTree(Files.readString(file));
        String content = signed.path("content").asString();
        String digest = HexFormat.of().formatHex(Sm.sm3(content.getBytes(StandardCharsets.UTF_8)));
        System.out.println("内容的 SM3：" + digest);
        int held = 0;
        boolean all = true;
        for (JsonNode signature : signed.path("signatures")) {
            boolean holds = holds(signature, digest);
            all &= holds;
            held += holds ? 1 : 0;
            System.out.println("%s（%s，%s）：%s"
                    .formatted(
                            signature.path("party").asString(),
                            signature.path("name").asString(),
                            signature.path("at").asString(),
                            holds ? "有效" : "无效"));
        }
        boolean good = all && held > 0;
        System.out.println(good ? held + " 个签名全部有效，签的是同一份内容。" : "签名无效：内容被改动，或签名不是这把密钥签的。");
        return good ? 0 : 1;
    }

    private static boolean holds(JsonNode signature, String digest) {
        try {
            return Sm2.verify(
                    HexFormat.of().parseHex(signature.path("publicKey").asString()),
                    digest.getBytes(StandardCharsets.US_ASCII),
                    HexFormat.of().parseHex(signature.path("value").asString()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
