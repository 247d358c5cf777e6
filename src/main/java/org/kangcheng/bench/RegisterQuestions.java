package org.kangcheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.Items.Wanted;
import org.kangcheng.governance.Light;
import org.kangcheng.governance.NewItem;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked of a year's registers, and what a move costs. */
final class RegisterQuestions {
    private static final int LISTS = 600;
    private static final int STATISTICS = 300;
    private static final int ROWS = 40;
    private static final int HANDS = 64;
    private static final int SUGGESTIONS = 1_000;
    private static final int MOVERS = 16;
    private static final int ROUNDS = 3;
    private static final long FIRST = 8_000_000_000_000_000_000L;
    private static final int WIDTH = 2_000;
    private static final List<String> REGISTERS = List.of("hotline", "suggestion", "poor-rating");

    private final Items items;
    private final JdbcClient jdbc;
    private final DatabaseAccess access;
    private final Report report;

    RegisterQuestions(ConfigurableApplicationContext program, DatabaseAccess access, Report report) {
        this.items = program.getBean(Items.class);
        this.jdbc = program.getBean(JdbcClient.class);
        this.access = access;
        this.report = report;
    }

    void ask() {
        List<String> counties = strings("select code from directory.area where length(code) = 6 order by code");
        List<String> towns = strings("select code from directory.area where length(code) = 9 order by code");
        List<Long> units = jdbc.sql("select institution_id from directory.institution where kind = 'PRIMARY'")
                .query(Long.class)
                .list();
        lists("of a county", n -> Wanted.in(register(n), one(counties, n)));
        lists("of a town", n -> Wanted.in(register(n), one(towns, n)));
        lists("of a unit", n -> Wanted.of(register(n), one(units, n)));
        lists(
                "of a county, near its day",
                n -> Wanted.in(register(n), one(counties, n)).light(Light.YELLOW));
        lists("of a unit, closed", n -> Wanted.of(register(n), one(units, n)).light(Light.CLOSED));
        lists(
                "of a county, in one state",
                n -> Wanted.in("hotline", one(counties, n)).at("working"));
        report.figure(
                "statistics of all counties, p99 ms",
                Percentile.p99(STATISTICS, n -> items.counts(register(n), counties)));
        report.figure(
                "statistics of 100 units, p99 ms",
                Percentile.p99(
                        STATISTICS,
                        n -> items.countsOfUnits(register(n), units.subList(0, Math.min(100, units.size())))));
        report.check("what is counted is what a query of its own counts", counted(counties));
    }

    private void lists(String what, java.util.function.IntFunction<Wanted> wanted) {
        report.figure(
                "a list of 40 " + what + ", p99 ms",
                Percentile.p99(LISTS, n -> items.list(wanted.apply(n), null, ROWS)));
    }

    private boolean counted(List<String> counties) {
        Map<String, org.kangcheng.governance.ItemCount> counts = items.counts("hotline", counties);
        return counties.stream()
                .allMatch(
                        county -> jdbc.sql("""
                        select count(*) from governance.item join governance.register using (register_no)
                         where id = 'hotline' and area_code like ? || '%' and closed_on is null
                        """).param(county).query(Long.class).single()
                                == java.util.Objects.requireNonNull(counts.get(county))
                                        .open());
    }

    private List<String> strings(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private static String register(int n) {
        return one(REGISTERS, n);
    }

    private static <T> T one(List<T> all, int n) {
        return all.get(n % all.size());
    }

    /** Each hand tries every suggestion, in an order of its own. */
    void grab() throws Exception {
        List<Items.Seen> offered = new ArrayList<>();
        Actor seat = RegisterWorkers.staff("bench-seat", Role.HOTLINE, null, "3715");
        for (int n = 0; n < SUGGESTIONS; n++) {
            offered.add(RegisterWorkers.done(items.open(
                    seat,
                    "suggestion",
                    NewItem.of(
                            "增设导诊台 " + n,
                            RegisterWorkers.PLACE,
                            null,
                            Map.of("topic", "就医体验", "content", "增设导诊台"),
                            "grab:" + n))));
        }
        Set<String> taken = ConcurrentHashMap.newKeySet();
        AtomicLong twice = new AtomicLong();
        AtomicLong told = new AtomicLong();
        long unit = RegisterWorkers.unit(jdbc);
        long begun = System.nanoTime();
        atOnce(HANDS, hand -> {
            Actor manager = RegisterWorkers.staff("hand-" + hand, Role.MANAGER, unit, null);
            for (int n = 0; n < SUGGESTIONS; n++) {
                Items.Seen seen = offered.get((n + hand * 7) % SUGGESTIONS);
                switch (items.move(manager, seen.id(), "grab", Items.Given.nothing(seen.steps(), "hand-" + hand))) {
                    case Items.Outcome.Done _ -> twice.addAndGet(taken.add(seen.number()) ? 0 : 1);
                    case Items.Outcome.Refused(var refusal, var _) ->
                        told.addAndGet(refusal.code().equals(Items.MOVED_MEANWHILE) ? 1 : 0);
                }
            }
            return hand;
        });
        report.figure(
                "64 hands, 1,000 suggestions: answers a second",
                HANDS * SUGGESTIONS * 1e9 / (System.nanoTime() - begun));
        report.check("each of 1,000 suggestions was taken once", taken.size() == SUGGESTIONS && twice.get() == 0);
        report.check("everybody else was told who has it", told.get() == (HANDS - 1L) * SUGGESTIONS);
    }

    /** A move through the platform's use case, and the same statements by pgbench, turn by turn. */
    void besidePgBench(int seconds) throws Exception {
        lay();
        long unit = RegisterWorkers.unit(jdbc);
        List<RegisterWorkers.Mover> movers = new ArrayList<>();
        for (int n = 0; n < MOVERS; n++) {
            movers.add(new RegisterWorkers.Mover(items, unit, "speed-" + System.nanoTime() + "-" + n));
        }
        moves(movers, Duration.ofSeconds(Math.max(20, 2 * seconds)), new ArrayList<>());
        Duration turn = Duration.ofSeconds(Math.max(2, seconds / ROUNDS));
        List<Long> nanos = new ArrayList<>();
        double ours = 0;
        double bare = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ours += moves(movers, turn, nanos) / ROUNDS;
            bare += pgbench(turn, unit) / ROUNDS;
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        report.figure("moves a second, 16 at once", ours);
        report.figure("a move, p99 ms, 16 at once", sorted[(int) (sorted.length * 0.99)] / 1e6);
        report.figure("the same writes by pgbench, a second", bare);
        report.ratio("moves to the same durable writes in pgbench", ours / bare);
        report.check("at least 0.5 of pgbench", ours >= 0.5 * bare);
    }

    private double moves(List<RegisterWorkers.Mover> movers, Duration length, List<Long> nanos) throws Exception {
        long begun = System.nanoTime();
        long end = begun + length.toNanos();
        AtomicLong moved = new AtomicLong();
        List<List<Long>> times = atOnce(movers.size(), n -> {
            List<Long> mine = new ArrayList<>();
            while (System.nanoTime() < end) {
                long from = System.nanoTime();
                for (String line : movers.get(n).turn()) {
                    if (!line.startsWith(RegisterWorkers.MOVED)) {
                        throw new IllegalStateException(line);
                    }
                    moved.incrementAndGet();
                }
                mine.add((System.nanoTime() - from) / 2);
            }
            return mine;
        });
        times.forEach(nanos::addAll);
        return moved.get() * 1e9 / (System.nanoTime() - begun);
    }

    private double pgbench(Duration turn, long unit) throws IOException {
        String script = new ClassPathResource("bench/register.pgbench.sql").getContentAsString(StandardCharsets.UTF_8);
        return new PgBench(access)
                .run(
                        script,
                        MOVERS,
                        turn,
                        Map.of(
                                "first", Long.toString(FIRST),
                                "width", Integer.toString(WIDTH),
                                "unit", Long.toString(unit)));
    }

    /** Items for pgbench to move: copies of one of the movers' kind, with a history of one step. */
    private void lay() {
        JdbcClient owner = Owner.of(access);
        owner.sql("""
                insert into governance.item (shard, item_id, register_no, version, number, title, area_code, opened_by,
                    opener_name, opened_at, origin, state, steps, fields, working_days, promised_on, legal_on, next_on, near_on, digest)
                select n, n, register_no, version, 'RXP' || n, '候诊时间长', '371502', 'STAFF:bench', '装载', now(), 'pgbench:' || n,
                       'received', 1, '{}', true, current_date + 10, current_date + 13, current_date + 1, current_date, ''
                  from generate_series(?::bigint, ?::bigint) n, governance.register where id = 'hotline'
                on conflict do nothing
                """).params(FIRST, FIRST + WIDTH - 1).update();
    }

    private interface Work<T> {
        T of(int n) throws Exception;
    }

    private static <T> List<T> atOnce(int workers, Work<T> work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Callable<T>> all = new ArrayList<>();
            for (int n = 0; n < workers; n++) {
                int me = n;
                all.add(() -> work.of(me));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
