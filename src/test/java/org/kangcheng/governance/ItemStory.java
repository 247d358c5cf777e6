package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A complaint from the call to the archive, with everything that may go another way. */
class ItemStory extends GovernancePlatform {
    @Test
    void isDispatchedSignedForAnsweredAuditedAndCalledBack() {
        Item item = complaint();
        assertThat(item.terms().promisedOn()).isEqualTo(Workdays.CHINA.plus(today(), 10));
        assertThat(item.terms().legalOn()).isEqualTo(Workdays.CHINA.plus(today(), 13));
        assertThat(item.nextOn()).as("first of all it must be dispatched").isEqualTo(Workdays.CHINA.plus(today(), 1));

        item = dispatched(item);
        item = moved(manager("科长"), item, "accept");
        assertThat(item.ownerName()).isEqualTo("科长");
        item = moved(manager("科长"), item, "reply", "增开两个窗口", Map.of("resolved", "已解决"));
        item = moved(commission("审核员"), item, "approve");
        item = moved(hotline("坐席乙"), item, "satisfied", "", Map.of("rating", "满意"));

        assertThat(item.open()).isFalse();
        assertThat(item.closedOn()).isEqualTo(today());
        assertThat(steps.of(item).stream().map(Step::title)).containsExactly("登记", "派单", "签收", "答复", "审核通过", "回访满意");
        assertThat(refused(hotline("坐席乙"), item, "satisfied", "", Map.of("rating", "满意")))
                .isEqualTo("wrong-state");
    }

    @Test
    void whoMayNotIsToldWhoMay() {
        Item item = dispatched(complaint());
        Actor elsewhere = staff("外院", Role.MANAGER, hospital().institutionId() + 1, null);
        assertThat(refused(elsewhere, item, "accept", "", Map.of()))
                .as("she does not even see it")
                .isEqualTo("not-found");
        MoveResult no = tried(commission("审核员"), item, "accept", "", Map.of(), null);
        assertThat(((MoveResult.NotMoved) no).refusal().message()).contains("签收", "责任单位的机构负责人");
        assertThat(refused(manager("科长"), item, "reply", "好", Map.of("resolved", "已解决")))
                .isEqualTo("wrong-state");
        item = moved(manager("科长"), item, "accept");
        MoveResult empty = tried(manager("科长"), item, "reply", "好", Map.of(), null);
        assertThat(((MoveResult.NotMoved) empty).problems()).containsKey("resolved");
        assertThat(again(item).steps()).isEqualTo(item.steps());
    }

    @Test
    void anExtensionIsGrantedByAnotherHandAndOnce() {
        Item item = moved(manager("科长"), dispatched(complaint()), "accept");
        LocalDate before = item.terms().promisedOn();
        item = moved(manager("科长"), item, "ask-extension", "设备在途", Map.of("extension_days", "3"));
        item = moved(commission("审核员"), item, "grant-extension", "", Map.of("caller_told", "是"));
        assertThat(item.terms().promisedOn()).isEqualTo(Workdays.CHINA.plus(before, 3));
        assertThat(refused(manager("科长"), item, "ask-extension", "再延", Map.of("extension_days", "3")))
                .isEqualTo("condition");
    }

    @Test
    void anotherClassIsAnotherDeadlineCountedFromTheCall() {
        Item item = complaint();
        item = moved(hotline("坐席甲"), item, "classify", "实为咨询", Map.of("category", "咨询"));
        assertThat(item.terms().legalOn()).isEqualTo(Workdays.CHINA.plus(today(), 3));
        item = moved(hotline("坐席甲"), item, "answer", "已答复", Map.of());
        assertThat(item.state()).isEqualTo("calling");
    }

    @Test
    void theSameRequestIsAnsweredTheSameAndDoneOnce() {
        Item item = complaint();
        MoveItem.Given given =
                new MoveItem.Given(item.steps(), "", Map.of(), hospital().institutionId(), List.of(), null, "key-1");
        assertThat(move.move(hotline("坐席甲"), item.id(), "dispatch", given)).isInstanceOf(MoveResult.Moved.class);
        assertThat(move.move(hotline("坐席甲"), item.id(), "dispatch", given)).isInstanceOf(MoveResult.Moved.class);
        assertThat(again(item).steps()).isEqualTo(2);
        MoveResult late = move.move(hotline("坐席乙"), item.id(), "dispatch", given);
        assertThat(((MoveResult.NotMoved) late).refusal().code()).isEqualTo("moved-meanwhile");
        assertThat(((MoveResult.NotMoved) late).refusal().message()).contains("坐席甲", "派单", "待签收");
    }

    @Test
    void oneOriginIsOneItem() {
        NewItem wanted = NewItem.of(
                "来电",
                PLACE,
                null,
                Map.of("phone", "1", "category", "咨询", "urgent", "否", "content", "问"),
                "call-" + today() + clock.millis());
        OpenResult first = open.open(hotline("坐席甲"), "hotline", wanted);
        OpenResult second = open.open(hotline("坐席甲"), "hotline", wanted);
        assertThat(first).isInstanceOf(OpenResult.Opened.class);
        assertThat(((OpenResult.WasOpen) second).item().number())
                .isEqualTo(((OpenResult.Opened) first).item().number());
    }

    @Test
    void whoCalledIsHiddenAndAskingForItLeavesATrace() {
        Item item = complaint();
        assertThat(item.fields()).containsEntry("phone", "138****1234").containsEntry("caller", "王**");
        assertThatThrownBy(() -> tend.reveal(hotline("坐席甲"), item.id(), " ")).isInstanceOf(Refused.class);
        assertThat(tend.reveal(hotline("坐席甲"), item.id(), "回访")).containsEntry("phone", "13800001234");
        assertThat(steps.of(item).getLast())
                .satisfies(step ->
                        assertThat(step.move() + step.byName() + step.note()).isEqualTo("reveal坐席甲回访"));
    }

    @Test
    void mergedAndSplitItemsKnowOfEachOther() {
        Item first = complaint();
        Item second = complaint();
        tend.merge(hotline("坐席甲"), second.id(), first.number(), "同一来电人重复来电");
        assertThat(again(second).open()).isFalse();
        assertThat(again(second).isMerged()).isTrue();
        assertThat(steps.of(first).getLast().title()).isEqualTo("并入了 " + second.number());
        assertThat(refused(hotline("坐席甲"), again(second), "dispatch", "", Map.of()))
                .isEqualTo("wrong-state");
        assertThatThrownBy(() -> tend.merge(hotline("坐席甲"), first.id(), first.number(), "自己"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> tend.merge(manager("科长"), first.id(), second.number(), "无权"))
                .isInstanceOf(Refused.class);
        Item part = tend.split(hotline("坐席甲"), first.id(), "其中收费的问题", "两件事");
        assertThat(part.title()).isEqualTo("其中收费的问题");
        assertThat(steps.of(part).getLast().title()).isEqualTo("拆自 " + first.number());
    }

    @Test
    void aStepThatIsAlteredShows() throws Exception {
        Item item = dispatched(complaint());
        assertThat(steps.firstBroken(item)).isEmpty();
        try (var connection = TestDatabase.access().connectAsOwner()) {
            JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            alter(owner, item, "已改");
            assertThat(steps.firstBroken(item)).contains(1);
            alter(owner, item, "登记");
        }
        assertThat(steps.firstBroken(item)).isEmpty();
        assertThatThrownBy(() -> alter(jdbc, item, "已改"))
                .as("the program itself may not")
                .isNotNull();
    }

    private static void alter(JdbcClient by, Item item, String title) {
        by.sql("update governance.step set title = ? where shard = ? and item_id = ? and step_no = 1")
                .params(title, item.shard(), item.itemId())
                .update();
    }

    @Test
    void figuresAreThoseOfTheRows() {
        int no = registers.require("hotline").no();
        ItemCount before = figures.of(no, PLACE, today());
        long unit = hospital().institutionId();
        ItemCount unitBefore = figures.byUnit(no, List.of(unit), today()).get(unit);
        Item late = complaint();
        Item item = moved(manager("科长"), dispatched(complaint()), "accept");
        moved(commission("督办"), item, "supervise", "疑难", Map.of());
        jdbc.sql("update governance.item set alarm_on = alarm_on where shard = ?")
                .param(late.shard())
                .update();
        ItemCount after = figures.of(no, PLACE, today());
        assertThat(after.open() - before.open()).isEqualTo(2);
        assertThat(after.opened() - before.opened()).isEqualTo(2);
        assertThat(after.red()).isEqualTo(before.red());
        assertThat(figures.byUnit(no, List.of(unit), today()).get(unit).open() - unitBefore.open())
                .isEqualTo(1);
    }

    @Test
    void listsGoOnWhereTheyStopped() {
        String owner = "list-" + clock.millis();
        Actor taker = staff(owner, Role.MANAGER, hospital().institutionId(), null);
        for (int i = 0; i < 5; i++) {
            moved(taker, dispatched(complaint()), "accept");
        }
        int no = registers.require("hotline").no();
        ItemLists.Wanted mine =
                new ItemLists.Wanted(no, ItemLists.Place.owner(Hand.of(taker).id()), null, null, today());
        List<Item> first = lists.of(mine, null, 3);
        List<Item> rest = lists.of(mine, ItemLists.Cursor.parse(ItemLists.Cursor.of(first.getLast())), 3);
        assertThat(first).hasSize(3);
        assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
        assertThat(lists.of(new ItemLists.Wanted(no, mine.place(), "received", Light.GREEN, today()), null, 3))
                .isEmpty();
    }
}
