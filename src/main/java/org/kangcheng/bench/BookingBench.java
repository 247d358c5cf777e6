package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.operation.DatabaseAccess;

/**
 * A rush for numbers: 64 clients on ten sessions at a time (when the ten are sold out, all move on to the next ten), and
 * the same spread over many institutions; beside each, pgbench with the same reads and durable writes on the same
 * database, before and after. Then whether a number was sold twice or an acknowledged one lost, and how fast a no is.
 */
final class BookingBench implements Bench {
    private static final int CLIENTS = 64;
    private static final int AT_ONCE = 10;
    private static final int CAPACITY = 200;
    private static final int SPREAD = 1_000;
    private static final double CITY = 0.005;
    /** Until the compiler has come to rest: on two cores it takes as much of them as the bookings do. */
    private static final Duration WARM = Duration.ofSeconds(60);

    private static final long INSTITUTION = 900_000_000L;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private long nextSession = 900_000_000_000L;

    /** Where to book: {@code width} sessions from {@code first} on are open at a time; one institution, or one each. */
    private record Field(long first, int count, int width, boolean spread) {
        long institution(long session) {
            return spread ? INSTITUTION + 1 + (session - first) % width : INSTITUTION;
        }
    }

    @Override
    public void run(Setting setting, Report report) throws Exception {
        PgBench.require();
        try (Platform platform = Platform.start(setting.folder().resolve("booking"), CITY)) {
            DatabaseAccess access = platform.database();
            String token = platform.token(0);
            List<String> people = people(access);
            Duration length = Duration.ofSeconds(setting.seconds());
            rush(platform, access, token, people, AT_ONCE, false, WARM, new Report("warm", LocalDate.MIN));
            rush(platform, access, token, people, AT_ONCE, false, length, report);
            rush(platform, access, token, people, SPREAD, true, length, report);
            soldOut(platform, access, token, people, length, report);
            truth(access, report);
        }
    }

    private void rush(
            Platform platform,
            DatabaseAccess access,
            String token,
            List<String> people,
            int width,
            boolean spread,
            Duration length,
            Report report)
            throws Exception {
        String label = spread ? "spread over " + width + " sessions: " : "rush on " + width + " sessions: ";
        double before = pgbench(access, field(access, width, spread, length), length.dividedBy(2));
        Field field = field(access, width, spread, length);
        double cpu = platform.cpuSeconds();
        Crowd.Outcome ours = Crowd.run(CLIENTS, length, platform.port, token, new Customer(field, people));
        cpu = platform.cpuSeconds() - cpu;
        double after = pgbench(access, field(access, width, spread, length), length.dividedBy(2));
        report.ratio(label + "bookings to pgbench's", ours.rate("201") / ((before + after) / 2));
        report.figure(label + "bookings a second", ours.rate("201"));
        report.figure(label + "pgbench, before and after", "%.0f, %.0f".formatted(before, after));
        report.figure(label + "p50 ms", ours.percentileMs(0.5));
        report.figure(label + "p99 ms", ours.percentileMs(0.99));
        report.figure(label + "program's processor time per booking, µs", cpu * 1e6 / Math.max(1, ours.count("201")));
        report.check(label + "ratio at least 0.5", ours.rate("201") >= 0.5 * (before + after) / 2);
        report.check(label + "no answer but yes and no", ours.count("201") + ours.count("409") == ours.nanos().length);
    }

    /** One client: takes numbers of the sessions that are open, and moves on when they are sold out. */
    private final class Customer implements Crowd.Ask {
        private final Field field;
        private final List<String> people;
        private final long[] wave = new long[CLIENTS];

        Customer(Field field, List<String> people) {
            this.field = field;
            this.people = people;
        }

        @Override
        public String once(Wire wire, int client, long turn) throws IOException {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long session = field.first + (wave[client] * field.width + random.nextInt(field.width)) % field.count;
            String body = "{\"person\":\"" + people.get(random.nextInt(people.size())) + "\",\"session\":\""
                    + new PublicId(field.institution(session), session) + "\"}";
            Wire.Answer answer = wire.post(
                    "/api/v1/booking/appointments",
                    "application/json",
                    "Idempotency-Key: " + Long.toHexString(random.nextLong()) + "\r\n",
                    body.getBytes(StandardCharsets.UTF_8));
            if (answer.status() == 201) {
                String text = answer.text();
                int id = text.indexOf("\"id\":\"") + 6;
                acknowledged.add(text.substring(id, text.indexOf('"', id)));
            } else if (answer.text().contains("full")) {
                wave[client]++;
            }
            return Integer.toString(answer.status());
        }
    }

    private double pgbench(DatabaseAccess access, Field field, Duration length) throws Exception {
        long before = Owner.number(access, "select count(*) from booking.appointment");
        String script;
        try (var in = BookingBench.class.getResourceAsStream("/bench/booking.pgbench.sql")) {
            script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        new PgBench(access)
                .run(
                        script,
                        CLIENTS,
                        length,
                        Map.of(
                                "first", Long.toString(field.first),
                                "width", Integer.toString(field.width),
                                "total", Integer.toString(field.count),
                                "institution", Long.toString(INSTITUTION),
                                "spread", field.spread ? "1" : "0",
                                "wave", "0"));
        return (Owner.number(access, "select count(*) from booking.appointment") - before)
                / (double) length.toSeconds();
    }

    private void soldOut(
            Platform platform, DatabaseAccess access, String token, List<String> people, Duration length, Report report)
            throws Exception {
        Field field = make(access, AT_ONCE, AT_ONCE, false, 1);
        Customer customer = new Customer(field, people);
        Crowd.run(CLIENTS, Duration.ofSeconds(2), platform.port, token, customer);
        Crowd.Outcome noes = Crowd.run(CLIENTS, length.dividedBy(3), platform.port, token, customer);
        report.figure("sold out: answers a second", noes.rate("409"));
        report.figure("sold out: p99 ms", noes.percentileMs(0.99));
        report.check("sold out: nothing but no", noes.count("409") == noes.nanos().length);
    }

    /** Asked of the tables directly, with other words than the invariants'. */
    private void truth(DatabaseAccess access, Report report) {
        long twice = Owner.number(access, """
                select count(*) from (select from booking.appointment where state <> 'CANCELLED'
                 group by institution_id, session_id, slot_no having count(*) > 1) sold_twice""");
        Owner.of(access)
                .sql("analyze booking.slot, booking.appointment, booking.person_appointment")
                .update();
        Set<String> stored = Owner.of(access)
                .sql("""
                        select a.institution_id, a.appointment_id from booking.appointment a
                          join booking.slot s
                            on s.institution_id = a.institution_id and s.session_id = a.session_id
                           and s.slot_no = a.slot_no and s.appointment_id = a.appointment_id
                          join booking.person_appointment p
                            on p.person_key = a.person_key and p.appointment_id = a.appointment_id
                        """)
                .query((row, n) -> new PublicId(row.getLong(1), row.getLong(2)).toString())
                .set();
        long lost = acknowledged.stream().filter(id -> !stored.contains(id)).count();
        report.figure("acknowledged bookings", acknowledged.size());
        report.figure("oversold", twice);
        report.figure("lost", lost);
        report.check("oversold 0 and lost 0", twice == 0 && lost == 0);
    }

    /** Enough sessions that they are not used up even at ten thousand bookings a second. */
    private Field field(DatabaseAccess access, int width, boolean spread, Duration length) {
        int sessions = (int) (Math.ceilDiv(length.toSeconds() * 8_000 / CAPACITY, width) + 1) * width;
        return make(access, sessions, width, spread, CAPACITY);
    }

    private Field make(DatabaseAccess access, int sessions, int width, boolean spread, int capacity) {
        Field field = new Field(nextSession, sessions, width, spread);
        nextSession += sessions;
        String institution = spread ? (INSTITUTION + 1) + " + n % " + width : Long.toString(INSTITUTION);
        Owner.of(access)
                .sql("""
                insert into booking.session (institution_id, session_id, department_id, practitioner_id, day,
                    half_day, clinic_kind, registration_fen, consulting_fen, release_at, starts_at, ends_at,
                    capacity, created_at)
                select %1$s, %2$d + n, %2$d + n, %2$d + n, current_date + 2, 'AM', 'ORDINARY', 100, 400,
                       now() - interval '1 day', current_date + 2, current_date + interval '52 hours', %3$d, now()
                  from generate_series(0, %4$d - 1) n
                """.formatted(institution, field.first, capacity, sessions))
                .update();
        Owner.of(access)
                .sql("""
                insert into booking.slot (institution_id, session_id, slot_no, starts_at, ends_at)
                select %1$s, %2$d + n, no, current_date + interval '50 hours', current_date + interval '51 hours'
                  from generate_series(0, %4$d - 1) n, generate_series(1, %3$d) no
                """.formatted(institution, field.first, capacity, sessions))
                .update();
        Owner.of(access).sql("analyze booking.session, booking.slot").update();
        return field;
    }

    private static List<String> people(DatabaseAccess access) {
        return Owner.of(access)
                .sql("select person_key from identity.person where deceased_on is null")
                .query((row, n) -> PublicId.encode(row.getLong(1)))
                .list();
    }
}
