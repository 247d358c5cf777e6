package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** Many hands at once: an item is signed for once, an alarm is sent once, whoever is killed on the way. */
class GrabAndAlarmStory extends GovernancePlatform {
    private static final int HANDS = 64;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void sixtyFourHandsAndOneItem() throws Exception {
        Item item = dispatched(complaint());
        List<MoveResult> results = atOnce(HANDS, i -> tried(manager("科长" + i), item, "accept", "", Map.of(), null));
        assertThat(results).filteredOn(MoveResult.Moved.class::isInstance).hasSize(1);
        Item now = again(item);
        assertThat(now.steps()).isEqualTo(item.steps() + 1);
        assertThat(results)
                .filteredOn(MoveResult.NotMoved.class::isInstance)
                .hasSize(HANDS - 1)
                .allSatisfy(
                        no -> assertThat(((MoveResult.NotMoved) no).refusal().message())
                                .contains(String.valueOf(now.ownerName()), "签收"));
    }

    @Test
    void alarmsAreSentOnceWhoeverRings() throws Exception {
        List<Item> late = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            late.add(Overdue.of(complaint(), registers, items, counting, clock));
        }
        // One turn is killed after it has sent everything and before it has said so.
        transaction.executeWithoutResult(status -> {
            alarms.ringSome();
            status.setRollbackOnly();
        });
        atOnce(8, _ -> {
            while (alarms.ringSome() >= 0) {
                Thread.onSpinWait();
            }
            return true;
        });
        for (Item item : late) {
            Item now = again(item);
            assertThat(steps.of(now).stream()
                            .filter(step -> step.move().equals("alarm"))
                            .map(Step::title))
                    .containsExactly("到期前提醒", "催办通知书", "书面通报");
            assertThat(now.level()).isEqualTo(2);
            assertThat(now.alarmOn()).isEqualTo(Terms.NEVER);
            assertThat(now.light(today())).isEqualTo(Light.RED);
        }
        assertThat(alarms.ringSome()).isEqualTo(-1);
    }

    /** Who filled in a form while the platform reminded her of it is not asked to fill it in again. */
    @Test
    void aReminderMeanwhileDecidesNothingAndWhatSomebodySaidDoes() {
        Item seen = Overdue.of(complaint(), registers, items, counting, clock);
        alarms.ring();
        assertThat(again(seen).steps()).isGreaterThan(seen.steps());
        MoveItem.Given given = new MoveItem.Given(
                seen.steps(), "", Map.of(), hospital().institutionId(), List.of(), null, "while-it-rang");
        for (int twice = 0; twice < 2; twice++) {
            assertThat(move.move(hotline("坐席甲"), seen.id(), "dispatch", given)).isInstanceOf(MoveResult.Moved.class);
        }
        assertThat(steps.of(seen))
                .filteredOn(step -> step.move().equals("dispatch"))
                .hasSize(1);
        Item dispatched = again(seen);
        tend.comment(commission("督办"), seen.id(), "先不要签收");
        assertThat(refused(manager("科长"), dispatched, "accept", "", Map.of())).isEqualTo(Items.MOVED_MEANWHILE);
    }

    @Test
    void whoSaysSomethingIsNeverSentAwayBecauseOthersSpeak() throws Exception {
        Item item = complaint();
        atOnce(16, i -> tend.comment(commission("督办" + i), item.id(), "请尽快 " + i));
        assertThat(steps.of(item))
                .filteredOn(step -> step.move().equals("comment"))
                .hasSize(16);
    }

    @Autowired
    ItemCounting counting;

    private interface Doing<T> {
        T with(int i) throws Exception;
    }

    private static <T> List<T> atOnce(int hands, Doing<T> doing) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(hands)) {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < hands; i++) {
                int hand = i;
                all.add(() -> doing.with(hand));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(all)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
