package org.kangcheng.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.operation.DatabaseAccess;
import org.postgresql.PGConnection;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A process of its own with the platform's beans on a database that runs: it tells on its output what was acknowledged, a
 * line each, so that it can be killed at any moment, and the database with it.
 */
final class OwnProgram {
    /** What goes before the arguments that are the program's own. */
    private static final int FIRST = 6;

    /** What the program does. */
    interface Work {
        /** @param more the arguments that it was started with */
        void run(ConfigurableApplicationContext program, List<String> more) throws Exception;
    }

    private OwnProgram() {}

    /**
     * Starts a class whose main method is {@link #run}. No password stands in the list of processes.
     *
     * @param more what it is to know besides
     */
    static Process start(Class<?> main, Class<?> application, Path data, DatabaseAccess access, String... more)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                application.getName(),
                data.toString(),
                access.appUrl(),
                access.appUser(),
                access.ownerUrl(),
                access.ownerUser()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.outputWriter()) {
            in.write(access.appPassword() + "\n" + access.ownerPassword() + "\n");
        }
        return process;
    }

    static void run(String[] arguments, Work work) throws Exception {
        String appPassword;
        String ownerPassword;
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            appPassword = in.readLine();
            ownerPassword = in.readLine();
        }
        DatabaseAccess access =
                new DatabaseAccess(arguments[4], arguments[5], ownerPassword, arguments[2], arguments[3], appPassword);
        try (ConfigurableApplicationContext program = Platform.within(
                Class.forName(arguments[0]), Path.of(arguments[1]), access, "--logging.level.root=error")) {
            work.run(program, List.of(arguments).subList(FIRST, arguments.length));
        }
    }

    /** A whole line at a time, and out at once: what is told has been acknowledged. */
    static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** The server is the parent of each of its connections' processes. */
    static void killDatabase(DatabaseAccess access) throws SQLException {
        try (Connection connection = access.connectAsOwner()) {
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            ProcessHandle.of(process).flatMap(ProcessHandle::parent).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Its keeper starts it again. */
    static void awaitDatabase(DatabaseAccess access) throws InterruptedException {
        for (int tried = 0; ; tried++) {
            try (Connection connection = access.connectAsOwner()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (tried == 600) {
                    throw new IllegalStateException("the database did not come back", e);
                }
                Thread.sleep(200);
            }
        }
    }
}
