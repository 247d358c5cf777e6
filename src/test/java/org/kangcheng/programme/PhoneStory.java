package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.card.Cards;
import org.kangcheng.card.Codes;
import org.kangcheng.identity.Corrections;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;

/** A village doctor's day with the phone: in a real Chromium of a phone's size, on line, off line, and on line again. */
class PhoneStory extends PhonePlatform {
    private static final String PRESSURE = "PHONE_PRESSURE";

    @Autowired
    Cards cards;

    @Autowired
    Codes codes;

    @Autowired
    Corrections corrections;

    @Autowired
    Attachments attachments;

    @Autowired
    DeliveryTable deliveries;

    @BeforeEach
    void hypertension() throws Exception {
        shipped("hypertension", PRESSURE);
    }

    @Test
    void aFollowUpIsRecordedOffLineOutlivesTheBrowserAndIsInTheBooksOnce() {
        long wang = patient("王离线", "幸福路10号", PRESSURE);
        long li = patient("李路近", "幸福路2号", PRESSURE);
        try (Phone phone = phone()) {
            assertThat(phone.look("phone-field-list").count(".person")).isEqualTo(2);
            assertThat(readings(wang)).as("her download is in the log").isEqualTo(1);
            phone.offline(true).page.reload();
            phone.page.waitForSelector("#unlock");
            phone.look("phone-field-locked").unlock();
            phone.page.click("text=按路线");
            assertThat(phone.page.locator(".person strong").allTextContents()).containsExactly("李路近", "王离线");
            phone.visit("王离线").type("sbp", "1320").type("dbp", "84").record();
            assertThat(phone.look("phone-field-refused").text()).contains("“收缩压”应为 60 至 280 之间的整数。", "请填写“服药”。");
            phone.type("sbp", "82").type("dbp", "95");
            phone.choose("medication", "规律").choose("side_effect", "否").choose("complication", "否");
            phone.record().shows("舒张压应低于收缩压。");
            phone.type("sbp", "186").shows("请立即转诊");
            phone.look("phone-field-visit").record().shows("已记录：王离线");
            assertThat(phone.look("phone-field-recorded").text()).contains("并发症，立即转诊。", "下次最迟 " + today().plusDays(14));
            phone.page.click("#next");
            assertThat(phone.text()).contains("李路近");
            phone.switchOff().switchOn().offline(true).open().unlock();
            assertThat(phone.text()).contains("待提交 1");
            assertThat(phone.count(".person:has-text('王离线'):has-text('面对面随访')")).isZero();
            assertThat(delivered(wang)).isZero();
            // By now nobody is signed in any more.
            phone.page.context().clearCookies();
            phone.offline(false).sync().says("登录已过期");
            phone.signIn(user, PASSWORD).open().unlock().synchronised().page.click("#tab-queue");
            phone.shows("全部已提交").look("phone-field-sent").sync().synchronised();
        }
        assertThat(delivered(wang)).isEqualTo(1);
        assertThat(delivered(li)).isZero();
        assertThat(jdbc.sql(
                                "select grade || ' ' || worker || ' ' || (form ->> 'sbp') from programme.delivery where person_key = ?")
                        .param(wang)
                        .query(String.class)
                        .single())
                .isEqualTo("4 赵村医 186");
    }

    private long readings(long person) {
        return jdbc.sql("select count(*) from access.reading where person_key = ? and what like '%下载到手机%'")
                .param(person)
                .query(Long.class)
                .single();
    }

    @Test
    void tenWrongPinsForgetEverybodyAndLoseNothing() {
        long person = patient("王忘密", "幸福路10号", PRESSURE);
        try (Phone phone = phone()) {
            phone.offline(true).pressure("王忘密", "128", "76");
            assertThat(phone.rests()).doesNotContain("王忘密", "幸福路", "\"birth\"");
            phone.page.reload();
            for (int left = 9; left >= 1; left--) {
                phone.page.fill("#pin", "135792");
                phone.page.click("#unlock");
                phone.shows("还可以试 " + left + " 次");
                if (left == 5) {
                    // Ending the program gives no try back.
                    phone.page.reload();
                }
            }
            phone.look("phone-field-wrong-pin").page.fill("#pin", "135792");
            phone.page.click("#unlock");
            phone.shows("连续 10 次输错密码").look("phone-field-forgotten");
            assertThat(phone.rests()).contains("\"items\":[]", "\"key\":null").doesNotContain("wrapped");
            assertThat(delivered(person)).isZero();
            phone.offline(false).begin();
            phone.page.click("#tab-queue");
            phone.shows("全部已提交");
        }
        assertThat(delivered(person))
                .as("what only the platform could read any more")
                .isEqualTo(1);
    }

    @Test
    void whatIsKeptForTheServerIsHandedInByWhoEnteredIt() {
        long person = patient("王本人", "幸福路10号", PRESSURE);
        String other = doctor("钱村医");
        try (Phone phone = phone()) {
            phone.offline(true).pressure("王本人", "128", "76");
            phone.page.click("#tab-me");
            phone.look("phone-field-me").page.click("#forget");
            phone.shows("第一次使用").offline(false);
            phone.page.context().clearCookies();
            phone.signIn(other, PASSWORD).open();
            phone.page.fill("#pin", Phone.PIN);
            phone.page.fill("#again", Phone.PIN);
            phone.page.click("#create");
            phone.shows("还有 赵村医 未提交的 1 条记录");
            assertThat(delivered(person)).isZero();
        }
    }

    @Test
    void threeDaysWithoutContactForgetEverybody() {
        long person = patient("王失联", "幸福路10号", PRESSURE);
        long now = System.currentTimeMillis();
        try (Phone phone = phone()) {
            phone.offline(true).pressure("王失联", "128", "76");
            phone.page.clock().setFixedTime(now + 71 * 3_600_000L);
            phone.page.reload();
            phone.unlock().says("请在");
            assertThat(phone.text()).contains("待提交 1");
            // Nobody gains time by setting the clock back.
            phone.page.clock().setFixedTime(now + 73 * 3_600_000L);
            phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            phone.shows("超过 72 小时没有联网").look("phone-field-expired");
            assertThat(phone.rests()).contains("\"items\":[]").doesNotContain("wrapped");
            phone.offline(false).begin();
        }
        assertThat(delivered(person)).isEqualTo(1);
    }

    @Test
    void whatTheServerDoesNotTakeStaysUntilTheDoctorDecides() throws Exception {
        long done = patient("王已做", "幸福路1号", PRESSURE);
        long moved = patient("李迁出", "幸福路2号", PRESSURE);
        long dead = patient("张去世", "幸福路3号", PRESSURE);
        long newForm = patient("刘新表", "幸福路4号", "PHONE_NEW_FORM");
        InForce pressure = shipped("hypertension", PRESSURE);
        shipped("hypertension", "PHONE_NEW_FORM");
        long fine = patient("陈正常", "幸福路5号", PRESSURE);
        settle();
        try (Phone phone = phone()) {
            phone.offline(true);
            for (String name : List.of("王已做", "李迁出", "张去世", "刘新表", "陈正常")) {
                phone.pressure(name, "128", "76");
            }
            record(
                    worker(village.code()),
                    done,
                    pressure,
                    today(),
                    Map.of("sbp", "150", "dbp", "90", "medication", "间断", "side_effect", "否", "complication", "否"),
                    "other");
            assertThat(corrections.move(DESK, moved, "371502001001", null, "测试"))
                    .isEmpty();
            assertThat(corrections.recordDeath(DESK, dead, today(), "测试")).isEmpty();
            shipped(
                    "hypertension",
                    "PHONE_NEW_FORM",
                    2,
                    "        - {id: waist, label: 腰围, kind: whole, unit: cm, min: 40, max: 200}\n");
            settle();
            phone.offline(false).sync().synchronised();
            assertThat(delivered(fine))
                    .as("one that is refused holds up no other")
                    .isEqualTo(1);
            assertThat(phone.look("phone-field-conflicts").text())
                    .contains(
                            "待处理 4",
                            "已由 赵村医 记录过这项服务：收缩压 150",
                            "居民已迁出您的辖区",
                            "居民已于 " + today() + " 去世",
                            "表单已更新为第 2 版",
                            "请填写“腰围”。");
            phone.page.reload();
            phone.unlock().synchronised().page.click("#tab-queue");
            phone.shows("待处理 4");
            phone.page.click(".conflict:has-text('刘新表') [data-mend]");
            phone.look("phone-field-mend").type("waist", "88").record();
            phone.synchronised().shows("待处理 3");
            for (String name : List.of("王已做", "李迁出", "张去世")) {
                phone.page.click(".conflict:has-text('" + name + "') [data-drop]");
            }
            phone.shows("全部已提交").shows("没有需要处理的记录");
        }
        assertThat(delivered(newForm)).isEqualTo(1);
        assertThat(List.of(delivered(done), delivered(moved), delivered(dead))).containsExactly(1L, 0L, 0L);
    }

    @Test
    void aScannedCodeOpensItsHolder() {
        long person = patient("王持卡", "幸福路1号", PRESSURE);
        patient("李持卡", "幸福路2号", PRESSURE);
        cards.issue(DESK, person);
        try (Phone phone = phone()) {
            phone.offline(true).page.fill("#search", codes.staticCode(person));
            phone.page.waitForSelector("#record");
            assertThat(phone.text()).contains("王持卡").doesNotContain("李持卡");
            phone.page.click("#tab-list");
            phone.page.fill("#search", "A".repeat(64) + ":1");
            phone.shows("不在您的名单中");
            phone.page.click("#tab-me");
            phone.page.click("text=大字");
            assertThat(phone.visit("李持卡").page.getAttribute("html", "data-large"))
                    .isEqualTo("on");
            phone.look("phone-field-large");
        }
    }

    @Test
    void aFormThatAsksForPhotoPlaceAndSignatureIsFilledInOffLine() throws Exception {
        InForce visit = programme("phone-drawn", "PHONE_DRAWN", """
                cadence: {weekly: {times: 2, gap: 2}}
                form:
                  fields:
                    - {id: manual, label: 签约服务手册, kind: photo}
                    - {id: place, label: 核查地点, kind: place}
                    - {id: signed, label: 户主签名, kind: signature}
                """);
        long person = patient("王签名", "幸福路1号", "PHONE_DRAWN");
        byte[] picture = Files.readAllBytes(Path.of("src", "main", "resources", "static", "img", "phone-192.png"));
        try (Phone phone = phone()) {
            phone.offline(true).visit("王签名").page.click("#record");
            assertThat(phone.text()).contains("请拍照：“签约服务手册”。", "请填写“核查地点”。", "请手写签名：“户主签名”。");
            phone.page.setInputFiles("#f-manual", new FilePayload("a.png", "image/png", picture));
            phone.shows("已拍照");
            phone.page.fill("#f-place", "36.456218,115.98543");
            // By the keyboard alone.
            phone.page.focus("#f-signed");
            for (String key : List.of(" ", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight", " ")) {
                phone.page.keyboard().press(key);
            }
            phone.shows("已签名").shows("下次最迟").look("phone-field-drawn").record().shows("已记录");
            phone.page.reload();
            phone.unlock().offline(false).sync().synchronised().shows("全部已提交");
        }
        Delivery delivery = deliveries
                .valid(List.of(person), visit.number(visit.services().getFirst()), 1)
                .getFirst();
        assertThat(delivery.form())
                .contains(
                        "\"manual\": \"1\"",
                        "36.45622,115.98543",
                        "[[[200,500],[225,500],[250,500],[250,525],[275,525]]]");
        assertThat(attachments.of(List.of(person)))
                .singleElement()
                .satisfies(file -> assertThat(file.medium().photo()).isTrue());
    }

    @Test
    void aPhotoAndAVoiceNoteComeAlong() throws Exception {
        long person = patient("王照片", "幸福路1号", PRESSURE);
        byte[] picture = Files.readAllBytes(Path.of("src", "main", "resources", "static", "img", "phone-192.png"));
        try (Phone phone = phone()) {
            phone.offline(true).visit("王照片").type("sbp", "128").type("dbp", "76");
            phone.choose("medication", "规律").choose("side_effect", "否").choose("complication", "否");
            phone.page.click("summary");
            phone.page.setInputFiles("#photo", new FilePayload("a.png", "image/png", picture));
            phone.page.waitForSelector("details li:has-text('照片')");
            phone.page.click("#voice");
            phone.shows("停止录音").page.waitForTimeout(700);
            phone.page.click("#voice");
            phone.page.waitForSelector("details li:has-text('录音')");
            phone.look("phone-field-files").record().shows("已记录");
            phone.page.reload();
            phone.unlock().offline(false).sync().synchronised().shows("全部已提交");
            phone.go("/staff/field/" + PublicId.encode(person));
            assertThat(phone.look("phone-field-person").text()).contains("照片与录音");
            phone.page.waitForFunction("document.querySelector('.pg-photo').naturalWidth > 0");
        }
        assertThat(delivered(person)).isEqualTo(1);
        assertThat(attachments.of(List.of(person)))
                .hasSize(2)
                .allSatisfy(file -> assertThat(attachments.content(file)).hasSize(file.bytes()))
                .extracting(file -> file.medium().type())
                .containsExactlyInAnyOrder("image/jpeg", "audio/webm");
    }
}
