package org.kangcheng.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The figures of the generated city, with a year of visits and of items in it, by scale: boards of every level while ratings,
 * readings and diagnoses are written, and how
 * much longer they take than in a tenth of the city; how long a write takes to show; what counting costs a write; a list of everybody; the
 * same figures by a materialised view and by DuckDB; and every figure (of a large city some) proved by its rows at the end.
 */
final class IndicatorBench implements Bench {
    private static final int PLACES_OF_A_LEVEL = 10;
    private static final int PROBES_A_SECOND = 4;

    /** How much larger the city is than the one that it is held against. */
    private static final double TIMES = 10;

    /** Of a city above this share each figure's rows are so many that only some figures are counted from them. */
    private static final double ALL_UP_TO = 0.2;

    private static final int SOME = 24;

    private interface Look {
        void at(ConfigurableApplicationContext program, DatabaseAccess access, StaffBrowser commission)
                throws Exception;
    }

    @Override
    public void run(Setting setting, Report report) throws Exception {
        double small = setting.scale() / TIMES;
        Map<String, Double> before = new HashMap<>();
        Report smaller = report.under("city " + small + ": ");
        at(
                small,
                setting,
                smaller,
                (program, access, commission) -> before.putAll(
                        boards(setting, program, new IndicatorBoards(commission, access, smaller), smaller)));
        report.figure("scale of the city", setting.scale());
        at(setting.scale(), setting, report, (program, access, commission) -> {
            IndicatorBoards boards = new IndicatorBoards(commission, access, report);
            boards(setting, program, boards, report)
                    .forEach((level, p95) -> report.ratio(
                            "the board of " + level + ", p95, to that of a tenth of the city",
                            p95 / before.getOrDefault(level, p95)));
            int most = setting.scale() > ALL_UP_TO ? SOME : Integer.MAX_VALUE;
            looked(setting, program, access, most, boards, report);
            prove(program, most, report);
        });
    }

    private static void at(double scale, Setting setting, Report report, Look look) throws Exception {
        LoadedCity city = LoadedCity.of(scale, setting);
        city.tell("", report);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(city.data()), line -> {})) {
            DatabaseAccess access = postgres.access();
            IndicatorLoad.load(access, scale, report);
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), city.data(), access)) {
                int port = Objects.requireNonNull(
                        program.getEnvironment().getProperty("local.server.port", Integer.class));
                try (StaffBrowser commission = StaffBrowser.signIn(city.data(), port, "commission")) {
                    look.at(program, access, commission);
                }
            }
        }
    }

    /** @return p95 in ms, by level */
    private static Map<String, Double> boards(
            Setting setting, ConfigurableApplicationContext program, IndicatorBoards boards, Report report)
            throws Exception {
        try (IndicatorWrites writes = new IndicatorWrites(program, PROBES_A_SECOND * setting.seconds())) {
            Map<String, Double> p95 = boards.ask(setting.seconds() * 2);
            writes.delays(report);
            writes.end(report);
            return p95;
        }
    }

    private static void looked(
            Setting setting,
            ConfigurableApplicationContext program,
            DatabaseAccess access,
            int most,
            IndicatorBoards boards,
            Report report)
            throws Exception {
        settled(access);
        boards.everybody(setting.folder());
        IndicatorCost.measure(access, report);
        List<String> places = boards.places().values().stream()
                .flatMap(level -> level.stream().limit(PLACES_OF_A_LEVEL))
                .toList();
        settled(access);
        new IndicatorBeside(program, access, most, places, report).compare(setting.folder());
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

    private static void prove(ConfigurableApplicationContext program, int most, Report report) {
        long begun = System.nanoTime();
        FigureProofs.Outcome outcome = program.getBean(FigureProofs.class)
                .of(IndicatorBeside.evenly(program.getBean(Indicators.class).all(), most));
        report.figure("seconds to prove them at all places", (System.nanoTime() - begun) / 1e9);
        report.figure("figures proved", outcome.proved());
        report.figure("figures proved that have rows", outcome.filled().size());
        outcome.disagreements().forEach(System.err::println);
        report.figure("disagreements", outcome.disagreements().size());
        report.check(
                "every figure is what its rows say",
                outcome.disagreements().isEmpty() && !outcome.filled().isEmpty());
    }
}
