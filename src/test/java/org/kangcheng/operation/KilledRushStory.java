package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.Kangcheng;
import org.kangcheng.kernel.PublicId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 抢号 over HTTP on the platform as an operator starts it. In the middle the database is killed; when it is back and
 * numbers are sold again, the program and the database both. Every booking that was answered with 201 is there after the
 * next start, no number is sold twice, and who never got an answer gets it then, by sending the same request again. A
 * backup that was taken during the rush comes back as a whole city, too, and goes on selling.
 */
class KilledRushStory {
    private static final int BUYERS = 48;
    private static final int OPEN_AT_ONCE = 10;
    private static final int ENOUGH = 150;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private record Wish(String person, String session, String key) {}

    private record Answer(int status, String body) {
        boolean clear() {
            return status == 201 || status == 409 || status == 422;
        }
    }

    @TempDir
    static Path parent;

    private final Map<Wish, String> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Wish> unanswered = new ConcurrentLinkedQueue<>();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private final List<String> people = new ArrayList<>();
    private volatile boolean over;
    private int port;
    private String token = "";

    @Nullable
    private Process program;

    @AfterEach
    void nothingIsLeftRunning() throws InterruptedException {
        over = true;
        if (program != null) {
            stop();
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAndNothingIsSoldTwice() throws Exception {
        DataDirectory data = Workplace.folder(parent, "data");
        start(data);
        learn(data);
        List<Thread> buyers = IntStream.range(0, BUYERS)
                .mapToObj(n -> Thread.ofVirtual().start(this::buy))
                .toList();

        awaitSold(ENOUGH);
        Set<String> backedUp = Set.copyOf(acknowledged.values());
        Path backup = parent.resolve("backup");
        assertThat(backUp(data, backup)).isZero();
        long killed = Workplace.postmasterPid(data);
        Workplace.kill(killed);
        awaitAnother(data, killed);
        awaitSold(acknowledged.size() + ENOUGH);
        killBoth(data);
        over = true;
        for (Thread buyer : buyers) {
            buyer.join();
        }

        start(data);
        List<Wish> askedAgain = List.copyOf(unanswered);
        assertThat(askedAgain).isNotEmpty();
        for (Wish wish : askedAgain) {
            assertThat(settle(wish)).isTrue();
        }
        assertThat(stored(data)).containsAll(acknowledged.values());
        assertThat(new HashSet<>(acknowledged.values())).hasSameSizeAs(acknowledged.values());
        theInvariantsHold(data);
        stop();

        DataDirectory restored = Workplace.folder(parent, "restored");
        assertThat(operate(
                        "restore", backup.toString(), "--data", restored.root().toString()))
                .isZero();
        start(restored);
        assertThat(stored(restored)).containsAll(backedUp);
        theInvariantsHold(restored);
        // With the keys of the backup: the client's token is signed, who books is known by her sealed fields.
        acknowledged.clear();
        assertThat(settle(new Wish(people.getFirst(), sessions.getLast(), "after")))
                .isTrue();
        assertThat(stored(restored)).containsAll(acknowledged.values());
    }

    private static void theInvariantsHold(DataDirectory data) throws SQLException {
        try (Connection connection = visit(data).connectAsOwner()) {
            assertThat(Invariants.check(connection)).isNotEmpty().allMatch(Invariants.Finding::holds);
        }
    }

    private static int backUp(DataDirectory data, Path target) {
        return operate("backup", target.toString(), "--data", data.root().toString());
    }

    private static int operate(String... arguments) {
        return OperationCommands.around(launch -> {
                    throw new IllegalStateException("not to be started");
                })
                .execute(arguments);
    }

    private void stop() throws InterruptedException {
        Process running = java.util.Objects.requireNonNull(program);
        running.toHandle().destroy();
        running.waitFor();
    }

    private void start(DataDirectory data) throws Exception {
        port = freePort();
        Path said = parent.resolve("said-" + port);
        Process started = Workplace.otherProcess(
                Kangcheng.class,
                said,
                "start",
                "--data",
                data.root().toString(),
                "--city",
                "0.0001",
                "--port",
                Integer.toString(port));
        program = started;
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.readString(said).contains("康城已启动")) {
            assertThat(started.isAlive() && Instant.now().isBefore(end))
                    .as(() -> said(said))
                    .isTrue();
            Thread.sleep(50);
        }
        token = token(data);
    }

    private void killBoth(DataDirectory data) throws InterruptedException {
        Process running = java.util.Objects.requireNonNull(program);
        Workplace.kill(Workplace.postmasterPid(data));
        running.destroyForcibly();
        running.waitFor();
    }

    /** What the city's own client would have been told: who there is, and which sessions of later days are on sale. */
    private void learn(DataDirectory data) throws SQLException {
        ask(
                data,
                "select person_key, 0 from identity.person where deceased_on is null",
                row -> people.add(PublicId.encode(row.getLong(1))));
        ask(data, """
                select institution_id, session_id from booking.session
                 where release_at <= now() and starts_at > now() + interval '1 hour' order by capacity desc
                """, row -> sessions.add(new PublicId(row.getLong(1), row.getLong(2)).toString()));
        assertThat(people).hasSizeGreaterThan(100);
        assertThat(sessions).hasSizeGreaterThan(4 * OPEN_AT_ONCE);
    }

    private void buy() {
        try {
            buyUntilOver();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void buyUntilOver() throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over) {
            List<String> open = sessions.stream().limit(OPEN_AT_ONCE).toList();
            Wish wish = new Wish(
                    people.get(random.nextInt(people.size())),
                    open.get(random.nextInt(open.size())),
                    UUID.randomUUID().toString());
            if (!settle(wish)) {
                unanswered.add(wish);
            }
        }
    }

    /** Sends the same request until it is answered, as a careful client does; false when the rush is over before. */
    private boolean settle(Wish wish) throws InterruptedException {
        boolean last;
        do {
            last = over;
            Answer answer = send(wish);
            if (answer.status() == 201) {
                acknowledged.put(
                        wish,
                        JsonMapper.shared().readTree(answer.body()).get("id").asString());
            } else if (answer.body().contains("session-full")) {
                sessions.remove(wish.session());
            }
            if (answer.clear()) {
                return true;
            }
            Thread.sleep(50);
        } while (!last);
        return false;
    }

    /** Status 0 when the connection broke: nobody knows then whether the number is sold. */
    private Answer send(Wish wish) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/booking/appointments"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", wish.key())
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"person\":\"%s\",\"session\":\"%s\"}".formatted(wish.person(), wish.session())))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException broken) {
            return new Answer(0, "");
        }
    }

    private void awaitSold(int bookings) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (acknowledged.size() < bookings) {
            assertThat(Instant.now()).as("sold " + acknowledged.size()).isBefore(end);
            Thread.sleep(5);
        }
    }

    private static void awaitAnother(DataDirectory data, long killed) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (PostmasterFile.alive(DataDirectory.at(data.root()).pgdata())
                .filter(now -> now.pid() != killed)
                .isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    /** The appointments that keep their number, seen from the institution, the number and the person. */
    private static Set<String> stored(DataDirectory data) throws SQLException {
        Set<String> stored = new HashSet<>();
        ask(data, """
                select a.institution_id, a.appointment_id from booking.appointment a
                  join booking.slot s using (institution_id, session_id, slot_no)
                  join booking.person_appointment p on p.person_key = a.person_key
                   and p.appointment_id = a.appointment_id
                 where s.appointment_id = a.appointment_id and a.state = 'BOOKED'
                """, row -> stored.add(new PublicId(row.getLong(1), row.getLong(2)).toString()));
        return stored;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private static void ask(DataDirectory data, String query, Row each) throws SQLException {
        try (Connection connection = visit(data).connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }

    private static DatabaseAccess visit(DataDirectory data) {
        return EmbeddedPostgres.visit(DataDirectory.at(data.root()), line -> {}).access();
    }

    private String token(DataDirectory data) throws Exception {
        JsonNode client = JsonMapper.shared()
                .readTree(Files.readString(data.root().resolve("demo-accounts.json")))
                .get("clients")
                .get(0);
        HttpRequest request = HttpRequest.newBuilder(uri("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + client.get("clientId").asString() + "&client_secret="
                        + client.get("clientSecret").asString()))
                .build();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return JsonMapper.shared().readTree(answer).get("access_token").asString();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
