package org.kangcheng.bench;

import java.util.List;
import java.util.Objects;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The figures of the generated city, with a year of visits and of items in it, by scale: boards of every level while ratings,
 * readings and diagnoses are written; how long a write takes to show; what counting costs a write; a list of everybody; the
 * same figures by a materialised view and by DuckDB; and every figure proved by its rows at the end.
 */
final class IndicatorBench implements Bench {
    private static final int PLACES_OF_A_LEVEL = 10;
    private static final int PROBES_A_SECOND = 4;

    @Override
    public void run(Setting setting, Report report) throws Exception {
        LoadedCity city = LoadedCity.of(setting.scale(), setting);
        report.figure("scale of the city", setting.scale());
        city.tell("", report);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(city.data()), line -> {})) {
            DatabaseAccess access = postgres.access();
            IndicatorLoad.load(access, setting.scale(), report);
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), city.data(), access)) {
                int port = Objects.requireNonNull(
                        program.getEnvironment().getProperty("local.server.port", Integer.class));
                try (StaffBrowser commission = StaffBrowser.signIn(city.data(), port, "commission")) {
                    looked(setting, program, access, commission, report);
                }
                prove(program, report);
            }
        }
    }

    private static void looked(
            Setting setting,
            ConfigurableApplicationContext program,
            DatabaseAccess access,
            StaffBrowser commission,
            Report report)
            throws Exception {
        IndicatorBoards boards = new IndicatorBoards(commission, access, report);
        try (IndicatorWrites writes = new IndicatorWrites(program, PROBES_A_SECOND * setting.seconds())) {
            boards.ask(setting.seconds() * 2);
            writes.delays(report);
            writes.end(report);
        }
        settled(access);
        boards.everybody(setting.folder());
        IndicatorCost.measure(access, report);
        List<String> places = boards.places().values().stream()
                .flatMap(level -> level.stream().limit(PLACES_OF_A_LEVEL))
                .toList();
        settled(access);
        new IndicatorBeside(program, access, places, report).compare(setting.folder());
    }

    /** Until what was written has been looked at, counted and folded. */
    private static void settled(DatabaseAccess access) throws InterruptedException {
        LoadedCity.gathered(access);
        while (Owner.number(access, "select count(*) from tally.change") > 0) {
            Thread.sleep(100);
        }
        // The cursor of the readings goes on once a second.
        Thread.sleep(3_000);
    }

    private static void prove(ConfigurableApplicationContext program, Report report) {
        long begun = System.nanoTime();
        FigureProofs.Outcome outcome = program.getBean(FigureProofs.class).all();
        report.figure("seconds to prove all figures of all places", (System.nanoTime() - begun) / 1e9);
        report.figure("figures proved", outcome.proved());
        report.figure("figures proved that have rows", outcome.filled().size());
        outcome.disagreements().forEach(System.err::println);
        report.figure("disagreements", outcome.disagreements().size());
        report.check(
                "every figure is what its rows say",
                outcome.disagreements().isEmpty() && !outcome.filled().isEmpty());
    }
}
