package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.Invariants;
import org.kangcheng.operation.KilledProgram;
import org.kangcheng.rehearsal.City;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * While four workers record services, the program and the database are killed, both at once. What was acknowledged stands;
 * what is sent again afterwards stands once; and the figures are the rows.
 */
class KilledDeliveryStory extends KilledProgram {
    private static final int PEOPLE = 240;
    private static final int BEFORE_THE_KILL = 60;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        BufferedReader out = start(Program.class, "begin");
        Set<String> told = new HashSet<>();
        while (told.size() < BEFORE_THE_KILL) {
            told.add(said(out, "told "));
        }
        killBoth();

        BufferedReader again = start(Program.class, "again");
        Set<String> standing = Set.of(said(again, "standing ").split(","));
        assertThat(standing).as("acknowledged before the kill").containsAll(told);
        assertThat(standing).as("killed in the middle").hasSizeLessThan(PEOPLE);
        assertThat(said(again, "done ")).isEqualTo("deliveries=240 people=240 served=240 broken=[]");
    }

    /** The platform on a database of its own, as the start command puts them together. */
    static final class Program {
        private static final Actor WORKER = new Actor(
                Actor.Kind.STAFF,
                "v1",
                "赵村医",
                Set.of(Role.VILLAGE_DOCTOR),
                null,
                null,
                null,
                TestPeople.VILLAGE,
                null,
                false);
        private static final String DEFINITION = """
                engine: programme
                id: story-kill
                title: 断电
                version: 1
                source: 测试
                from: 2020-01-01
                members: age >= 0
                services:
                  - {id: visit, title: 随访, cadence: {once: {within: 30}}, by: [VILLAGE_DOCTOR]}
                examples:
                  - {facts: {age: 1}, member: true}
                  - {facts: {sex: M}, member: false}
                """;

        private final ConfigurableApplicationContext platform;
        private final DatabaseAccess database;

        private Program(ConfigurableApplicationContext platform, DatabaseAccess database) {
            this.platform = platform;
            this.database = database;
        }

        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {});
            DatabaseAccess access = postgres.access();
            Program program = new Program(platform(access, data), access);
            if (arguments[1].equals("begin")) {
                program.enrol();
                program.deliver(true);
            } else {
                program.sendAgain();
            }
            Thread.sleep(Long.MAX_VALUE);
        }

        private void enrol() throws Exception {
            platform.getBean(City.class).ensureDirectory();
            Enrolments enrolments = platform.getBean(Enrolments.class);
            for (int n = 0; n < PEOPLE; n++) {
                if (!(enrolments.enrol(Actor.system("test"), TestPeople.someone()) instanceof EnrolResult.Enrolled)) {
                    throw new IllegalStateException("nobody was enrolled");
                }
            }
            platform.getBean(Programmes.class).putInForce(Actor.system("test"), "test", DEFINITION);
            platform.getBean(Census.class).run();
            settle();
        }

        private void settle() {
            Keeping keeping = platform.getBean(Keeping.class);
            while (keeping.lookAtSome() > 0) {
                Thread.onSpinWait();
            }
        }

        private int service() {
            InForce programme =
                    platform.getBean(Programmes.class).find("story-kill").orElseThrow();
            return programme.number(programme.services().getFirst());
        }

        private List<Long> people() {
            return platform.getBean(JdbcClient.class)
                    .sql("select person_key from identity.person order by person_key")
                    .query(Long.class)
                    .list();
        }

        /** Four at once. @param telling each is told when the platform has acknowledged it */
        private void deliver(boolean telling) throws InterruptedException {
            Deliver deliver = platform.getBean(Deliver.class);
            int service = service();
            var today = CityTime.today(platform.getBean(Clock.class));
            List<Runnable> work = new ArrayList<>();
            for (long person : people()) {
                work.add(() -> {
                    var outcome = deliver.record(WORKER, person, service, today, Map.of(), "kill-" + person);
                    if (!(outcome instanceof Deliver.Outcome.Recorded)) {
                        System.out.println("refused " + outcome);
                    } else if (telling) {
                        System.out.println("told " + person);
                    }
                });
            }
            try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
                work.forEach(workers::execute);
            }
        }

        private void sendAgain() throws Exception {
            JdbcClient jdbc = platform.getBean(JdbcClient.class);
            System.out.println("standing "
                    + String.join(
                            ",",
                            jdbc.sql("select person_key::text from programme.delivery")
                                    .query(String.class)
                                    .list()));
            deliver(false);
            settle();
            try (var connection = database.connectAsOwner()) {
                List<String> broken = Invariants.check(connection).stream()
                        .filter(finding -> finding.name().matches("(programme|tally)/.*") && !finding.holds())
                        .map(Invariants.Finding::name)
                        .toList();
                long deliveries = jdbc.sql("select count(*) from programme.delivery")
                        .query(Long.class)
                        .single();
                long people = jdbc.sql("select count(distinct person_key) from programme.delivery")
                        .query(Long.class)
                        .single();
                long served = platform.getBean(Figures.class)
                        .of(service(), TestPeople.VILLAGE, CityTime.today(platform.getBean(Clock.class)))
                        .served();
                System.out.println("done deliveries=%d people=%d served=%d broken=%s"
                        .formatted(deliveries, people, served, broken));
            }
        }
    }
}
