package org.kangcheng.operation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.Kangcheng;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A program of a story's own on a data directory of its own: it says how far it is, and is killed, with its database or without. */
public abstract class KilledProgram {
    @TempDir
    protected Path parent;

    @Nullable
    private Process program;

    @BeforeEach
    void theDatabaseMayPass() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        if (program != null) {
            program.destroy();
            program.waitFor();
        }
    }

    /** @param main whose first argument is the data directory @param more its other arguments @return what it says */
    protected BufferedReader start(Class<?> main, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                parent.resolve("data").toString()));
        command.addAll(List.of(more));
        program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return program.inputReader();
    }

    /** The platform on a database of its own, as the start command puts them together: to be called in the program. */
    protected static ConfigurableApplicationContext platform(DatabaseAccess access, Path data) {
        Map<String, String> properties = access.properties();
        properties.put("kangcheng.data", data.toString());
        properties.put("server.port", "0");
        return SpringApplication.run(Kangcheng.class, new Launch(access, properties).arguments());
    }

    /** What follows a word at the beginning of a line, the next time that it is said. */
    protected static String said(BufferedReader out, String word) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
        }
        throw new AssertionError("the program ended without saying " + word);
    }

    protected void killBoth() throws IOException, InterruptedException {
        Process running = Objects.requireNonNull(program);
        running.destroyForcibly();
        killDatabase();
        running.waitFor();
    }

    protected void killDatabase() throws IOException {
        Path pid = parent.resolve("data/pgdata/postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(pid).getFirst());
        ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
    }
}
