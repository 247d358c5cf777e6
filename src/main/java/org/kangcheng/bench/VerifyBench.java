package org.kangcheng.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
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
    private static final String VERIFY = "/api/v1/codes/verify";
    /** What follows the card's id in a printed code. */
    private static final String PRINTED = ":1";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** One of those that are measured by turns. */
    private static final class Side {
        private final int port;
        private final @Nullable String token;
        private final Crowd.Ask ask;
        /** Answers a second, over all turns. */
        private double rate;

        Side(int port, @Nullable String token, Crowd.Ask ask) {
            this.port = port;
            this.token = token;
            this.ask = ask;
        }

        Crowd.Outcome warm(Duration length) {
            return Crowd.run(CLIENTS, length, port, token, ask);
        }

        Crowd.Outcome turn(Duration length) {
            Crowd.Outcome outcome = warm(length);
            rate += outcome.rate("200") / ROUNDS;
            return outcome;
        }
    }

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

    /** Printed codes against both bare endpoints, those shown on a phone against the first. */
    private void speed(Platform platform, DatabaseAccess access, List<String> cards, Duration length, Report report)
            throws Exception {
        String token = platform.token(1);
        Crowd.Ask printed = asked(VERIFY, cards, PRINTED);
        Crowd.Ask shown = asked(VERIFY, cards, DynamicCodes.show(platform.data, access));
        try (BareEndpoint.Running framework = BareEndpoint.start(BareFrameworkEndpoint.class, access);
                BareEndpoint.Running bare = BareEndpoint.start(BareEndpoint.class, access)) {
            Side ours = new Side(platform.port, token, printed);
            Side oursShown = new Side(platform.port, token, shown);
            Side same = new Side(framework.port(), null, asked("/", cards, PRINTED));
            Side sameShown = new Side(framework.port(), null, asked(BareFrameworkEndpoint.SHOWN, cards, PRINTED));
            Side least = new Side(
                    bare.port(),
                    null,
                    (wire, client, turn) ->
                            Integer.toString(wire.get("/?" + any(cards)).status()));
            ours.warm(Duration.ofSeconds(120));
            same.warm(Duration.ofSeconds(60));
            least.warm(Duration.ofSeconds(20));
            oursShown.warm(Duration.ofSeconds(20));
            sameShown.warm(Duration.ofSeconds(20));
            Duration turn = length.dividedBy(ROUNDS);
            for (int round = 1; round <= ROUNDS; round++) {
                Crowd.Outcome us = ours.turn(turn);
                same.turn(turn);
                least.turn(turn);
                report.figure("round " + round + ": p99 ms of ours", us.percentileMs(0.99));
                report.check("round " + round + ": every code was read", us.count("200") == us.nanos().length);
                long before = DynamicCodes.taken(access);
                long read = oursShown.turn(turn).count("200");
                report.check(
                        "round " + round + ": each reading of a code shown took one verification",
                        read > 0 && DynamicCodes.taken(access) - before == read);
                sameShown.turn(turn);
            }
            report.ratio("verifications to a bare endpoint's on the same web framework", ours.rate / same.rate);
            report.ratio("verifications to a bare endpoint's on the JDK's HTTP server", ours.rate / least.rate);
            report.ratio("of codes shown on a phone, on the same web framework", oursShown.rate / sameShown.rate);
            report.figure("verifications a second", ours.rate);
            report.figure("verifications a second of codes shown on a phone", oursShown.rate);
            report.figure("answers a second of the bare endpoint on the same web framework", same.rate);
            report.figure("of the same for codes shown on a phone", sameShown.rate);
            report.figure("answers a second of the bare endpoint on the JDK's HTTP server", least.rate);
            report.check("at least 0.7 of the bare endpoint on the same web framework", ours.rate >= 0.7 * same.rate);
            report.check("at least 0.7 of it for codes shown on a phone", oursShown.rate >= 0.7 * sameShown.rate);
        }
    }

    private void killed(Platform platform, DatabaseAccess access, List<String> cards, Report report) throws Exception {
        long before = readings(access);
        AtomicLong answered = new AtomicLong();
        Crowd.Ask counted = (wire, client, turn) -> {
            Wire.Answer answer = wire.postJson(VERIFY, body(any(cards), PRINTED));
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

    private static Crowd.Ask asked(String path, List<String> cards, String rest) {
        return (wire, client, turn) ->
                Integer.toString(wire.postJson(path, body(any(cards), rest)).status());
    }

    /** @param rest of the code, after the card's id */
    private static String body(String card, String rest) {
        return "{\"code\":\"" + card + rest + "\",\"careStep\":\"010101\",\"channel\":\"0100\"}";
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
