package org.kangcheng.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.operation.DatabaseAccess;
import org.postgresql.PGConnection;

/**
 * Reading codes against two bare endpoints (each a process of its own, one statement with the same reads and durable
 * writes, no security, no business), by turns on the same database: one on the same web framework, one on the JDK's own
 * HTTP server. Then program and database are killed in the middle of readings,
 * and each answered one must be there.
 */
final class VerifyBench implements Bench {
    private static final int CLIENTS = 32;
    private static final double CITY = 0.005;
    private static final int ROUNDS = 3;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @Override
    public void run(Setting setting, Report report) throws Exception {
        var folder = setting.folder().resolve("verify");
        try (Platform platform = Platform.start(folder, CITY)) {
            DatabaseAccess access = platform.database();
            List<String> cards = cards(access);
            speed(platform, access, cards, Duration.ofSeconds(setting.seconds()), report);
            killed(platform, access, cards, report);
        }
    }

    private void speed(Platform platform, DatabaseAccess access, List<String> cards, Duration length, Report report)
            throws Exception {
        String token = platform.token(1);
        Crowd.Ask ours = verification(cards);
        try (BareEndpoint.Running framework = BareEndpoint.start(BareFrameworkEndpoint.class, access);
                BareEndpoint.Running bare = BareEndpoint.start(BareEndpoint.class, access)) {
            Crowd.Ask same = (wire, client, turn) ->
                    Integer.toString(wire.postJson("/", body(any(cards))).status());
            Crowd.Ask least = (wire, client, turn) ->
                    Integer.toString(wire.get("/?" + any(cards)).status());
            Crowd.run(CLIENTS, Duration.ofSeconds(120), platform.port, token, ours);
            Crowd.run(CLIENTS, Duration.ofSeconds(60), framework.port(), (String) null, same);
            Crowd.run(CLIENTS, Duration.ofSeconds(20), bare.port(), (String) null, least);
            double mine = 0;
            double framed = 0;
            double other = 0;
            Duration turn = length.dividedBy(ROUNDS);
            for (int round = 0; round < ROUNDS; round++) {
                Crowd.Outcome us = Crowd.run(CLIENTS, turn, platform.port, token, ours);
                mine += us.rate("200") / ROUNDS;
                framed += Crowd.run(CLIENTS, turn, framework.port(), (String) null, same)
                                .rate("200")
                        / ROUNDS;
                other += Crowd.run(CLIENTS, turn, bare.port(), (String) null, least)
                                .rate("200")
                        / ROUNDS;
                report.figure("round " + (round + 1) + ": p99 ms of ours", us.percentileMs(0.99));
                report.check("round " + (round + 1) + ": every code was read", us.count("200") == us.nanos().length);
            }
            report.ratio("verifications to a bare endpoint's on the same web framework", mine / framed);
            report.ratio("verifications to a bare endpoint's on the JDK's HTTP server", mine / other);
            report.figure("verifications a second", mine);
            report.figure("answers a second of the bare endpoint on the same web framework", framed);
            report.figure("answers a second of the bare endpoint on the JDK's HTTP server", other);
            report.check("at least 0.7 of the bare endpoint on the same web framework", mine >= 0.7 * framed);
        }
    }

    private void killed(Platform platform, DatabaseAccess access, List<String> cards, Report report) throws Exception {
        long before = readings(access);
        AtomicLong answered = new AtomicLong();
        Crowd.Ask counted = (wire, client, turn) -> {
            Wire.Answer answer = wire.postJson("/api/v1/codes/verify", body(any(cards)));
            if (answer.status() == 200) {
                answered.incrementAndGet();
            }
            return Integer.toString(answer.status());
        };
        String token = platform.token(1);
        Thread readers = Thread.ofVirtual().start(() -> {
            try {
                Crowd.run(CLIENTS, Duration.ofSeconds(30), platform.port, token, counted);
            } catch (IllegalStateException cutOff) {
                // Every client loses its connection when the program dies: that is the point.
            }
        });
        Thread.sleep(5_000);
        killDatabase(access);
        platform.kill();
        readers.join();
        try (Platform again = Platform.start(platform.data, CITY)) {
            long stored = readings(again.database()) - before;
            report.figure("killed: readings answered", answered.get());
            report.figure("killed: readings on disk", stored);
            report.check("each answered reading is on disk after a kill", stored >= answered.get());
            report.check("at most the unanswered ones beside", stored <= answered.get() + CLIENTS);
        }
    }

    /** The server is the parent of each of its connections' processes. */
    private static void killDatabase(DatabaseAccess access) throws SQLException {
        try (Connection connection = access.connectAsOwner()) {
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            ProcessHandle.of(process).flatMap(ProcessHandle::parent).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static Crowd.Ask verification(List<String> cards) {
        return (wire, client, turn) -> Integer.toString(
                wire.postJson("/api/v1/codes/verify", body(any(cards))).status());
    }

    private static String body(String card) {
        return "{\"code\":\"" + card + ":1\",\"careStep\":\"010101\",\"channel\":\"0100\"}";
    }

    private static String any(List<String> cards) {
        return cards.get(ThreadLocalRandom.current().nextInt(cards.size()));
    }

    private static List<String> cards(DatabaseAccess access) {
        return Owner.of(access)
                .sql("select card_id from card.health_card where status = 'NORMAL'")
                .query((row, n) -> HEX.formatHex(row.getBytes(1)))
                .list();
    }

    private static long readings(DatabaseAccess access) {
        return Owner.number(access, "select count(*) from card.use_record");
    }
}
