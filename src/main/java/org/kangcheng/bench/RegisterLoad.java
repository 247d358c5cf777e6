package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.core.io.ClassPathResource;

/** A year of a city's items with their whole histories, laid in by the database's owner as a bulk load would. */
final class RegisterLoad {
    /** Their eleven steps each are sorted in memory. */
    private static final int AT_ONCE = 5_000;

    private static final int WORKERS = 2;

    private final DatabaseAccess access;

    private RegisterLoad(DatabaseAccess access) {
        this.access = access;
    }

    /** @return seconds, from nothing until everything is counted */
    static double load(DatabaseAccess access, long items) throws IOException, InterruptedException, SQLException {
        String[] parts = new ClassPathResource("bench/register-load.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .split("\n---\n");
        RegisterLoad load = new RegisterLoad(access);
        long begun = System.nanoTime();
        load.execute(parts[0]);
        load.update(parts[1], Map.of("today", CityTime.today(Clock.systemUTC()), "items", items));
        load.lay(parts[2], items);
        load.execute(parts[3]);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** A year's rows come in a year: nobody is to wait while the database tidies up after all of them at once. */
    static void settle(DatabaseAccess access) throws SQLException {
        RegisterLoad load = new RegisterLoad(access);
        for (String table : List.of("governance.item", "governance.step", "tally.count")) {
            load.execute("vacuum " + table);
        }
    }

    private void lay(String range, long items) throws IOException, InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> loads = new ArrayList<>();
            for (long first = 1; first <= items; first += AT_ONCE) {
                Map<String, Object> places = Map.of("first", first, "last", Math.min(items, first + AT_ONCE - 1));
                loads.add(workers.submit(() -> update(range, places)));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the load broke off", e);
        }
    }

    /** Several statements at once, which name no parameters. */
    private void execute(String statements) throws SQLException {
        try (var connection = access.connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private void update(String statement, Map<String, ?> parameters) {
        Owner.of(access).sql(statement).params(parameters).update();
    }
}
