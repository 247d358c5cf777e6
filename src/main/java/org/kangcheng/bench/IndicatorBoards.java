package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What somebody of the commission opens of the figures: boards of places of every level, and a list of everybody. */
final class IndicatorBoards {
    private static final int FEWEST = 40;
    private static final int PLACES = 500;
    private static final int LIMIT_MS = 300;
    private static final int FLAT_MIB = 512;
    private static final int LOOK_EVERY_MS = 20;

    private final StaffBrowser commission;
    private final DatabaseAccess access;
    private final Report report;

    IndicatorBoards(StaffBrowser commission, DatabaseAccess access, Report report) {
        this.commission = commission;
        this.access = access;
        this.report = report;
    }

    /** Places by level, in an order that has nothing to do with where they lie. */
    Map<String, List<String>> places() {
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("the city", areas(4));
        places.put("a county", areas(6));
        places.put("a town", areas(9));
        places.put("a village", areas(12));
        places.put("an institution", strings("""
                select '@' || lpad(institution_id::text, 19, '0') from directory.institution where closed_on is null
                 order by hashint8(institution_id) limit ?"""));
        return places;
    }

    private List<String> areas(int digits) {
        return strings(
                "select code from directory.area where length(code) = " + digits + " order by hashtext(code) limit ?");
    }

    private List<String> strings(String sql) {
        JdbcClient jdbc = Owner.of(access);
        return jdbc.sql(sql).param(PLACES).query(String.class).list();
    }

    /**
     * Whole pages over HTTP, one after the other; each level for so many seconds, after as many that warm up.
     *
     * @return p95 in ms, by level
     */
    Map<String, Double> ask(int seconds) throws IOException, InterruptedException {
        Map<String, List<String>> places = places();
        long each = seconds * 1_000_000_000L / places.size();
        for (List<String> some : places.values()) {
            timed(some, each);
        }
        Map<String, Double> byLevel = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> level : places.entrySet()) {
            List<Long> nanos = timed(level.getValue(), each);
            double p95 = Percentile.ms(nanos, 0.95);
            byLevel.put(level.getKey(), p95);
            report.figure("boards of " + level.getKey() + " opened", nanos.size());
            report.figure("the board of " + level.getKey() + ", p50 ms", Percentile.ms(nanos, 0.5));
            report.figure("the board of " + level.getKey() + ", p95 ms", p95);
        }
        report.check(
                "any board under 300 ms with writes going on, p95",
                byLevel.values().stream().allMatch(p95 -> p95 < LIMIT_MS));
        return byLevel;
    }

    private List<Long> timed(List<String> places, long length) throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        long begun = System.nanoTime();
        for (int n = 0; n < FEWEST || System.nanoTime() - begun < length; n++) {
            long from = System.nanoTime();
            commission.page("/staff/board?place=" + places.get(n % places.size()));
            nanos.add(System.nanoTime() - from);
        }
        return nanos;
    }

    /** Everybody who lives in the city, a row each, to a file; with one entry in the log of readings. */
    void everybody(Path folder) throws IOException, InterruptedException {
        long people = Owner.number(access, "select count(*) from identity_pub.resident");
        long entries = disclosed(people);
        Path file = folder.resolve("everybody.csv");
        System.gc();
        long before = residentMib();
        AtomicLong peak = new AtomicLong(before);
        Thread watch = Thread.ofPlatform().daemon().start(() -> watch(peak));
        long begun = System.nanoTime();
        commission.download("/staff/figures/residents/rows/table?feed=people.living", file);
        double seconds = (System.nanoTime() - begun) / 1e9;
        watch.interrupt();
        watch.join();
        try (Stream<String> lines = Files.lines(file)) {
            report.check("the list names everybody", lines.count() - 1 == people);
        }
        report.figure("a list of everybody: people", people);
        report.figure("a list of everybody: MiB of the file", Files.size(file) / (double) (1 << 20));
        report.figure("a list of everybody: seconds", seconds);
        report.figure("a list of everybody: memory above what stood before, peak MiB", peak.get() - before);
        report.check("a list of everybody in under 60 s", seconds < 60);
        report.check("a list of everybody in flat memory (under 512 MiB above)", peak.get() - before < FLAT_MIB);
        report.check("one entry of the log holds the list", disclosed(people) == entries + 1);
        Files.delete(file);
    }

    private long disclosed(long people) {
        return Owner.number(
                access,
                "select count(*) from access.reading where person_key = 0 and set_digest is not null and people_count = "
                        + people);
    }

    private static void watch(AtomicLong peak) {
        try {
            while (true) {
                peak.accumulateAndGet(residentMib(), Math::max);
                Thread.sleep(LOOK_EVERY_MS);
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of the program, which in this bench is this process. Linux alone. */
    private static long residentMib() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
