package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/** A year of a city's items with their whole histories, laid in by the database's owner as a bulk load would. */
final class RegisterLoad {
    private static final int AT_ONCE = 10_000;

    private RegisterLoad() {}

    static double load(DatabaseAccess access, long items) throws IOException, InterruptedException, SQLException {
        String[] parts = new ClassPathResource("bench/register-load.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .split("\n---\n");
        long begun = System.nanoTime();
        execute(access, parts[0]);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<?>> loads = new ArrayList<>();
            for (long first = 1; first <= items; first += AT_ONCE) {
                long from = first;
                loads.add(two.submit(() -> some(access, parts[1], from, Math.min(items, from + AT_ONCE - 1))));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the load broke off", e);
        }
        execute(access, parts[2]);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Several statements at once, which name no parameters. */
    private static void execute(DatabaseAccess access, String statements) throws SQLException {
        try (var connection = access.connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static void some(DatabaseAccess access, String statement, long first, long last) {
        LocalDate today = CityTime.today(Clock.systemUTC());
        JdbcClient jdbc = Owner.of(access);
        jdbc.sql(statement)
                .params(Map.of("today", today, "first", first, "last", last))
                .update();
    }
}
