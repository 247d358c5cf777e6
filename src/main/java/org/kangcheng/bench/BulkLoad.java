package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.core.io.ClassPathResource;

/** Lays rows in as the database's owner would who takes over many at once: by statements of a file, some in ranges. */
final class BulkLoad {
    private static final int WORKERS = 2;

    private final DatabaseAccess access;
    private final String[] parts;

    /** @param file in {@code bench/}, its parts separated by lines of "---" */
    BulkLoad(DatabaseAccess access, String file) throws IOException {
        this.access = access;
        this.parts = new ClassPathResource("bench/" + file)
                .getContentAsString(StandardCharsets.UTF_8)
                .split("\n---\n");
    }

    /** A part of several statements, which name no parameters. */
    void execute(int part) throws SQLException {
        statement(parts[part]);
    }

    /** A part of one statement. */
    void update(int part, Map<String, ?> parameters) {
        Owner.of(access).sql(parts[part]).params(parameters).update();
    }

    /** A part for each range of places from {@code :first} to {@code :last}, some at a time. */
    void ranges(int part, Map<String, ?> parameters, long places, int atOnce) throws IOException, InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> loads = new ArrayList<>();
            for (long first = 1; first <= places; first += atOnce) {
                Map<String, Object> range = new HashMap<>(parameters);
                range.put("first", first);
                range.put("last", Math.min(places, first + atOnce - 1));
                loads.add(workers.submit(() -> update(part, range)));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the load broke off", e);
        }
    }

    /** A year's rows come in a year: nobody is to wait while the database tidies up after all of them at once. */
    void settle(List<String> tables) throws SQLException {
        for (String table : tables) {
            statement("vacuum (analyze) " + table);
        }
    }

    private void statement(String sql) throws SQLException {
        try (var connection = access.connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
