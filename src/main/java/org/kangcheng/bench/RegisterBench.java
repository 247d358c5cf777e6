package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.SealCheck;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.Invariants;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The register engine with a year of a city in it (1,000,000 items, each with up to eleven steps, by scale): lists, lights
 * and statistics; the hotline with its live screens; a draw that a script repeats; many hands that grab the same; kill -9
 * of program and database while items are moved and escalated; and what a move costs beside the same durable writes.
 */
final class RegisterBench implements Bench {
    private static final long ITEMS = 1_000_000;
    private static final double CITY = 0.005;

    @Override
    public void run(Setting setting, Report report) throws Exception {
        PgBench.require();
        Path data = setting.folder().resolve("register");
        report.figure("scale", setting.scale());
        try (Platform platform = Platform.start(data, CITY)) {
            DatabaseAccess access = platform.database();
            long items = Math.round(ITEMS * setting.scale());
            report.figure("seconds to load", RegisterLoad.load(access, items));
            report.figure("seconds until all their steps are sealed", untilSealed(access));
            RegisterLoad.settle(access);
            report.figure("items", Owner.number(access, "select count(*) from governance.item"));
            report.figure(
                    "items open", Owner.number(access, "select count(*) from governance.item where closed_on is null"));
            report.figure("steps of their histories", Owner.number(access, "select count(*) from governance.step"));
            report.figure(
                    "GiB of items and histories",
                    Owner.number(
                                    access,
                                    "select pg_total_relation_size('governance.item') + pg_total_relation_size('governance.step')")
                            / (double) (1 << 30));
        }
        // Stopped, it has written to its tables what was loaded.
        try (Platform platform = Platform.start(data, CITY)) {
            HotlineRush.run(platform, setting.seconds(), report);
            draw(platform, setting.folder(), report);
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {})) {
            DatabaseAccess access = postgres.access();
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), data, access)) {
                RegisterQuestions questions = new RegisterQuestions(program, access, report);
                questions.ask();
                questions.grab();
            }
            RegisterKill.run(setting, data, access, report);
            holds(data, access, report);
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), data, access)) {
                new RegisterQuestions(program, access, report).besidePgBench(setting.seconds());
            }
        }
    }

    /** What was loaded is sealed by the platform as it goes; nothing is measured beside that. */
    private static double untilSealed(DatabaseAccess access) throws InterruptedException {
        long begun = System.nanoTime();
        while (Owner.number(access, """
                select count(*) from access.seal
                 where chain = 'governance/step' and to_tx > (select max(tx) from governance.step)
                """) == 0) {
            Thread.sleep(200);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Drawn by the platform, repeated by the script that it publishes and that knows nothing of it. */
    private static void draw(Platform platform, Path folder, Report report) throws IOException, InterruptedException {
        try (StaffBrowser commission = StaffBrowser.signIn(platform, "commission")) {
            String draw = commission.send(
                    "/staff/draws", Map.of("title", "测速", "area", "3715", "from", "VILLAGES", "each", "5"));
            commission.send(draw + "/seed", Map.of());
            Path data = Files.writeString(folder.resolve("draw.json"), commission.get(draw + "/json"));
            Path script = Files.writeString(folder.resolve("repeat.mjs"), commission.get("/draw/repeat.mjs"));
            Process repeat = new ProcessBuilder("node", script.toString(), data.toString())
                    .redirectErrorStream(true)
                    .start();
            repeat.getInputStream().readAllBytes();
            report.check("a draw is repeated by the independent script", repeat.waitFor() == 0);
        }
    }

    /** What must always hold, over everything that was loaded, moved, killed. */
    private static void holds(Path data, DatabaseAccess access, Report report) throws SQLException {
        try (Connection connection = access.connectAsOwner()) {
            List<Invariants.Finding> broken = Invariants.check(connection, "governance/").stream()
                    .filter(finding -> !finding.holds())
                    .toList();
            broken.forEach(finding -> System.err.println(finding));
            report.check("no item in two states, every history chained, every count its rows", broken.isEmpty());
            List<Invariants.Finding> seals = new SealCheck().check(connection, data);
            seals.forEach(seal -> report.figure("seconds to go through " + seal.name(), seal.millis() / 1e3));
            report.check("what was sealed is as it was", seals.stream().allMatch(Invariants.Finding::holds));
        }
    }
}
