package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.programme.Exclusion;
import org.kangcheng.programme.FieldWork;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The program of a round: a process of its own that delivers every service of the round by the platform's own use case,
 * and tells on its output what was acknowledged, a line each, so that it can be killed at any moment.
 */
final class RoundWorkers {
    static final String PROGRAMME = "bench-round";
    static final String DELIVERED = "delivered ";
    static final String EXCLUDED = "excluded ";
    static final String FAULT = "fault ";
    static final String END = "p99 ms ";
    /** One of so many people cannot be reached. */
    static final int UNREACHABLE_EACH = 200;

    private static final int AT_ONCE = 16;
    /** Of what was done before, one of so many is sent again: a phone that did not hear the answer. */
    private static final int AGAIN_EACH = 20;

    private record Job(long personKey, String areaCode, int serviceNo, int point) {}

    private RoundWorkers() {}

    static Process start(Class<?> application, Path data, DatabaseAccess access) throws IOException {
        return OwnProgram.start(RoundWorkers.class, application, data, access);
    }

    public static void main(String[] arguments) throws Exception {
        OwnProgram.run(arguments, (program, more) -> new Run(program).run());
    }

    private static final class Run {
        private final FieldWork work;
        private final JdbcClient jdbc;
        private final LocalDate today;
        private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

        Run(ConfigurableApplicationContext program) {
            this.work = program.getBean(FieldWork.class);
            this.jdbc = program.getBean(JdbcClient.class);
            this.today = CityTime.today(program.getBean(Clock.class));
        }

        void run() throws InterruptedException {
            try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
                jobs().forEach(job -> workers.execute(() -> guarded(job)));
                workers.shutdown();
                workers.awaitTermination(10, TimeUnit.HOURS);
            }
            long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            OwnProgram.say(END + (sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)] / 1e6));
        }

        /** In the order of the days on which they are made; what was done before only now and then again. */
        private List<Job> jobs() {
            return jdbc.sql("""
                    select d.person_key, w.area_code, d.service_no,
                           row_number() over (partition by d.person_key order by d.service_no) - 1 as point
                      from programme.duty d
                      join programme.work w using (person_key, service_no)
                      join programme.service s using (service_no)
                      join programme.programme p using (programme_no)
                     where p.id = ? and (d.last_done_on is null or d.person_key % ? = 0)
                     order by 4, hashint8(d.person_key)
                    """).params(PROGRAMME, AGAIN_EACH).query(Job.class).list();
        }

        private void guarded(Job job) {
            try {
                live(job);
            } catch (RuntimeException e) {
                OwnProgram.say(FAULT + e);
            }
        }

        private void live(Job job) {
            Actor worker = worker(job.areaCode);
            if (job.personKey % UNREACHABLE_EACH == 1) {
                work.exclude(worker, job.personKey, PROGRAMME, Exclusion.UNREACHABLE, "三次上门无人，电话不通");
                OwnProgram.say(EXCLUDED + job.personKey);
                return;
            }
            long begun = System.nanoTime();
            FieldWork.Answer answer = work.deliver(
                    worker,
                    job.personKey,
                    job.serviceNo,
                    today.minusDays(6 - job.point * 3L),
                    null,
                    Map.of("tube", "T" + job.personKey % 100_000),
                    "round:" + job.serviceNo);
            nanos.add(System.nanoTime() - begun);
            OwnProgram.say(
                    answer instanceof FieldWork.Answer.Recorded done
                            ? DELIVERED + done.id() + " " + job.serviceNo
                            : FAULT + answer);
        }

        private static Actor worker(String village) {
            return new Actor(
                    Actor.Kind.STAFF,
                    "round:" + village,
                    "采样员",
                    Set.of(Role.VILLAGE_DOCTOR),
                    null,
                    null,
                    null,
                    village,
                    null,
                    false);
        }
    }
}
