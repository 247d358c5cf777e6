package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kangcheng.operation.CannotProceed;
import org.kangcheng.operation.DatabaseAccess;

/**
 * pgbench, PostgreSQL's own load generator, as the peer: the same statements on the same database with nothing around
 * them. It comes with Debian's {@code postgresql-contrib}; the embedded binaries hold the server alone.
 */
final class PgBench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final DatabaseAccess access;

    PgBench(DatabaseAccess access) {
        this.access = access;
    }

    /** Said at once, and not after the minutes that a city takes to load. */
    static void require() {
        try {
            new ProcessBuilder("pgbench", "--version").start().onExit().join();
        } catch (IOException e) {
            throw new CannotProceed(
                    "未找到 pgbench：请先安装，例如 apt-get install postgresql-contrib。",
                    "pgbench is missing: install it, e.g. apt-get install postgresql-contrib.");
        }
    }

    /** Transactions a second of {@code script} with {@code clients} connections. */
    double run(String script, int clients, Duration length, Map<String, String> variables) throws IOException {
        Path file = Files.createTempFile("bench", ".sql");
        Files.writeString(file, script);
        try {
            String said = execute(command(file, clients, length, variables));
            Matcher tps = TPS.matcher(said);
            if (!tps.find()) {
                throw new IOException("pgbench gave no figure: " + said);
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.delete(file);
        }
    }

    private List<String> command(Path file, int clients, Duration length, Map<String, String> variables) {
        var url = java.net.URI.create(access.ownerUrl().substring("jdbc:".length()));
        List<String> command = new ArrayList<>(List.of(
                "pgbench",
                "-n",
                "-M",
                "prepared",
                "-c",
                Integer.toString(clients),
                "-j",
                "2",
                "-T",
                Long.toString(length.toSeconds()),
                "-h",
                url.getHost(),
                "-p",
                Integer.toString(url.getPort()),
                "-U",
                access.ownerUser(),
                "-f",
                file.toString()));
        variables.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        command.add(url.getPath().substring(1));
        return command;
    }

    private String execute(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", access.ownerPassword());
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
