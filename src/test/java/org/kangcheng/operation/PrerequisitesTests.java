package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script on a machine that lacks something: it names what, and how to get it, in both languages. */
class PrerequisitesTests {
    private static final List<String> ALWAYS_THERE =
            List.of("bash", "env", "dirname", "readlink", "sed", "grep", "find", "cat");

    @TempDir
    Path machine;

    private record Said(int code, String error) {}

    @Test
    void aJdkThatIsTooOld() throws Exception {
        tool("sed", "echo 17");
        Said said = kangcheng("build");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.error()).contains("缺少 JDK 25", "https://adoptium.net", "JDK 25 or newer is missing");
    }

    @Test
    void noMaven() throws Exception {
        Said said = kangcheng("build");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.error()).contains("缺少 Maven", "apt-get install maven", "Maven 3.8 or newer is missing");
    }

    @Test
    void aNodeThatIsTooOld() throws Exception {
        tool("mvn", "");
        tool("npm", "");
        tool("node", "echo v16.20.2");
        Said said = kangcheng("build");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.error()).contains("缺少 Node.js 18", "apt-get install nodejs npm", "Node.js 18 or newer");
    }

    @Test
    void noBrowserAndNobodyWhoMayInstallOne() throws Exception {
        tool("mvn", "");
        tool("npm", "");
        tool("node", "echo v20.1.0");
        tool("id", "echo 1000");
        Said said = kangcheng("test");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.error()).contains("Chromium 与中文字体", "apt-get install chromium", "The tests need Chromium");
    }

    private void tool(String name, String script) throws Exception {
        Path tool = machine.resolve(name);
        Files.writeString(tool, "#!/bin/bash\n" + script + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Said kangcheng(String command) throws Exception {
        for (String name : ALWAYS_THERE) {
            Path link = machine.resolve(name);
            Path real = List.of(Path.of("/usr/bin", name), Path.of("/bin", name)).stream()
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, real);
            }
        }
        ProcessBuilder builder = new ProcessBuilder(
                machine.resolve("bash").toString(), Path.of("kangcheng").toString(), command);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", machine.toString(), "JAVA_HOME", System.getProperty("java.home")));
        Process process = builder.start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), error);
    }
}
