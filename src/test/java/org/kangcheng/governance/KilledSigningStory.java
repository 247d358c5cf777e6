package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Sm2;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.Invariants;
import org.kangcheng.operation.KilledProgram;
import org.kangcheng.rehearsal.City;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * While lists are signed by both parties and overdue orders are escalated, program and database are killed, both at once. A
 * signature that was acknowledged stands, over the content as it is; no item is in two states; each reminder and escalation
 * is sent, once.
 */
class KilledSigningStory extends KilledProgram {
    private static final int WORKERS = 4;
    private static final int BEFORE_THE_KILL = 80;

    @Test
    void noSignatureIsLostAndNoEscalationIsLostOrSentTwice() throws Exception {
        BufferedReader out = start(Program.class, "begin");
        Set<String> told = new HashSet<>();
        while (told.size() < BEFORE_THE_KILL) {
            told.add(said(out, "signed "));
        }
        killBoth();

        BufferedReader again = start(Program.class, "again");
        assertThat(Set.of(said(again, "standing ").split(",")))
                .as("acknowledged before the kill")
                .containsAll(told);
        assertThat(said(again, "sent again "))
                .as("answered as before, and not signed once more")
                .isEqualTo("same");
        long overdue = Long.parseLong(said(again, "overdue "));
        assertThat(overdue).isGreaterThanOrEqualTo(BEFORE_THE_KILL / 2);
        assertThat(said(again, "done "))
                .isEqualTo("alarms=%1$d steps=%1$d left=0 broken=[]".formatted(overdue * Program.ALARMS_EACH));
    }

    /** The platform on a database of its own, as the start command puts them together. */
    static final class Program {
        /** 到期前提醒, 催办通知书, 书面通报 */
        static final int ALARMS_EACH = 3;

        private static final String PLACE = "371502";
        private static final Actor LEADER = GovernancePlatform.commission("组长");
        private static final byte[] NOBODYS = new byte[32];

        private final ConfigurableApplicationContext platform;
        private final DatabaseAccess database;
        private final Clock clock;

        private Program(ConfigurableApplicationContext platform, DatabaseAccess database) {
            this.platform = platform;
            this.database = database;
            this.clock = platform.getBean(Clock.class);
        }

        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {});
            DatabaseAccess access = postgres.access();
            Program program = new Program(platform(access, data), access);
            if (arguments[1].equals("begin")) {
                program.sign();
            } else {
                program.lookAtWhatStands();
            }
            Thread.sleep(Long.MAX_VALUE);
        }

        private Institution hospital() {
            return platform.getBean(Institutions.class)
                    .list(Institution.Kind.HOSPITAL, PLACE)
                    .getFirst();
        }

        private Actor director() {
            return GovernancePlatform.staff("院长", Role.MANAGER, hospital().institutionId(), null);
        }

        /** For ever, until it is killed: an order that is long overdue, a list that both sign, and again. */
        private void sign() throws Exception {
            platform.getBean(City.class).ensureDirectory();
            platform.getBean(Registers.class).ensureShipped();
            Sm2.Pair leader = key(LEADER);
            Sm2.Pair director = key(director());
            ExecutorService workers = Executors.newFixedThreadPool(WORKERS + 1);
            for (int n = 0; n < WORKERS; n++) {
                int me = n;
                workers.submit(() -> {
                    try {
                        turns(me, leader, director);
                    } catch (RuntimeException fault) {
                        System.out.println("fault " + fault);
                    }
                });
            }
            workers.submit(() -> {
                while (true) {
                    platform.getBean(Alarms.class).ringSome();
                    Thread.sleep(10);
                }
            });
        }

        private Sm2.Pair key(Actor holder) {
            Sm2.Pair pair = Sm2.generate();
            platform.getBean(SigningKeyTable.class)
                    .put(Hand.of(holder).id(), holder.name(), pair.publicKey(), clock.instant());
            return pair;
        }

        private void turns(int me, Sm2.Pair leader, Sm2.Pair director) {
            Item round = opened(
                    "inspection",
                    NewItem.of(
                                    "第一轮",
                                    PLACE,
                                    hospital().institutionId(),
                                    Map.of("kind", "四不两直", "group", "一组", "leader", "张组长", "matters", "随访"),
                                    "kill:" + me)
                            .dueOn(CityTime.today(clock).plusDays(60)));
            Item list = opened(
                    "finding-list",
                    NewItem.of(
                                    "清单",
                                    PLACE,
                                    hospital().institutionId(),
                                    Map.of("visited_on", "2026-03-05", "inspectors", "张三、李四"),
                                    "kill:list:" + me)
                            .partOf(round.id()));
            for (int turn = 0; ; turn++) {
                overdueOrder("kill:" + me + ":" + turn);
                list = signed(LEADER, list, "sign-group", leader);
                list = signed(director(), list, "sign-unit", director);
                list = moved(LEADER, list, "again", "内容有改动，重签", null);
            }
        }

        private Item signed(Actor by, Item list, String move, Sm2.Pair pair) {
            byte[] value = Sm2.sign(
                    pair.privateKey(),
                    platform.getBean(Signing.class).content(list).message());
            Item after = moved(by, list, move, "", new Signature(pair.publicKey(), value));
            System.out.println("signed " + after.id() + " " + after.steps());
            return after;
        }

        private Item moved(Actor by, Item item, String move, String note, @Nullable Signature signature) {
            MoveResult result = platform.getBean(MoveItem.class)
                    .move(
                            by,
                            item.id(),
                            move,
                            new MoveItem.Given(
                                    item.steps(), note, Map.of(), null, List.of(), signature, "kill:" + item.steps()));
            if (result instanceof MoveResult.Moved(Item after)) {
                return after;
            }
            throw new IllegalStateException(result.toString());
        }

        private Item opened(String register, NewItem item) {
            OpenResult result = platform.getBean(OpenItem.class).open(LEADER, register, item);
            if (result instanceof OpenResult.Opened(Item opened)) {
                return opened;
            }
            throw new IllegalStateException(result.toString());
        }

        private void overdueOrder(String origin) {
            platform.getBean(TransactionTemplate.class).executeWithoutResult(_ -> {
                Item order = opened(
                        "hotline",
                        NewItem.of(
                                "候诊时间长",
                                PLACE,
                                null,
                                Map.of("phone", "10000000001", "category", "投诉", "urgent", "否", "content", "两小时"),
                                origin));
                Overdue.of(
                        order,
                        platform.getBean(Registers.class),
                        platform.getBean(ItemTable.class),
                        platform.getBean(ItemCounting.class),
                        clock);
            });
        }

        private void lookAtWhatStands() throws Exception {
            JdbcClient jdbc = platform.getBean(JdbcClient.class);
            List<String> signatures = jdbc.sql("""
                    select shard, item_id, step_no from governance.step where detail -> 'signature' is not null
                    """)
                    .query((row, n) -> new PublicId(row.getLong(1), row.getLong(2)) + " " + row.getInt(3))
                    .list();
            System.out.println("standing " + String.join(",", signatures));
            System.out.println("sent again " + (sendAgain(signatures) ? "same" : "another"));
            while (platform.getBean(Alarms.class).ringSome() >= 0) {
                Thread.onSpinWait();
            }
            System.out.println("overdue "
                    + number("select count(*) from governance.item where origin like 'kill:%:%'"
                            + " and register_no = (select register_no from governance.register where id = 'hotline')"));
            try (var connection = database.connectAsOwner()) {
                List<String> broken = Invariants.check(connection).stream()
                        .filter(finding -> finding.name().matches("(governance|tally)/.*") && !finding.holds())
                        .map(Invariants.Finding::name)
                        .toList();
                System.out.println("done alarms=%d steps=%d left=%d broken=%s"
                        .formatted(
                                number("select count(*) from governance.alarm"),
                                number("select count(*) from governance.step where move = 'alarm'"),
                                number("select count(*) from governance.item where alarm_on <= current_date"),
                                broken));
            }
        }

        /** The last signature of each party of a list, with its own request: it is not asked who signs so late. */
        private boolean sendAgain(List<String> signatures) {
            String[] one = signatures.getFirst().split(" ", 2);
            PublicId id = PublicId.parse(one[0]).orElseThrow();
            int step = Integer.parseInt(one[1]);
            Item before =
                    platform.getBean(ItemTable.class).find(id.shard(), id.key()).orElseThrow();
            Step stands =
                    platform.getBean(ItemSteps.class).after(before, step - 1).getFirst();
            Actor by = stands.move().equals("sign-group") ? LEADER : director();
            MoveResult result = platform.getBean(MoveItem.class)
                    .move(
                            by,
                            id,
                            stands.move(),
                            new MoveItem.Given(
                                    step - 1,
                                    "",
                                    Map.of(),
                                    null,
                                    List.of(),
                                    new Signature(NOBODYS, NOBODYS),
                                    stands.requestKey()));
            return result instanceof MoveResult.Moved(Item now) && now.steps() == before.steps();
        }

        private long number(String sql) {
            return platform.getBean(JdbcClient.class).sql(sql).query(Long.class).single();
        }
    }
}
