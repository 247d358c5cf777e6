package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** The command as an operator sees it: lines on the screen, an exit code, and nothing left behind. */
class StartStory {
    @TempDir
    static Path parent;

    @Nullable
    Process program;

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        if (program != null) {
            program.toHandle().destroy();
            program.waitFor();
        }
    }

    @Test
    void startsChecksAndStopsInOrder() throws Exception {
        DataDirectory data = Workplace.folder(parent, "data");
        program = Workplace.otherProcess(
                Main.class, "start", "--data", data.root().toString(), "--tls", "--port", "0");
        BufferedReader out = program.inputReader();
        List<String> lines = readUntil(out, "康城已启动");
        assertThat(lines).anyMatch(line -> line.contains("https://127.0.0.1:"));
        assertThat(lines)
                .contains("application may create a table: false", "keystore: PKCS12", "cookie over TLS alone: true");
        assertThat(DataDirectory.at(data.root()).certificate()).exists();

        Process second = Workplace.otherProcess(
                Main.class, "start", "--data", data.root().toString());
        assertThat(second.waitFor()).isEqualTo(CannotProceed.IN_USE);

        // While the program runs: a look by another process.
        Process check = Workplace.otherProcess(
                twoInvariants(), Main.class, "check", "--data", data.root().toString());
        assertThat(readUntil(check.inputReader(), "条不成立"))
                .anyMatch(line -> line.startsWith("story/broken "))
                .anyMatch(line -> line.startsWith("story/kept "))
                .contains("    who=one", "    who=two");
        assertThat(check.waitFor()).isEqualTo(1);

        program.toHandle().destroy(); // SIGTERM; Process.destroy would close its output as well
        lines = readUntil(out, "已停止");
        assertThat(lines).containsSubsequence("正在停止程序…", "closed with the database still up", "正在停止数据库…");
        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(PostmasterFile.anyProcessIn(DataDirectory.at(data.root()).pgdata()))
                .isFalse();
    }

    @Test
    void saysInOneLineThatThereIsNothingToCheck() throws Exception {
        Process check = Workplace.otherProcess(
                Main.class, "check", "--data", parent.resolve("none").toString());
        assertThat(check.waitFor()).isEqualTo(1);
        assertThat(Files.exists(parent.resolve("none"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"--city, 2, 城市规模", "--city, -1, 城市规模", "--city, NaN, 城市规模", "--port, 99999, 端口", "--port, -1, 端口"})
    void refusesInOneLineWhatCannotBeBeforeAnythingIsTouched(String option, String value, String said)
            throws Exception {
        Path data = parent.resolve("untouched");
        Path screen = parent.resolve("screen");
        Process start =
                Workplace.otherProcess(Main.class, screen, "start", "--data", data.toString(), option + "=" + value);
        assertThat(start.waitFor()).isEqualTo(1);
        List<String> lines = Files.readAllLines(screen);
        assertThat(lines).first().asString().contains(said, option);
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("\tat "));
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [::1]", "[::1], [::1]", "0.0.0.0, localhost", "::, localhost"})
    void theAddressIsOneThatABrowserTakes(String bind, String host) throws Exception {
        assertThat(Start.host(InetAddress.getByName(bind), bind)).isEqualTo(host);
    }

    private static Path twoInvariants() throws IOException {
        Path resources = parent.resolve("resources");
        Path folder = Files.createDirectories(resources.resolve("invariants/story"));
        Files.writeString(
                folder.resolve("broken.sql"),
                "-- two too many\nselect * from (values ('one'), ('two')) as found (who);");
        Files.writeString(folder.resolve("kept.sql"), "select from pg_class where relname is null");
        return resources;
    }

    private static List<String> readUntil(BufferedReader out, String last) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            lines.add(line);
            if (line.contains(last)) {
                return lines;
            }
        }
        throw new AssertionError("ended with " + lines);
    }

    /** The commands around a program that only looks at what it was given. */
    static final class Main {
        public static void main(String[] args) {
            System.exit(OperationCommands.around(Main::program).execute(args));
        }

        private static GenericApplicationContext program(Launch launch) {
            GenericApplicationContext context = new GenericApplicationContext();
            context.addApplicationListener(event -> {
                if (event instanceof ContextClosedEvent && canConnect(launch)) {
                    System.out.println("closed with the database still up");
                }
            });
            System.out.println("application may create a table: " + mayCreate(launch));
            System.out.println("keystore: " + launch.properties().get("server.ssl.key-store-type"));
            System.out.println(
                    "cookie over TLS alone: " + launch.properties().get("server.servlet.session.cookie.secure"));
            context.refresh();
            return context;
        }

        private static boolean canConnect(Launch launch) {
            try (var connection = launch.database().connectAsApp()) {
                return connection.isValid(1);
            } catch (Exception e) {
                return false;
            }
        }

        private static boolean mayCreate(Launch launch) {
            try (var connection = launch.database().connectAsApp()) {
                connection.createStatement().execute("create table mine (id int)");
                return true;
            } catch (Exception e) {
                return false;
            }
        }
    }
}
