package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * 内嵌数据库: PostgreSQL as a part of the program, with nothing to install. It is a server process of its own: when the
 * program is killed the database lives on and the next start adopts it; when the database is killed a watchdog starts it
 * again, and it recovers what it had acknowledged.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String OWNER = "kangcheng_owner";
    private static final String APP = "kangcheng_app";
    private static final String CITY = "kangcheng";

    private final Secrets secrets;
    private final Postmaster postmaster;
    private final int port;
    /** Absent on a visit: what somebody else started, somebody else looks after. */
    private final @Nullable Keeper keeper;

    private EmbeddedPostgres(Secrets secrets, Postmaster postmaster, int port, @Nullable Keeper keeper) {
        this.secrets = secrets;
        this.postmaster = postmaster;
        this.port = port;
        this.keeper = keeper;
    }

    /** Starts (or adopts) the database of this folder and keeps it running until closed. */
    public static EmbeddedPostgres start(DataDirectory where, Consumer<String> progress) {
        DataDirectory data = where.prepare();
        DataDirectory.Hold hold = data.hold();
        try {
            return start(data, hold, progress);
        } catch (IOException e) {
            hold.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
    }

    private static EmbeddedPostgres start(DataDirectory data, DataDirectory.Hold hold, Consumer<String> progress)
            throws IOException {
        refuseHalfRestored(data);
        Secrets secrets = Secrets.of(data);
        if (!Files.exists(data.postgres())) {
            progress.accept("正在展开数据库程序…");
        }
        Cluster cluster = Cluster.in(data);
        if (!cluster.exists()) {
            progress.accept("正在建立数据库…");
            cluster.create(secrets);
        }
        Postmaster postmaster = new Postmaster(data, secrets, progress);
        Optional<Integer> adopted = postmaster.running();
        if (adopted.isPresent()
                && !postmaster
                        .archiveCommand(adopted.get())
                        .equals(LogArchive.of(data).map(LogArchive::command))) {
            // Whether and where the log is archived is settled when the database starts.
            cluster.stop();
            adopted = Optional.empty();
        }
        int port = adopted.isPresent() ? adopted.get() : postmaster.start(cluster);
        progress.accept(adopted.isPresent() ? "接管了仍在运行的数据库。" : "数据库已启动。");
        EmbeddedPostgres started =
                new EmbeddedPostgres(secrets, postmaster, port, new Keeper(hold, cluster, postmaster));
        try {
            started.createRoles();
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static void refuseHalfRestored(DataDirectory data) {
        if (Files.exists(data.restoring()) && !Files.exists(data.pgdata())) {
            throw new CannotProceed(
                    "上一次恢复没有完成。请清空 " + data.root() + " 后重新执行 ./kangcheng restore。",
                    "The last restore did not finish: empty the data directory and restore again.");
        }
    }

    /** Uses the database if it runs, else starts it for as long as this is open. */
    public static EmbeddedPostgres visit(DataDirectory where, Consumer<String> progress) {
        DataDirectory data = DataDirectory.at(where.root());
        if (!Files.exists(data.pgdata())) {
            throw new CannotProceed(data.root() + " 中没有数据库。", "There is no database in this data directory.");
        }
        Secrets secrets = Secrets.of(data);
        Postmaster postmaster = new Postmaster(data, secrets, progress);
        return postmaster
                .running()
                .map(port -> new EmbeddedPostgres(secrets, postmaster, port, null))
                .orElseGet(() -> start(data, progress));
    }

    public DatabaseAccess access() {
        return access(CITY);
    }

    /** Another, empty database on the same server, with the same roles: for tests and trials. */
    public DatabaseAccess createDatabase(String name) {
        asSuperuser("postgres", "create database %s owner %s".formatted(name, OWNER));
        furnish(name);
        return access(name);
    }

    public void dropDatabase(String name) {
        asSuperuser("postgres", "drop database if exists %s with (force)".formatted(name));
    }

    private DatabaseAccess access(String database) {
        String url = Postmaster.url(port, database);
        return new DatabaseAccess(url, OWNER, secrets.owner(), url, APP, secrets.app());
    }

    Connection connectAsSuperuser() throws SQLException {
        return postmaster.connect(port, CITY);
    }

    /** Each step looks first, so that a start that was cut short is completed by the next. */
    private void createRoles() {
        createRole(OWNER, secrets.owner());
        createRole(APP, secrets.app());
        if (!exists("select from pg_database where datname = '%s'".formatted(CITY))) {
            asSuperuser("postgres", "create database %s owner %s".formatted(CITY, OWNER));
        }
        furnish(CITY);
    }

    private void createRole(String name, String password) {
        if (!exists("select from pg_roles where rolname = '%s'".formatted(name))) {
            asSuperuser("postgres", "create role %s login password '%s'".formatted(name, password));
        }
    }

    private void furnish(String database) {
        asSuperuser(
                database,
                "create extension if not exists pg_stat_statements",
                "revoke all on database %s from public".formatted(database),
                "grant connect, temporary on database %s to %s".formatted(database, APP));
    }

    private boolean exists(String query) {
        try (Connection connection = postmaster.connect(port, "postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void asSuperuser(String database, String... statements) {
        try (Connection connection = postmaster.connect(port, database);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops what {@link #start} started; leaves what was only visited. */
    @Override
    public void close() {
        if (keeper != null) {
            keeper.close();
        }
    }
}
