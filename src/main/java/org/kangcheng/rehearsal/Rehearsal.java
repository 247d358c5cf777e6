package org.kangcheng.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.kangcheng.booking.Appointments;
import org.kangcheng.encounter.Visits;
import org.kangcheng.governance.Items;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.Invariants;
import org.kangcheng.operation.Invariants.Finding;
import org.kangcheng.operation.Launch;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.programme.FieldWork;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * 演练: the whole platform on a database, a generated city in it, a hand-moved clock, one day; and after it everything is
 * looked at: what was acknowledged, and what must always hold.
 */
final class Rehearsal {
    private static final int DRAIN_SECONDS = 120;

    /** @param databaseDies the database will be killed, so whoever meets that tries again */
    record Wanted(CityPlan city, int residents, boolean databaseDies) {}

    private final Class<?> application;
    private final DatabaseAccess database;
    private final Path data;
    private final Wanted wanted;
    private final Figures figures = new Figures();
    private final Acknowledged kept = new Acknowledged();
    private final HandClock clock;

    Rehearsal(Class<?> application, DatabaseAccess database, Path data, Wanted wanted) {
        this.application = application;
        this.database = database;
        this.data = data;
        this.wanted = wanted;
        // Early enough that the platform and its city are there before the day begins.
        this.clock = new HandClock(CityTime.instant(nextDay().atTime(5, 0)));
    }

    /** Today, or the first day after it that was not rehearsed on this database: no day happens twice. */
    private LocalDate nextDay() {
        JdbcClient jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword()));
        LocalDate today = CityTime.today(Clock.systemUTC());
        boolean fresh = jdbc.sql("select to_regclass('rehearsal.rehearsed_day') is null")
                .query(Boolean.class)
                .single();
        return fresh
                ? today
                : jdbc.sql("select greatest(max(day) + 1, ?) from rehearsal.rehearsed_day")
                        .param(today)
                        .query(LocalDate.class)
                        .single();
    }

    record Outcome(
            Figures figures,
            List<Finding> findings,
            FigureProofs.Outcome proofs,
            List<String> lost,
            int acknowledged,
            double seconds) {
        boolean flawless() {
            return figures.faults().isEmpty()
                    && lost.isEmpty()
                    && proofs.disagreements().isEmpty()
                    && findings.stream().allMatch(Finding::holds);
        }

        @Override
        public String toString() {
            return DayReport.of(figures, findings, proofs, lost, acknowledged);
        }
    }

    Outcome run() throws InterruptedException, SQLException {
        try (ConfigurableApplicationContext context = start()) {
            context.getBean(Demonstration.class).prepare();
            return live(context);
        }
    }

    /** The day itself, on a platform that has its city. */
    Outcome live(ConfigurableApplicationContext context) throws InterruptedException, SQLException {
        context.getBean(JdbcClient.class)
                .sql("insert into rehearsal.rehearsed_day (day) values (?)")
                .param(CityTime.today(clock))
                .update();
        long begun = System.nanoTime();
        Calls calls = new Calls(figures, wanted.databaseDies());
        Optional<CityPlan> loaded = context.getBean(LoadState.class).loaded();
        CityPlan city = loaded.orElse(wanted.city());
        context.getBean(PastYear.class).await(loaded.orElse(null));
        if (wanted.databaseDies()) {
            clock.start(() -> new DatabaseKill(data, figures).during(clock, CityTime.today(clock)));
        }
        new RehearsedDay(context, clock, city, calls, figures, kept).live(wanted.residents(), city.seed());
        context.getBean(EveningSurvey.class).ask(new SplittableRandom(city.seed()), figures);
        drain(context.getBean(JdbcClient.class));
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Outcome(
                figures, invariants(), context.getBean(FigureProofs.class).all(), lost(context), kept.total(), seconds);
    }

    ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(application)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
                .run(arguments());
    }

    private String[] arguments() {
        Map<String, String> properties = database.properties();
        properties.put("spring.profiles.active", "demo");
        properties.put("server.port", "0");
        properties.put("kangcheng.data", data.toString());
        properties.put("kangcheng.city-scale", Double.toString(wanted.city().scale()));
        properties.put("kangcheng.city-seed", Long.toString(wanted.city().seed()));
        properties.put("logging.level.org.kangcheng", "warn");
        if (wanted.databaseDies()) {
            // What the pool and the transactions have to say of it, once for each that was open, is no news.
            properties.put("logging.level.com.zaxxer.hikari", "off");
            properties.put("logging.level.org.springframework.transaction", "off");
            properties.put("logging.level.org.springframework.jdbc", "off");
        }
        return new Launch(database, properties).arguments();
    }

    /** What was told and not yet heard. */
    private void drain(JdbcClient jdbc) throws InterruptedException {
        for (int waited = 0; waited < DRAIN_SECONDS; waited++) {
            if (jdbc.sql("select count(*) from event.event_publication")
                            .query(Integer.class)
                            .single()
                    == 0) {
                return;
            }
            Thread.sleep(1000);
        }
        figures.fault("事件未处理完");
    }

    private List<Finding> invariants() throws SQLException {
        try (Connection connection = database.connectAsOwner()) {
            return Invariants.check(connection);
        }
    }

    private List<String> lost(ConfigurableApplicationContext context) {
        return kept.lost(
                context.getBean(Appointments.class),
                context.getBean(PaymentOrders.class),
                context.getBean(Visits.class),
                context.getBean(FieldWork.class),
                context.getBean(Items.class),
                context.getBean(JdbcClient.class));
    }

    /** Removed at the end of a rehearsal that nobody gave a place. */
    static Path temporary() {
        try {
            return Files.createTempDirectory("kangcheng-rehearsal-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
