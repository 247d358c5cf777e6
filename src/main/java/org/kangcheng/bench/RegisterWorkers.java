package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.NewItem;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A program of its own that moves items to and fro by the platform's use case while its timer sends what is overdue, and
 * tells on its output each move that was acknowledged, so that it can be killed at any moment.
 */
final class RegisterWorkers {
    static final String MOVED = "moved ";
    static final String FAULT = "fault ";
    static final String PLACE = "371502";

    private static final int AT_ONCE = 8;

    private RegisterWorkers() {}

    /** @param seconds how long it works; it ends by itself then, or when all alarms are sent if that is later */
    static Process start(Class<?> application, Path data, DatabaseAccess access, int seconds) throws IOException {
        return OwnProgram.start(RegisterWorkers.class, application, data, access, Integer.toString(seconds));
    }

    public static void main(String[] arguments) throws Exception {
        OwnProgram.run(arguments, (program, more) -> work(program, Integer.parseInt(more.getFirst())));
    }

    private static void work(ConfigurableApplicationContext program, int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Items items = program.getBean(Items.class);
        long unit = unit(program.getBean(JdbcClient.class));
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int n = 0; n < AT_ONCE; n++) {
                int me = n;
                workers.submit(() -> {
                    Mover mover = new Mover(
                            items, unit, "kill-" + ProcessHandle.current().pid() + "-" + me);
                    while (System.nanoTime() < end) {
                        mover.turn().forEach(OwnProgram::say);
                    }
                });
            }
            workers.shutdown();
            workers.awaitTermination(10, TimeUnit.HOURS);
        }
        awaitAlarms(program.getBean(JdbcClient.class));
    }

    static long unit(JdbcClient jdbc) {
        return jdbc.sql("select institution_id from directory.institution where kind = 'HOSPITAL' order by 1 limit 1")
                .query(Long.class)
                .single();
    }

    private static void awaitAlarms(JdbcClient jdbc) throws InterruptedException {
        while (jdbc.sql("select exists (select from governance.item where alarm_on <= current_date)")
                .query(Boolean.class)
                .single()) {
            Thread.sleep(200);
        }
    }

    /** One order that is dispatched and called back for ever. */
    static final class Mover {
        private static final Map<String, String> CONTENT =
                Map.of("phone", "10000000001", "category", "投诉", "urgent", "否", "content", "候诊时间长");

        private final Items items;
        private final long unit;
        private final String name;
        private final Actor seat;
        private PublicId id;
        private int steps;

        Mover(Items items, long unit, String name) {
            this.items = items;
            this.unit = unit;
            this.name = name;
            this.seat = staff("bench-seat", Role.HOTLINE, null, "3715");
            Items.Seen opened =
                    done(items.open(seat, "hotline", NewItem.of("候诊时间长", PLACE, null, CONTENT, "mover:" + name)));
            this.id = opened.id();
            this.steps = opened.steps();
        }

        /** There and back; what was acknowledged, a line each. */
        List<String> turn() {
            String there = move(seat, "dispatch", given -> given.unit(unit));
            String back = move(seat, "recall", given -> given.note("内容不清，请补充"));
            return List.of(there, back);
        }

        private String move(Actor actor, String move, UnaryOperator<Items.Given> with) {
            Items.Given given = with.apply(Items.Given.nothing(steps, name + ":" + steps));
            return switch (items.move(actor, id, move, given)) {
                case Items.Outcome.Done(Items.Seen seen, var _) -> {
                    steps = seen.steps();
                    yield MOVED + id + " " + steps;
                }
                case Items.Outcome.Refused(var refusal, var problems) -> FAULT + refusal.code() + problems;
            };
        }
    }

    static Items.Seen done(Items.Outcome outcome) {
        return switch (outcome) {
            case Items.Outcome.Done(Items.Seen seen, var _) -> seen;
            case Items.Outcome.Refused(var refusal, var problems) ->
                throw new IllegalStateException(refusal.code() + problems);
        };
    }

    static Actor staff(String id, Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(Actor.Kind.STAFF, id, "测速", Set.of(role), institution, null, null, area, null, false);
    }
}
