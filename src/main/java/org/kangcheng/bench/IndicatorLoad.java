package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.tally.Tally;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A year of visits, of services and of items in a generated city, for figures to be made of; laid in once, and counted. */
final class IndicatorLoad {
    private static final long VISITS = 3_000_000;
    private static final long ITEMS = 1_000_000;
    private static final long SERVICES = 20_000_000;
    private static final long AT_ONCE = 50_000;
    private static final int PEOPLE_AT_ONCE = 20_000;

    private static final List<String> LOADED = List.of(
            "encounter.visit",
            "encounter.queue",
            "programme.delivery",
            "governance.item",
            "governance.step",
            "tally.count");

    private IndicatorLoad() {}

    /** Nothing else runs on the database. */
    static void load(DatabaseAccess access, double scale, Report report)
            throws IOException, InterruptedException, SQLException {
        if (Owner.number(access, "select count(*) from tally.series where name = 'bench.visits'") == 0) {
            visits(access, Math.round(VISITS * scale), report);
        }
        if (Owner.number(access, "select count(*) from programme.delivery where worker = '装载'") == 0) {
            services(access, Math.round(SERVICES * scale), report);
        }
        if (Owner.number(access, "select count(*) from governance.item where origin = 'bench:1'") == 0) {
            report.figure("seconds to load items", RegisterLoad.load(access, Math.round(ITEMS * scale)));
        }
        new BulkLoad(access, "indicator-services.sql").settle(LOADED);
        tell(access, report);
    }

    private static void services(DatabaseAccess access, long services, Report report)
            throws IOException, InterruptedException, SQLException {
        BulkLoad load = new BulkLoad(access, "indicator-services.sql");
        long begun = System.nanoTime();
        load.execute(0);
        double each = (double) services / Owner.number(access, "select sum(duties)::bigint from bench.served");
        Map<String, Object> what = Map.of("today", CityTime.today(Clock.systemUTC()), "each", each);
        load.ranges(1, what, Owner.number(access, "select count(*) from bench.person"), PEOPLE_AT_ONCE);
        report.figure("seconds to load services", (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        load.execute(2);
        report.figure("first build: seconds to count the services", (System.nanoTime() - begun) / 1e9);
    }

    private static void visits(DatabaseAccess access, long visits, Report report) throws IOException, SQLException {
        String[] parts = new ClassPathResource("bench/indicator-load.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .split("\n---\n");
        try (var connection = access.connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(parts[0]);
        }
        JdbcClient jdbc = Owner.of(access);
        LocalDate today = CityTime.today(Clock.systemUTC());
        long begun = System.nanoTime();
        long after = 0;
        for (long first = 0; first < visits; first += AT_ONCE) {
            after = jdbc.sql(parts[1])
                    .param("first", first)
                    .param("after", after)
                    .param("most", Math.min(AT_ONCE, visits - first))
                    .param("today", today)
                    .query(Long.class)
                    .single();
        }
        report.figure("seconds to load visits", (System.nanoTime() - begun) / 1e9);
        begun = System.nanoTime();
        jdbc.sql(parts[2]).update();
        Tally tally = Tally.visiting(jdbc);
        while (tally.fold() > 0) {
            Thread.onSpinWait();
        }
        report.figure("first build: seconds to count the visits", (System.nanoTime() - begun) / 1e9);
    }

    private static void tell(DatabaseAccess access, Report report) {
        report.figure("people", Owner.number(access, "select count(*) from identity.person"));
        report.figure(
                "memberships", Owner.number(access, "select count(*) from programme.membership where left_on is null"));
        report.figure("duties", Owner.number(access, "select count(*) from programme.duty"));
        report.figure("services", Owner.number(access, "select count(*) from programme.delivery"));
        report.figure(
                "visits (finished, with their queue; no record filed of those loaded)",
                Owner.number(access, "select count(*) from encounter.visit"));
        report.figure("items", Owner.number(access, "select count(*) from governance.item"));
        report.figure("contracts", Owner.number(access, "select count(*) from community.contract"));
        report.figure("counts kept", Owner.number(access, "select count(*) from tally.count"));
        report.figure(
                "GiB of the database",
                Owner.number(access, "select pg_database_size(current_database())") / (double) (1 << 30));
    }
}
