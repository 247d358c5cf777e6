package org.kangcheng.bench;

import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.kangcheng.operation.DatabaseAccess;

/** The least that could answer a verification: the JDK's own HTTP server, a connection pool, one statement. */
final class BareEndpoint {
    static final int CONNECTIONS = 32;
    /** Begins the line that tells where it listens; libraries print lines of their own. */
    static final String PORT = "port ";

    private BareEndpoint() {}

    record Running(int port, Process process) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    /** Runs one as a process of its own, so that it shares nothing with the load generator. */
    static Running start(Class<?> endpoint, DatabaseAccess access) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), endpoint.getName(), access.appUrl(), access.appUser()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write((access.appPassword() + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String port = process.inputReader()
                .lines()
                .filter(line -> line.startsWith(PORT))
                .findFirst()
                .orElseThrow(() -> new IOException("the bare endpoint did not start"));
        return new Running(Integer.parseInt(port.substring(PORT.length())), process);
    }

    public static void main(String[] arguments) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[0]);
        config.setUsername(arguments[1]);
        config.setPassword(new String(readLine(System.in), StandardCharsets.UTF_8));
        config.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource pool = new HikariDataSource(config);
        String sql = statement("verify-bare");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            byte[] answer = answer(pool, sql, exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println(PORT + server.getAddress().getPort());
    }

    static byte[] readLine(InputStream in) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.write(c);
        }
        return line.toByteArray();
    }

    static String statement(String name) throws IOException {
        try (InputStream in = BareEndpoint.class.getResourceAsStream("/bench/" + name + ".sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] answer(HikariDataSource pool, String sql, String card) throws IOException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, HexFormat.of().parseHex(card));
            statement.setLong(2, ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
            statement.setLong(3, ThreadLocalRandom.current().nextLong(Long.MAX_VALUE));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1).getBytes(StandardCharsets.UTF_8);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
