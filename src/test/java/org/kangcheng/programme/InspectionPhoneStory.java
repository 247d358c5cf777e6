package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Geolocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.Items.Outcome.Done;
import org.kangcheng.governance.NewItem;
import org.kangcheng.governance.Registers;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;

/** An inspector in the field: her checklists on the phone, answered and photographed without a network, handed in once. */
class InspectionPhoneStory extends PhonePlatform {
    @Autowired
    Registers registers;

    @Autowired
    Items items;

    private String inspectorName = "";
    private Actor inspector = DESK;
    private PublicId round = new PublicId(1, 1);

    @BeforeEach
    void anInspectorAndHerRound() {
        registers.ensureShipped();
        inspectorName = "inspector-" + UUID.randomUUID();
        Accounts.Created account = accounts.create(
                DESK,
                new Accounts.NewAccount(
                        inspectorName, "孙检查", PASSWORD, Set.of(Role.COMMISSION), null, null, null, null, false));
        inspector = new Actor(
                Actor.Kind.STAFF,
                Long.toString(account.accountId()),
                "孙检查",
                Set.of(Role.COMMISSION),
                null,
                null,
                null,
                null,
                null,
                true);
        round = done(items.open(
                        inspector,
                        "inspection",
                        NewItem.of(
                                        "第一轮督查",
                                        village.code().substring(0, 6),
                                        jdbc.sql(
                                                        "select institution_id from directory.institution where kind = 'HOSPITAL' order by 1 limit 1")
                                                .query(Long.class)
                                                .single(),
                                        Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "随访"),
                                        UUID.randomUUID().toString())
                                .dueOn(today().plusDays(20))))
                .id();
    }

    @Test
    void aChecklistIsAnsweredOffLineAndHandedInOnce() throws Exception {
        PublicId clinic = checklist("甲村卫生室");
        PublicId shut = checklist("乙村卫生室");
        byte[] picture = Files.readAllBytes(Path.of("src", "main", "resources", "static", "img", "phone-192.png"));
        try (Phone phone = new Phone(playwright, temp.resolve("phone-" + UUID.randomUUID()), network)
                .signIn(inspectorName, PASSWORD)
                .begin()) {
            phone.shows("指定给我的检查 2").look("phone-inspection-list");
            phone.offline(true).page.click("[data-item]:has-text('甲村卫生室')");
            phone.page.waitForSelector("#record");
            phone.record();
            assertThat(phone.text()).contains("还有没答或答错的");
            for (String question : new String[] {"open_hours", "on_duty", "drugs", "waste"}) {
                phone.choose(question, "是");
            }
            phone.choose("records_true", "否").choose("policy", "不涉及");
            phone.record();
            assertThat(phone.text()).as("where she is, or why that is not told").contains("请填写“未提供现场位置，原因”");
            phone.page.context().grantPermissions(List.of("geolocation"));
            phone.page.context().setGeolocation(new Geolocation(36.456214, 115.98543).setAccuracy(12));
            phone.page.click(".place button");
            phone.shows("已取到位置，精确到 12 米").record();
            assertThat(phone.text()).contains("请至少拍一张照片");
            phone.page.setInputFiles("#photo", new FilePayload("a.png", "image/png", picture));
            phone.shows("照片 1").look("phone-inspection-form").record().shows("已记录：甲村卫生室");
            phone.page.click("#back");
            phone.page.click("[data-item]:has-text('乙村卫生室')");
            phone.page.click("label.pick:has(input[value=skip])");
            phone.record();
            assertThat(phone.text()).contains("请写明说明");
            phone.page.fill("#note", "大门上锁，电话无人接听");
            phone.record().shows("已记录：乙村卫生室");
            assertThat(phone.rests()).as("at rest nobody reads it").doesNotContain("甲村卫生室", "大门上锁");
            phone.page.reload();
            phone.unlock().page.click("#tab-queue");
            phone.shows("甲村卫生室 · 现场检查").look("phone-inspection-queue");
            assertThat(state(clinic) + state(shut)).isEqualTo("drawndrawn");

            phone.offline(false).sync().synchronised().shows("全部已提交");
            phone.page.click("#tab-list");
            phone.shows("指定给我的检查 0").look("phone-inspection-done");
            phone.go("/staff/items/" + clinic);
            assertThat(phone.text()).contains("已检查", "照片 1", "不涉及", "36.45621, 115.98543（精确到 12 米）");
        }
        assertThat(state(clinic) + " " + state(shut)).isEqualTo("closed skipped");
        assertThat(steps(clinic)).as("opened, taken, checked").isEqualTo(3);
    }

    @Test
    void whatSomebodyElseClosedMeanwhileStaysUntilSheDecides() {
        PublicId clinic = checklist("丙村卫生室");
        try (Phone phone = new Phone(playwright, temp.resolve("phone-" + UUID.randomUUID()), network)
                .signIn(inspectorName, PASSWORD)
                .begin()) {
            phone.offline(true).page.click("[data-item]:has-text('丙村卫生室')");
            phone.page.click("label.pick:has(input[value=skip])");
            phone.page.fill("#note", "锁门");
            phone.record().shows("已记录");
            done(items.move(
                    inspector, clinic, "skip", Items.Given.nothing(2, "desk").note("电话得知已停业")));
            phone.offline(false).sync().shows("待处理 1").shows("事项现在是“未能检查”");
            phone.look("phone-inspection-conflict").page.click("[data-drop]");
            phone.shows("没有需要处理的记录");
        }
        assertThat(steps(clinic)).isEqualTo(3);
    }

    /** What the same inspector sees at her desk, on a small screen and a large one. */
    @Test
    void theDesksPagesStandInNobodysWay() {
        PublicId clinic = checklist("丁村卫生室");
        try (Phone phone = new Phone(playwright, temp.resolve("phone-" + UUID.randomUUID()), network)
                .signIn(inspectorName, PASSWORD)) {
            phone.go("/staff/registers/checklist?field=place&words=丁村&owner=孙检查")
                    .page
                    .click("#watch");
            phone.shows("取消订阅").shows("丁村卫生室");
            for (int width : new int[] {390, 1280}) {
                phone.page.setViewportSize(width, width == 390 ? 844 : 800);
                phone.go("/staff/registers/checklist?whose=AREA&owner=孙检查").look("register-list-" + width);
                phone.go("/staff/items/" + clinic).look("register-item-" + width);
                phone.go("/staff/registers").look("register-overview-" + width);
                phone.go("/staff/registers/hotline/figures").look("register-figures-" + width);
                phone.go("/staff/survey-definitions").look("survey-definitions-" + width);
                phone.go("/staff/survey-definitions/policy/new").look("survey-definition-" + width);
                phone.go("/staff/notices").look("notices-" + width);
            }
        }
    }

    private PublicId checklist(String place) {
        Items.Seen seen = done(items.open(
                inspector,
                "checklist",
                NewItem.of(
                                place,
                                village.code().substring(0, 9),
                                null,
                                Map.of("place", place),
                                UUID.randomUUID().toString())
                        .partOf(round)));
        return done(items.move(inspector, seen.id(), "claim", Items.Given.nothing(1, "claim")))
                .id();
    }

    private static Items.Seen done(Items.Outcome outcome) {
        assertThat(outcome).isInstanceOf(Done.class);
        return ((Done) outcome).item();
    }

    private String state(PublicId item) {
        return items.find(item).orElseThrow().state();
    }

    private int steps(PublicId item) {
        return items.find(item).orElseThrow().steps();
    }
}
