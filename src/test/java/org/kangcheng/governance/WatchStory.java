package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Whoever subscribed to an item or a list is told of what changes and of what becomes overdue, once; an item can be given to somebody by name. */
@AutoConfigureMockMvc
class WatchStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    Accounts accounts;

    @Autowired
    Watches watches;

    @Autowired
    TellWatchers telling;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void ofAListShesToldOnceOfAllThatChanged() throws Exception {
        Actor chief = account("处长", Role.COMMISSION, null);
        MultiValueMap<String, String> lifts = new LinkedMultiValueMap<>();
        Map.of("whose", "AREA", "area", PLACE, "field", "content", "words", "电梯")
                .forEach(lifts::add);
        String list = "/staff/registers/hotline";
        mvc.perform(get(list).params(lifts).with(SignedInAs.actor(chief)))
                .andExpect(content().string(containsString("订阅这个清单")));
        mvc.perform(post(list + "/watch").params(lifts).with(SignedInAs.actor(chief)))
                .andExpect(status().is3xxRedirection());
        mvc.perform(get(list).params(lifts).with(SignedInAs.actor(chief)))
                .andExpect(content().string(containsString("取消订阅")));

        Item lift = order("电梯停运");
        Item other = order("停车难");
        lift = moved(hotline("坐席甲"), lift, "classify", "按投诉办", Map.of("category", "举报"));
        moved(chief, lift, "classify", "我自己改的", Map.of("category", "投诉"));
        assertThat(told(chief)).as("not before the turn").isEmpty();
        telling.tell();
        telling.tell();
        assertThat(told(chief)).hasSize(1).first().asString().contains("热线工单", "1 件有变化");
        mvc.perform(get("/staff/notices").with(SignedInAs.actor(chief)))
                .andExpect(content().string(containsString("1 件有变化")))
                .andExpect(content().string(not(containsString(other.title()))));

        dispatched(other);
        telling.tell();
        assertThat(told(chief)).as("what is not in the list is nobody's news").hasSize(1);
    }

    @Test
    void aTurnThatIsKilledTellsNothingTwice() throws Exception {
        Actor chief = account("处长", Role.COMMISSION, null);
        Item item = order("空调不制冷");
        watch(chief, item);
        moved(hotline("坐席甲"), item, "classify", "按投诉办", Map.of("category", "举报"));
        transaction.executeWithoutResult(status -> {
            telling.tell();
            status.setRollbackOnly();
        });
        assertThat(told(chief)).isEmpty();
        telling.tell();
        assertThat(told(chief)).singleElement().asString().contains(item.number(), "有变化");
        mvc.perform(post("/staff/watches/end").with(SignedInAs.actor(chief)).param("path", "/staff/items/" + item.id()))
                .andExpect(status().is3xxRedirection());
        dispatched(again(item));
        telling.tell();
        assertThat(told(chief)).hasSize(1);
    }

    @Test
    void whatBecomesOverdueIsToldOnItsDay() {
        Actor chief = account("处长", Role.COMMISSION, null);
        Item item = order("自助机坏了");
        watch(chief, item);
        watches.begin(
                chief,
                registers.require("hotline"),
                Asked.of(Map.of("whose", "AREA", "area", PLACE, "words", item.number())),
                "这一件",
                "/staff/registers/hotline?words=" + item.number());
        asIfSubscribedOn(chief, item.nextOn());
        setDue(item, today().minusDays(1));
        asIfSubscribedOn(chief, today().minusDays(1));
        telling.tell();
        telling.tell();
        assertThat(told(chief))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).contains("已逾期"))
                .anySatisfy(it -> assertThat(it).contains("1 件逾期"));
        asIfSubscribedOn(chief, today());
        telling.tell();
        assertThat(told(chief)).as("of an old lateness nobody is told again").hasSize(2);
        setDue(item, item.nextOn());
    }

    @Test
    void whoMayNotSeeIsNotTold() {
        Actor stranger = account("外院科长", Role.MANAGER, 1L);
        Item item = order("窗口排队");
        assertThatThrownBy(() -> tend.require(stranger, item.id())).isInstanceOf(Refused.class);
        watches.begin(
                stranger,
                registers.require("hotline"),
                Asked.of(Map.of("whose", "UNIT")),
                "本单位",
                "/staff/registers/hotline?whose=UNIT");
        dispatched(item);
        telling.tell();
        assertThat(told(stranger)).isEmpty();
        assertThatThrownBy(() -> watches.begin(
                        stranger,
                        registers.require("hotline"),
                        Asked.of(Map.of("whose", "AREA", "area", PLACE)),
                        "辖区",
                        "/x"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void anItemIsGivenToSomebodyByNameAndFoundByIt() throws Exception {
        long unit = hospital().institutionId();
        String name = "经办" + UUID.randomUUID().toString().substring(0, 6);
        Actor clerk = account(name, Role.MANAGER, unit);
        Actor elsewhere = account("外院" + name, Role.MANAGER, 1L);
        Item item = moved(manager("科长"), dispatched(order("挂号难")), "accept");
        assertThat(code(entrusted(item, null))).isEqualTo("person");
        assertThat(code(entrusted(item, Hand.of(elsewhere).id()))).isEqualTo("person");
        item = ((MoveResult.Moved) entrusted(item, Hand.of(clerk).id())).item();
        assertThat(item.ownerName()).isEqualTo(name);
        assertThat(item.unit()).isEqualTo(unit);
        assertThat(told(clerk)).singleElement().asString().contains(item.number());
        mvc.perform(get("/staff/items/" + item.id()).with(SignedInAs.actor(clerk)))
                .andExpect(content().string(containsString(name)));
        mvc.perform(get("/staff/registers/hotline")
                        .param("whose", "AREA")
                        .param("owner", name)
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString(item.number())));
        mvc.perform(get("/staff/registers/hotline")
                        .param("whose", "AREA")
                        .param("area", "371525")
                        .param("owner", name)
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(not(containsString(item.number()))));
        mvc.perform(get("/staff/registers/hotline")
                        .param("whose", "AREA")
                        .param("owner", "没有这个人")
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString("没有这样的事项")));
        // What is her own or of her unit stays so, whatever name she gives.
        for (String whose : List.of("OWNER", "OPENER", "UNIT")) {
            mvc.perform(get("/staff/registers/hotline")
                            .param("whose", whose)
                            .param("owner", name)
                            .with(SignedInAs.actor(elsewhere)))
                    .andExpect(content().string(not(containsString(item.number()))));
        }
    }

    @Test
    void aListIsNarrowedByAFieldAndGoesOn() throws Exception {
        String word = "词" + UUID.randomUUID().toString().substring(0, 6);
        for (int n = 0; n < 3; n++) {
            order(word + n);
            order("别的事");
        }
        ItemLists.Wanted wanted = new ItemLists.Wanted(
                registers.require("hotline").no(),
                ItemLists.Place.area(PLACE),
                null,
                null,
                today(),
                new Narrow(null, null, "content", word));
        var first = lists.page(wanted, null, 2);
        assertThat(first.items()).hasSize(2);
        var rest = lists.page(wanted, ItemLists.Cursor.parse(first.next()), 2);
        assertThat(rest.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(rest.next()).isNull();
        mvc.perform(get("/staff/registers/hotline")
                        .param("whose", "AREA")
                        .param("field", "content")
                        .param("words", word + "1")
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString(word + "1")))
                .andExpect(content().string(not(containsString(">" + word + "2<"))))
                .andExpect(content().string(not(containsString("<option value=\"phone\""))));
        mvc.perform(get("/staff/registers/hotline").param("light", "PURPLE").with(SignedInAs.actor(commission("督办"))))
                .andExpect(status().isBadRequest());
        byte[] sheet = mvc.perform(get("/staff/registers/hotline/export")
                        .param("whose", "AREA")
                        .param("words", word)
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(sheet).startsWith('P', 'K');
    }

    @Test
    void aUnitsTimelySigningInIsCounted() {
        Registers.InForce hotline = registers.require("hotline");
        long unit = hospital().institutionId();
        Map<String, Long> before = figures.sumsOfUnits(hotline, List.of(unit)).get(unit);
        moved(manager("科长"), dispatched(order("及时")), "accept");
        Item late = dispatched(order("迟签"));
        late = setDue(late, today().minusDays(1));
        moved(manager("科长"), late, "accept");
        Map<String, Long> after = figures.sumsOfUnits(hotline, List.of(unit)).get(unit);
        assertThat(more(before, after, "accepted")).isEqualTo(2);
        assertThat(more(before, after, "accepted-in-time")).isEqualTo(1);
    }

    /** A reminder that nobody is told of reminds nobody. */
    @Test
    void whoeverHasAnItemIsRemindedOnceAndElseWhoAnswersForItsUnit() {
        Actor head = account("院长", Role.MANAGER, hospital().institutionId());
        Item untaken = dispatched(order("没人签收"));
        setDue(untaken, today().minusDays(30));
        ringAt(untaken);
        assertThat(told(head)).filteredOn(it -> it.contains(untaken.number())).hasSize(3);
        assertThat(told(head)).anyMatch(it -> it.startsWith("催办通知书：热线工单 " + untaken.number()));

        Actor clerk = account("科员", Role.MANAGER, hospital().institutionId());
        Item taken = moved(clerk, dispatched(order("已签收")), "accept");
        setDue(taken, today().minusDays(30));
        ringAt(taken);
        alarms.ring();
        assertThat(told(clerk)).filteredOn(it -> it.contains(taken.number())).hasSize(3);
        assertThat(told(head)).noneMatch(it -> it.contains(taken.number()));
    }

    private void ringAt(Item item) {
        jdbc.sql("update governance.item set alarm_on = ? where shard = ? and item_id = ?")
                .params(today(), item.shard(), item.itemId())
                .update();
        alarms.ring();
    }

    /** Forty checklists of a round are not given out one by one. */
    @Test
    void manyChecklistsAreGivenToAnInspectorAtOnce() throws Exception {
        Actor inspector = account("检查员", Role.COMMISSION, null);
        Item round = part(
                "inspection", "第一轮", null, Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "随访"));
        Item one = part("checklist", "甲村", round, Map.of("place", "甲村"));
        Item two = part("checklist", "乙村", round, Map.of("place", "乙村"));
        mvc.perform(get("/staff/registers/checklist").with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString("STAFF:" + inspector.id())));
        mvc.perform(post("/staff/registers/checklist/bulk")
                        .with(SignedInAs.actor(commission("督办")))
                        .param("move", "assign")
                        .param("person", "STAFF:" + inspector.id())
                        .param("item", one.id().toString(), two.id().toString())
                        .param("requestKey", "bulk"))
                .andExpect(content().string(containsString(">2<")));
        assertThat(again(one).ownerName()).isEqualTo("检查员");
        assertThat(again(two).owner()).isEqualTo("STAFF:" + inspector.id());
        assertThat(told(inspector)).hasSize(2);
    }

    /** Who opens an item says in the same breath who has it, where its register lets her. */
    @Test
    void whoIsNamedAtTheOpeningHasItFromTheFirstAndIsTold() throws Exception {
        long unit = hospital().institutionId();
        Actor clerk = account("科员甲", Role.MANAGER, unit);
        Actor outsider = account("外院人", Role.MANAGER, unit + 1);
        Item goal = ((OpenResult.Opened) open.open(
                        commission("督办"),
                        "goal",
                        NewItem.of(
                                        "目标",
                                        PLACE,
                                        null,
                                        Map.of("kind", "重点任务", "leader", "王", "own", "一"),
                                        UUID.randomUUID().toString())
                                .dueOn(today().plusDays(30))))
                .item();
        String list = "/staff/registers/task";
        mvc.perform(get(list + "/new").param("parent", goal.id().toString()).with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString("暂不指定")));
        mvc.perform(get(list + "/people")
                        .param("unit", Long.toString(unit))
                        .param("area", PLACE)
                        .with(SignedInAs.actor(commission("督办"))))
                .andExpect(content().string(containsString("STAFF:" + clerk.id())))
                .andExpect(content().string(not(containsString("STAFF:" + outsider.id()))));
        mvc.perform(get(list + "/people")
                        .param("unit", Long.toString(unit))
                        .param("area", PLACE)
                        .with(SignedInAs.actor(manager("院长"))))
                .andExpect(content().string(not(containsString("STAFF:" + clerk.id()))));

        mvc.perform(newTask(goal, unit, outsider)).andExpect(content().string(containsString("请从名单中选择经办人")));
        assertThat(items.parts(goal)).isEmpty();
        mvc.perform(newTask(goal, unit, clerk)).andExpect(status().is3xxRedirection());
        Item task = items.parts(goal).getFirst();
        assertThat(task.owner()).isEqualTo("STAFF:" + clerk.id());
        assertThat(steps.of(task).getFirst().detail()).containsEntry("ownerName", "科员甲");
        assertThat(told(clerk)).containsExactly("指定由您经办：作战图·任务 " + task.number());
        assertThat(open.open(
                        hotline("坐席甲"),
                        "hotline",
                        NewItem.of(
                                        "来电",
                                        PLACE,
                                        null,
                                        Map.of("phone", "1", "category", "咨询", "urgent", "否", "content", "问"),
                                        UUID.randomUUID().toString())
                                .givenTo("STAFF:" + clerk.id())))
                .as("its definition names nobody at the opening")
                .isInstanceOfSatisfying(
                        OpenResult.NotOpened.class,
                        no -> assertThat(no.refusal().code()).isEqualTo("person"));
    }

    private static RequestBuilder newTask(Item goal, long unit, Actor whom) {
        return post("/staff/registers/task")
                .with(SignedInAs.actor(commission("督办")))
                .param("title", "组织体检")
                .param("area", PLACE)
                .param("unit", Long.toString(unit))
                .param("person", "STAFF:" + whom.id())
                .param("dueOn", LocalDate.now(CityTime.ZONE).plusDays(20).toString())
                .param("parent", goal.id().toString())
                .param("field-person", "李科长")
                .param("requestKey", UUID.randomUUID().toString());
    }

    /** What lies with an institution is given to its own people, many at once. */
    @Test
    void aHeadGivesManyItemsToOneOfHerPeople() throws Exception {
        Actor head = account("院长", Role.MANAGER, hospital().institutionId());
        Actor clerk = account("科员乙", Role.MANAGER, hospital().institutionId());
        Item one = moved(head, dispatched(order("一起交办甲")), "accept");
        Item two = moved(head, dispatched(order("一起交办乙")), "accept");
        mvc.perform(get("/staff/registers/hotline").param("state", "working").with(SignedInAs.actor(head)))
                .andExpect(content().string(containsString("指定经办人")))
                .andExpect(content().string(containsString("STAFF:" + clerk.id())));
        mvc.perform(post("/staff/registers/hotline/bulk")
                        .with(SignedInAs.actor(head))
                        .param("move", "entrust")
                        .param("person", "STAFF:" + clerk.id())
                        .param("item", one.id().toString(), two.id().toString())
                        .param("requestKey", "bulk"))
                .andExpect(content().string(containsString(">2<")));
        assertThat(again(one).ownerName() + again(two).ownerName()).isEqualTo("科员乙科员乙");
    }

    private Item part(String register, String title, @Nullable Item whole, Map<String, String> fields) {
        NewItem wanted =
                NewItem.of(title, PLACE, null, fields, UUID.randomUUID().toString());
        OpenResult result = open.open(
                commission("督办"),
                register,
                whole == null ? wanted.dueOn(today().plusDays(30)) : wanted.partOf(whole.id()));
        return ((OpenResult.Opened) result).item();
    }

    private static long more(@Nullable Map<String, Long> before, @Nullable Map<String, Long> after, String sum) {
        return Objects.requireNonNull(Objects.requireNonNull(after).get(sum))
                - Objects.requireNonNull(Objects.requireNonNull(before).get(sum));
    }

    private MoveResult entrusted(Item item, @Nullable String person) {
        return move.move(
                manager("科长"),
                item.id(),
                "entrust",
                new MoveItem.Given(
                        item.steps(),
                        "",
                        Map.of(),
                        null,
                        person,
                        List.of(),
                        null,
                        UUID.randomUUID().toString()));
    }

    private static String code(MoveResult result) {
        return ((MoveResult.NotMoved) result).refusal().code();
    }

    private Item order(String title) {
        return opened(
                hotline("坐席甲"),
                "hotline",
                title,
                Map.of("phone", "13800001234", "category", "投诉", "urgent", "否", "content", title));
    }

    private void watch(Actor actor, Item item) {
        watches.begin(actor, item, "热线工单 " + item.number(), "/staff/items/" + item.id());
    }

    private Actor account(String name, Role role, @Nullable Long institution) {
        Accounts.Created created = accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        "watch-" + UUID.randomUUID(),
                        name,
                        "Rather-Long-4711",
                        Set.of(role),
                        institution,
                        null,
                        null,
                        null,
                        false));
        return staff(Long.toString(created.accountId()), role, institution, null, name);
    }

    private static Actor staff(String id, Role role, @Nullable Long institution, @Nullable String area, String name) {
        return new Actor(
                Actor.Kind.STAFF, id, name, Set.of(role), institution, null, null, area, null, role == Role.COMMISSION);
    }

    private List<String> told(Actor actor) {
        return jdbc.sql("select title from notice.staff_notice where account = ? order by notice_id")
                .param(actor.id())
                .query(String.class)
                .list();
    }

    private void asIfSubscribedOn(Actor actor, LocalDate day) {
        jdbc.sql("update governance.watch set late_until = ? where account = ?")
                .params(day, actor.id())
                .update();
    }

    /** As if it had to be done by another day; its days are moved in the counts too. */
    private Item setDue(Item item, LocalDate day) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Item before = again(item);
            Item after = Change.of(before)
                    .into(
                            registers.of(before).state(before.state()),
                            new Terms(true, null, null, day, null, null),
                            registers.of(before),
                            today())
                    .alarmOn(Terms.NEVER)
                    .stepped();
            Step step = new Step(
                    after.steps(),
                    clock.instant(),
                    "test",
                    "测试",
                    "comment",
                    "改期",
                    before.state(),
                    before.state(),
                    "",
                    Map.of(),
                    "");
            assertThat(items.move(after, before.steps(), step)).isTrue();
            counting.change(before, after);
            return again(after);
        }));
    }

    @Autowired
    ItemCounting counting;
}
