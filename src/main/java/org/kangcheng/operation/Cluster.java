package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The database's folder and the programs that may touch it. */
final class Cluster {
    static final String SUPERUSER = "kangcheng_super";
    private static final String MAJOR_VERSION = "18";

    private final DataDirectory data;
    private final DatabaseUser user;
    private final PostgresBinaries binaries;

    private Cluster(DataDirectory data, DatabaseUser user, PostgresBinaries binaries) {
        this.data = data;
        this.user = user;
        this.binaries = binaries;
    }

    static Cluster in(DataDirectory data) throws IOException {
        DatabaseUser user = DatabaseUser.whoReaches(data.root());
        DataDirectory.directory(databaseLog(data), "rwx------");
        if (DataDirectory.isRoot()) {
            DataDirectory.directory(data.log(), "rwx--x--x"); // to be passed through, not listed
        }
        user.own(databaseLog(data));
        return new Cluster(data, user, PostgresBinaries.unpackedIn(data.postgres()));
    }

    boolean exists() {
        return Files.exists(data.pgdata());
    }

    /** Makes the database elsewhere and moves it into place: half a database is never found. */
    void create(Secrets secrets) throws IOException {
        Path draft = data.root().resolve("pgdata.new");
        DurableFiles.deleteTree(draft);
        DataDirectory.directory(draft, "rwx------");
        Path password = draft.resolveSibling("password.new");
        Files.deleteIfExists(password);
        try {
            DurableFiles.writeForUs(password, secrets.superuser());
            user.own(password);
            user.own(draft);
            initdb(draft, password);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(draft, data.pgdata(), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(data.root());
    }

    private void initdb(Path draft, Path password) {
        user.run(
                program("initdb"),
                "--pgdata=" + draft,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    /** Makes the folder fit for a start: its version, its owner, its settings. */
    void configure(int port) throws IOException {
        String version = Files.readString(data.pgdata().resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new CannotProceed(
                    "数据目录属于 PostgreSQL " + version + "，本程序使用 " + MAJOR_VERSION + "。",
                    "The data directory belongs to another major version of PostgreSQL.");
        }
        user.own(data.pgdata());
        Path settings = data.pgdata().resolve("postgresql.conf");
        Files.writeString(
                settings,
                PostgresSettings.listeningOn(port, databaseLog(data))
                        + LogArchive.of(data).map(LogArchive::settings).orElse(""));
    }

    Process launch() throws IOException {
        return user.startApart(
                startLog(data), program("postgres"), "-D", data.pgdata().toString());
    }

    /** Ends connections, writes all out, and returns when the last process is gone. */
    void stop() {
        user.run(program("pg_ctl"), "stop", "-D", data.pgdata().toString(), "-m", "fast", "-w", "-t", "600");
    }

    private String program(String name) {
        return binaries.program(name).toString();
    }

    /** What the server says before its own log is open. */
    static Path startLog(DataDirectory data) {
        return data.log().resolve("postgres-start.log");
    }

    private static Path databaseLog(DataDirectory data) {
        return data.log().resolve("postgres");
    }
}
