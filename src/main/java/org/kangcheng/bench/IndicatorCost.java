package org.kangcheng.bench;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a row costs for being counted: a durable transaction that inserts a rating's row, and the same with the five changes
 * of the tally that a rating makes, turn by turn on one connection. The rows stand in a table of the bench's own, the counts
 * are of its own series: no figure sees either.
 */
final class IndicatorCost {
    private static final int ROUNDS = 20;
    private static final int EACH = 100;

    private IndicatorCost() {}

    static void measure(DatabaseAccess access, Report report) throws SQLException {
        try (var connection = access.connectAsOwner()) {
            SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
            JdbcClient jdbc = JdbcClient.create(one);
            jdbc.sql("create schema if not exists bench").update();
            jdbc.sql("drop table if exists bench.received").update();
            jdbc.sql("create table bench.received (like survey.received including all)")
                    .update();
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(one));
            Tally tally = Tally.visiting(jdbc);
            List<Tally.Change> changes = changes();
            changes.forEach(it -> tally.series(it.series()));
            List<Long> bare = new ArrayList<>();
            List<Long> counted = new ArrayList<>();
            // The first round warms up.
            for (int round = 0; round <= ROUNDS; round++) {
                List<Long> without = new ArrayList<>();
                List<Long> with = new ArrayList<>();
                for (int n = 0; n < EACH; n++) {
                    int id = (round * EACH + n) * 2;
                    without.add(timed(() -> transaction.executeWithoutResult(_ -> insert(jdbc, id))));
                    with.add(timed(() -> transaction.executeWithoutResult(_ -> {
                        insert(jdbc, id + 1);
                        tally.addAll(changes);
                    })));
                }
                if (round > 0) {
                    bare.addAll(without);
                    counted.addAll(with);
                }
            }
            jdbc.sql("drop table bench.received").update();
            tell(bare, counted, report);
        }
    }

    private static void tell(List<Long> bare, List<Long> counted, Report report) {
        report.figure("a row's durable transaction, p50 ms", Percentile.ms(bare, 0.5));
        report.figure("the same with its five changes of the tally, p50 ms", Percentile.ms(counted, 0.5));
        report.figure("a row's durable transaction, p99 ms", Percentile.ms(bare, 0.99));
        report.figure("the same with its five changes of the tally, p99 ms", Percentile.ms(counted, 0.99));
        report.ratio(
                "a row that is counted to one that is not, p50",
                Percentile.ms(counted, 0.5) / Percentile.ms(bare, 0.5));
    }

    private static List<Tally.Change> changes() {
        LocalDate today = CityTime.today(Clock.systemUTC());
        return List.of("one", "two", "three", "four", "five").stream()
                .map(name -> new Tally.Change("bench.cost." + name, Tally.institution(1), today, 1))
                .toList();
    }

    private static void insert(JdbcClient jdbc, long id) {
        jdbc.sql("""
                insert into bench.received (institution_id, visit_id, department_id, month, service, waiting, result,
                    rated_at)
                values (1, ?, 1, date_trunc('month', now())::date, 5, 4, 5, now())
                """).param(id).update();
    }

    private static long timed(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return System.nanoTime() - begun;
    }
}
