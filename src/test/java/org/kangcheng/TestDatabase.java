package org.kangcheng;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;

/**
 * One real PostgreSQL for all tests of a JVM, with an empty database of its own, gone when the JVM ends. The server's
 * folder (target/test-data) is kept between runs, so only the first pays for making it; its lock sees to it that one test
 * run at a time works there.
 */
public final class TestDatabase {
    private static final String NAME = "kangcheng_test";
    private static final TestDatabase SHARED = new TestDatabase();

    private final EmbeddedPostgres postgres;
    private final DatabaseAccess access;

    private TestDatabase() {
        postgres = EmbeddedPostgres.start(DataDirectory.at(Path.of("target", "test-data")), line -> {});
        // After the programs that use it: otherwise each waits for a connection that never comes.
        SpringApplication.getShutdownHandlers().add(this::end);
        dropAll(); // what a killed run left
        access = postgres.createDatabase(NAME);
    }

    public static DatabaseAccess access() {
        return SHARED.access;
    }

    /** A further empty database on the same server, for a test that must not share. */
    public static DatabaseAccess another(String suffix) {
        String name = NAME + "_" + suffix;
        SHARED.postgres.dropDatabase(name);
        return SHARED.postgres.createDatabase(name);
    }

    private void end() {
        dropAll();
        postgres.close();
    }

    private void dropAll() {
        names().forEach(postgres::dropDatabase);
    }

    private List<String> names() {
        try (Connection connection = postgres.access().connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select datname from pg_database where datname like '" + NAME + "%'")) {
            List<String> names = new ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
