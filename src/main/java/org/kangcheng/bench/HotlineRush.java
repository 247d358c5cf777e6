package org.kangcheng.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kangcheng.directory.Institution;
import org.kangcheng.operation.DatabaseAccess;

/**
 * Fifty orders a second through the seats' own form, while screens on the wall ask for the live figures as the page does.
 * The delay of an order is the time from the moment its form was sent until a screen that counts it has arrived whole.
 */
final class HotlineRush {
    private static final int ORDERS_A_SECOND = 50;
    private static final int SCREENS = 8;
    /** As the page asks. */
    private static final int SCREEN_EVERY_MS = 1_000;

    private static final Pattern OPENED = Pattern.compile("id=\"opened\">(\\d+)<");

    private final StaffBrowser seat;
    private final Report report;
    private final String place;
    private final Queue<long[]> orders = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private HotlineRush(StaffBrowser seat, String place, Report report) {
        this.seat = seat;
        this.place = place;
        this.report = report;
    }

    /** What a screen showed, and when it had it. */
    private record Shown(long nanos, long opened) {}

    static void run(Platform platform, int seconds, Report report) throws Exception {
        DatabaseAccess access = platform.database();
        String place = Owner.of(access)
                .sql(
                        "select left(area_code, 6) from directory.institution where kind = ? order by institution_id limit 1")
                .param(Institution.Kind.HOSPITAL.name())
                .query(String.class)
                .single();
        try (StaffBrowser seat = StaffBrowser.signIn(platform, "hotline")) {
            HotlineRush rush = new HotlineRush(seat, place, report);
            rush.orders(10 * ORDERS_A_SECOND, new ConcurrentLinkedQueue<>());
            rush.live(seconds);
        }
    }

    private void live(int seconds) throws Exception {
        long before = opened();
        try (ExecutorService screens = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Shown>>> watching = new ArrayList<>();
            for (int n = 0; n < SCREENS; n++) {
                int offset = n * SCREEN_EVERY_MS / SCREENS;
                watching.add(screens.submit(() -> watch(offset)));
            }
            long begun = System.nanoTime();
            int wanted = seconds * ORDERS_A_SECOND;
            orders(wanted, orders);
            double took = (System.nanoTime() - begun) / 1e9;
            Thread.sleep(3_000);
            over = true;
            report.figure("hotline: orders a second", orders.size() / took);
            report.check("hotline: every order was taken", orders.size() == wanted);
            report.check("hotline: 50 a second were held", orders.size() / took > 0.98 * ORDERS_A_SECOND);
            delays(watching, before);
            report.check("hotline: the screen shows every order", opened() - before == wanted);
        }
    }

    private void delays(List<Future<List<Shown>>> watching, long before) throws Exception {
        // The nth that was answered is on the screen when the screen counts n.
        List<long[]> answered = orders.stream()
                .sorted((one, other) -> Long.compare(one[1], other[1]))
                .toList();
        List<Double> delays = new ArrayList<>();
        for (Future<List<Shown>> screen : watching) {
            int next = 0;
            for (Shown shown : screen.get()) {
                for (; next < answered.size() && next < shown.opened - before; next++) {
                    delays.add((shown.nanos - answered.get(next)[0]) / 1e6);
                }
            }
        }
        double[] sorted =
                delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        report.figure("hotline: delay from order to screen, p50 ms", sorted[sorted.length / 2]);
        report.figure("hotline: delay from order to screen, p99 ms", sorted[(int) (sorted.length * 0.99)]);
        double[] forms = answered.stream()
                .mapToDouble(order -> (order[1] - order[0]) / 1e6)
                .sorted()
                .toArray();
        report.figure("hotline: an order's form answered, p99 ms", forms[(int) (forms.length * 0.99)]);
        report.figure("hotline: screens", SCREENS + ", each asks every " + SCREEN_EVERY_MS + " ms as the page does");
        report.check("hotline: every screen saw every order", sorted.length == SCREENS * answered.size());
    }

    private List<Shown> watch(int offsetMs) throws Exception {
        Thread.sleep(offsetMs);
        List<Shown> shown = new ArrayList<>();
        while (!over) {
            long opened = opened();
            shown.add(new Shown(System.nanoTime(), opened));
            Thread.sleep(SCREEN_EVERY_MS);
        }
        return shown;
    }

    private long opened() throws IOException, InterruptedException {
        String screen = seat.get("/staff/registers/hotline/live");
        Matcher opened = OPENED.matcher(screen);
        if (!opened.find()) {
            throw new IOException("the live screen shows no figure, but " + screen);
        }
        return Long.parseLong(opened.group(1));
    }

    /** Each is sent at its moment, whether the one before has been answered or not. */
    private void orders(int count, Queue<long[]> answered) throws InterruptedException {
        long begun = System.nanoTime();
        Semaphore open = new Semaphore(400);
        try (ExecutorService seats = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < count; n++) {
                long at = begun + n * 1_000_000_000L / ORDERS_A_SECOND;
                long wait = at - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
                open.acquire();
                seats.submit(() -> {
                    try {
                        long sent = System.nanoTime();
                        seat.send("/staff/registers/hotline", order());
                        answered.add(new long[] {sent, System.nanoTime()});
                    } catch (IOException notTaken) {
                        System.err.println("an order was not taken: " + notTaken.getMessage());
                    } finally {
                        open.release();
                    }
                    return null;
                });
            }
        }
    }

    private Map<String, String> order() {
        return Map.of(
                "title", "候诊时间长",
                "area", place,
                "requestKey", UUID.randomUUID().toString(),
                "field-phone", "10000000001",
                "field-category", "投诉",
                "field-urgent", "否",
                "field-content", "等了两小时");
    }
}
