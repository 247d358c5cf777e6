package org.kangcheng;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;

/**
 * One real PostgreSQL for all tests of a JVM, with an empty database of its own, gone when the JVM ends. The server's
 * folder (target/test-data) is kept between runs, so only the first pays for making it.
 */
public final class TestDatabase {
    private static final TestDatabase SHARED = new TestDatabase();

    private final EmbeddedPostgres postgres;
    private final String name = "kangcheng_test_" + ProcessHandle.current().pid();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private final DatabaseAccess access;

    private TestDatabase() {
        postgres = EmbeddedPostgres.start(DataDirectory.at(Path.of("target", "test-data")), line -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "test-database-end"));
        access = make(name);
    }

    private DatabaseAccess make(String database) {
        postgres.dropDatabase(database); // left by a killed run that had the same number
        made.add(database);
        return postgres.createDatabase(database);
    }

    public static DatabaseAccess access() {
        return SHARED.access;
    }

    /** A further empty database on the same server, for a test that must not share. */
    public static DatabaseAccess another(String suffix) {
        return SHARED.make(SHARED.name + "_" + suffix);
    }

    private void end() {
        made.forEach(postgres::dropDatabase);
        postgres.close();
    }
}
