package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The server process of a cluster: found, started, stopped. Remembers nothing that the folder does not say. */
final class Postmaster {
    private static final int FIRST_PORT = 15432;
    private static final int LAST_PORT = 16431;
    private static final int ATTEMPTS = 5;

    private final DataDirectory data;
    private final Secrets secrets;
    private final Consumer<String> progress;

    Postmaster(DataDirectory data, Secrets secrets, Consumer<String> progress) {
        this.data = data;
        this.secrets = secrets;
        this.progress = progress;
    }

    boolean alive() {
        return PostmasterFile.alive(data.pgdata()).isPresent();
    }

    /** The port of a server that is up and is ours; waits for one that is on its way up or down. */
    Optional<Integer> running() {
        for (long waited = 0; ; waited++) {
            Optional<PostmasterFile> file = PostmasterFile.alive(data.pgdata());
            if (file.isEmpty()) {
                return Optional.empty();
            }
            if (file.get().ready()) {
                return Optional.of(confirmed(file.get().port()));
            }
            if (waited % 100 == 99) {
                progress.accept("数据库正在恢复，请稍候（recovering）…");
            }
            Interruption.pause(100);
        }
    }

    /** How the server archives its log; empty when it does not. */
    Optional<String> archiveCommand(int port) {
        try {
            return ask(port, "show archive_mode").equals("on")
                    ? Optional.of(ask(port, "show archive_command"))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the log is to be archived and the last segment could not be. */
    boolean archiveFails() {
        try {
            return LogArchive.of(data).isPresent()
                    && ask(
                                    rememberedPort(),
                                    "select last_failed_time > coalesce(last_archived_time, '-infinity') from pg_stat_archiver")
                            .equals("t");
        } catch (SQLException | IOException e) {
            return false;
        }
    }

    /** Another server may own the port by now: one that answers must also name our folder. */
    private int confirmed(int port) {
        try {
            if (Path.of(ask(port, "show data_directory")).equals(data.pgdata())) {
                return port;
            }
        } catch (SQLException e) {
            throw new CannotProceed(
                    "数据库在端口 " + port + " 运行但无法连接：" + e.getMessage(), "The running database does not answer.");
        }
        throw new CannotProceed("端口 " + port + " 上是另一个数据库。", "Another database answers on our port.");
    }

    /** One value; "" for none. */
    private String ask(int port, String query) throws SQLException {
        try (Connection connection = connect(port, "postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return Objects.requireNonNullElse(row.getString(1), "");
        }
    }

    Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), Cluster.SUPERUSER, secrets.superuser());
    }

    static String url(int port, String database) {
        return DatabaseAccess.silent("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database));
    }

    /** Starts on the remembered port, or on another if that one is taken. */
    int start(Cluster cluster) {
        return start(cluster, true);
    }

    /** Starts on the remembered port alone: others hold its URL. */
    int restart(Cluster cluster) {
        return start(cluster, false);
    }

    private int start(Cluster cluster, boolean mayMove) {
        for (int attempt = 1; ; attempt++) {
            waitUntilDeserted();
            try {
                int port = mayMove ? freePort() : rememberedPort();
                cluster.configure(port);
                Process process = cluster.launch();
                Optional<Integer> ready = untilReady(process);
                if (ready.isPresent()) {
                    return ready.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (attempt == ATTEMPTS) {
                throw new CannotProceed(
                        "数据库无法启动，日志在 " + data.log() + "：\n" + lastWords(), "The database does not start: see its log.");
            }
            Interruption.pause(1000);
        }
    }

    private Optional<Integer> untilReady(Process process) {
        while (process.isAlive()) {
            if (alive()) {
                return running();
            }
            Interruption.pause(20);
        }
        return Optional.empty();
    }

    /**
     * A killed postmaster leaves its file and, for a moment, its children. When the last is gone the file names nobody, or
     * a stranger with the same number, and would only stand in the way.
     */
    private void waitUntilDeserted() {
        for (int tries = 0; PostmasterFile.anyProcessIn(data.pgdata()); tries++) {
            if (tries == 600) {
                throw new CannotProceed("上一个数据库进程没有退出。", "Processes of the former database do not end.");
            }
            Interruption.pause(50);
        }
        try {
            Files.deleteIfExists(data.pgdata().resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int freePort() throws IOException {
        int remembered = rememberedPort();
        int port = IntStream.concat(IntStream.of(remembered), IntStream.rangeClosed(FIRST_PORT, LAST_PORT))
                .filter(Postmaster::isFree)
                .findFirst()
                .orElseThrow(() -> new CannotProceed("没有空闲端口。", "No free port between 15432 and 16431."));
        Files.writeString(data.port(), port + "\n");
        return port;
    }

    private int rememberedPort() throws IOException {
        return Files.exists(data.port())
                ? Integer.parseInt(Files.readString(data.port()).strip())
                : FIRST_PORT;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(Cluster.startLog(data));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
