package org.kangcheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.Kangcheng;

/** A bench whose peer is not installed says so in a line, before it loads a city. */
class PgBenchTests {
    @ParameterizedTest
    @ValueSource(strings = {"booking", "register"})
    void aMissingPeerIsNamedAtOnce(String bench, @TempDir Path empty) throws Exception {
        Path said = empty.resolve("said");
        Path folder = empty.resolve("folder");
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Kangcheng.class.getName(),
                "bench",
                bench,
                "--folder",
                folder.toString());
        builder.environment().put("PATH", empty.toString());
        int code = builder.redirectError(said.toFile()).start().waitFor();
        List<String> lines = Files.readAllLines(said);
        assertThat(code).as(lines.toString()).isEqualTo(1);
        assertThat(lines)
                .anyMatch(line -> line.contains("未找到 pgbench"))
                .anyMatch(line -> line.contains("apt-get install postgresql-contrib"))
                .noneMatch(line -> line.contains("\tat "));
        assertThat(folder).isEmptyDirectory();
    }
}
