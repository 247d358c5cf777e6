package org.kangcheng.operation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What the stories of this package share: a folder that PostgreSQL's user can reach, and a few SQL words. */
final class Workplace {
    private Workplace() {}

    static DataDirectory folder(Path parent, String name) throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        return DataDirectory.at(parent.resolve(name));
    }

    static EmbeddedPostgres start(DataDirectory data) {
        return EmbeddedPostgres.start(data, line -> {});
    }

    static void execute(DatabaseAccess access, String... statements) throws SQLException {
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long number(DatabaseAccess access, String query) throws SQLException {
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static long postmasterPid(DataDirectory data) {
        return PostmasterFile.alive(DataDirectory.at(data.root()).pgdata())
                .orElseThrow()
                .pid();
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** The same class path in another JVM, whose standard output is read through the process. */
    static Process otherProcess(Class<?> main, String... arguments) throws IOException {
        return otherProcess(Path.of("target/test-classes"), main, arguments);
    }

    /** With one more folder on its class path. */
    static Process otherProcess(Path resources, Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(command(resources, main, arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** One that has much to say: it says it into a file. */
    static Process otherProcess(Class<?> main, Path said, String... arguments) throws IOException {
        return new ProcessBuilder(command(Path.of("target/test-classes"), main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private static List<String> command(Path resources, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + resources,
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What the supplier says once it stops failing. */
    static <T> T eventually(Duration limit, Callable<T> supplier) throws Exception {
        Instant end = Instant.now().plus(limit);
        while (true) {
            try {
                return supplier.call();
            } catch (SQLException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }
}
