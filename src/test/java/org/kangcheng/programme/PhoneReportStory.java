package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.identity.Corrections;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.offline.OfflinePart.Outcome;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a village doctor tells by the phone beside services: who cannot be served, and what is newly known of somebody. */
class PhoneReportStory extends PhonePlatform {
    private static final String ILL = "PHONE_REPORT";

    @Autowired
    Attachments attachments;

    @Autowired
    Corrections corrections;

    @Autowired
    Exclude exclude;

    @Autowired
    ExclusionTable exclusions;

    @Autowired
    Registration registration;

    @Autowired
    FieldPart part;

    @Autowired
    JsonMapper json;

    private InForce programme() throws Exception {
        return shipped("hypertension", ILL);
    }

    private static Phone report(Phone phone, String name) {
        phone.visit(name).page.click("#report");
        phone.page.waitForSelector("#exclude");
        return phone;
    }

    @Test
    void whoRefusesIsToldOffLineWithAPhotoAndIsInTheBooksOnce() throws Exception {
        InForce programme = programme();
        long person = patient("王拒绝", "幸福路1号", ILL);
        patient("李在家", "幸福路2号", ILL);
        byte[] picture = Files.readAllBytes(Path.of("src", "main", "resources", "static", "img", "phone-192.png"));
        try (Phone phone = phone()) {
            report(phone.offline(true), "王拒绝").page.click("#exclude .primary");
            assertThat(phone.look("phone-report-refused").text()).contains("请选择原因。", "请写明依据，最多 200 个字。");
            phone.choose("reason", "REFUSED").page.fill("#note", "本人两次当面拒绝");
            phone.page.setInputFiles("#proof", new FilePayload("a.png", "image/png", picture));
            phone.shows("照片 1").look("phone-report");
            assertThat(phone.text()).doesNotContain("请选择原因。", "请写明依据");
            phone.page.click("#exclude .primary");
            phone.shows("已记录：王拒绝").look("phone-report-recorded").page.click("#back");
            assertThat(phone.count(".person:has-text('王拒绝')"))
                    .as("nobody goes there today again")
                    .isZero();
            assertThat(phone.count(".person:has-text('李在家')")).isEqualTo(1);
            phone.page.reload();
            phone.unlock().page.click("#tab-queue");
            phone.shows("不能服务：本人拒绝（高血压患者健康管理）");
            assertThat(exclusions.told(List.of(person))).isEmpty();
            phone.offline(false).sync().synchronised().shows("全部已提交");
            phone.go("/staff/field/" + PublicId.encode(person));
            assertThat(phone.text()).contains("本人两次当面拒绝", "照片与录音");
        }
        settle();
        assertThat(Objects.requireNonNull(duty(person, programme)).excluded()).isEqualTo(Exclusion.REFUSED);
        assertThat(exclusions.told(List.of(person)))
                .singleElement()
                .satisfies(it -> assertThat(it.note()).isEqualTo("本人两次当面拒绝"));
        assertThat(attachments.of(List.of(person))).hasSize(1);
    }

    @Test
    void anOldDiagnosisIsRegisteredOffLineAndARefusalIsSaidAtItsField() throws Exception {
        programme();
        long person = patient("王新诊", "幸福路1号", ILL);
        try (Phone phone = phone()) {
            report(phone.offline(true), "王新诊").page.click("#register .primary");
            phone.shows("请选择登记事项。");
            phone.page.selectOption("#what", new SelectOption().setLabel("登记高血压"));
            phone.shows("确诊的日期").page.click("#register .primary");
            phone.shows("请填写“确诊的日期”。");
            phone.page.fill("#day", today().plusDays(1).toString());
            phone.page.click("#register .primary");
            phone.shows("“确诊的日期”应在今天以前的 120 年之内。");
            phone.page.fill("#day", "1990-05-01");
            phone.page.click("#register .primary");
            phone.shows("不能早于出生日期").look("phone-report-register");
            phone.page.fill("#day", today().minusYears(8).toString());
            phone.page.click("#register .primary");
            phone.shows("已记录：王新诊").page.click("[data-first]");
            phone.page.waitForSelector("#record");
            phone.page.click("#report");
            assertThat(phone.page.locator("#what option").allTextContents())
                    .as("what waits is not offered again")
                    .doesNotContain("登记高血压");
            phone.offline(false).sync().synchronised().shows("全部已提交");
        }
        assertThat(registration.registered(person)).singleElement().satisfies(it -> {
            assertThat(it.on()).isEqualTo(today().minusYears(8));
            assertThat(it.by()).isEqualTo("赵村医");
        });
    }

    @Test
    void workIsRegisteredOffLineWithWhereItIs() throws Exception {
        shipped("screening-rounds", "PHONE_WORK");
        programme();
        long person = patient("王上岗", "幸福路1号", ILL);
        try (Phone phone = phone()) {
            report(phone.offline(true), "王上岗");
            phone.page.selectOption("#what", new SelectOption().setLabel("登记高血压"));
            assertThat(phone.page.isVisible("#unit")).as("an illness has none").isFalse();
            phone.page.selectOption("#what", new SelectOption().setLabel("进口冷链一线"));
            phone.page.fill("#day", today().minusDays(3).toString());
            phone.page.fill("#unit", "长".repeat(101));
            phone.page.click("#register .primary");
            phone.shows("“单位”最多 100 个字。").page.fill("#unit", " 东昌冷库 ");
            phone.look("phone-report-unit").page.click("#register .primary");
            phone.shows("进口冷链一线 " + today().minusDays(3) + " 东昌冷库。联网后提交。");
            phone.offline(false).sync().synchronised().shows("全部已提交");
        }
        assertThat(registration.registered(person))
                .singleElement()
                .satisfies(it -> assertThat(it.unit()).isEqualTo("东昌冷库"));
    }

    @Test
    void whatSomebodyElseToldMeanwhileIsShownAndTheDoctorDecides() throws Exception {
        InForce programme = programme();
        long told = patient("王已报", "幸福路1号", ILL);
        long moved = patient("李已迁", "幸福路2号", ILL);
        try (Phone phone = phone()) {
            phone.offline(true);
            for (String name : List.of("王已报", "李已迁")) {
                report(phone, name).choose("reason", "UNREACHABLE").page.fill("#note", "电话三次不通");
                phone.page.click("#exclude .primary");
                phone.shows("已记录：" + name);
            }
            assertThat(exclude.exclude(worker(village.code()), told, programme, Exclusion.MOVED, "随子女去了外省"))
                    .isEmpty();
            assertThat(corrections.move(DESK, moved, "371502001001", null, "测试"))
                    .isEmpty();
            settle();
            phone.offline(false).sync().synchronised();
            assertThat(phone.look("phone-report-conflicts").text())
                    .contains("待处理 2", "已经登记过：迁出或长期外出：随子女去了外省", "居民已迁出您的辖区");
            for (String name : List.of("王已报", "李已迁")) {
                phone.page.click(".conflict:has-text('" + name + "') [data-drop]");
            }
            phone.shows("没有需要处理的记录");
        }
        assertThat(exclusions.told(List.of(told)))
                .singleElement()
                .satisfies(it -> assertThat(it.reason()).isEqualTo(Exclusion.MOVED));
        assertThat(exclusions.told(List.of(moved))).isEmpty();
    }

    @Test
    void theSameEntryAgainChangesNothingWhateverHappenedSince() throws Exception {
        InForce programme = programme();
        long person = patient("王重复", "幸福路1号", ILL);
        Actor doctor = worker(village.code());
        JsonNode refuses =
                entry(person, programme, "\"kind\": \"exclude\", \"reason\": \"REFUSED\", \"note\": \"当面拒绝\"");
        JsonNode ill = entry(
                person, programme, "\"kind\": \"register\", \"code\": \"HYPERTENSION\", \"on\": \"" + today() + "\"");
        for (int time = 0; time < 2; time++) {
            assertThat(part.take(doctor, "exclude-1", refuses)).isInstanceOf(Outcome.Taken.class);
            assertThat(part.take(doctor, "register-1", ill)).isInstanceOf(Outcome.Taken.class);
        }
        assertThat(exclude.lift(doctor, person, programme)).isEmpty();
        assertThat(part.take(doctor, "exclude-1", refuses)).isInstanceOf(Outcome.Taken.class);
        assertThat(exclusions.open(person)).isEmpty();
        assertThat(registration.registered(person)).hasSize(1);
        assertThat(part.take(doctor, "register-2", ill)).isInstanceOfSatisfying(Outcome.Refused.class, it -> {
            assertThat(it.refusal()).isEqualTo(Registration.STANDS);
            assertThat(it.stands()).containsKey("told");
        });
    }

    @Test
    void whatNoPhoneOfOursSendsIsRefused() throws Exception {
        InForce programme = programme();
        long person = patient("王乱报", "幸福路1号", ILL);
        Actor doctor = worker(village.code());
        for (String body : List.of(
                "\"kind\": \"exclude\", \"reason\": \"DEAD\", \"note\": \"听说\"",
                "\"kind\": \"exclude\", \"reason\": \"REFUSED\", \"note\": \"\"",
                "\"kind\": \"register\", \"code\": \"HYPERTENSION\", \"on\": \"昨天\"",
                "\"kind\": \"register\", \"code\": \"NOTHING\", \"on\": \"2026-01-01\"",
                "\"kind\": \"forget\"")) {
            assertThat(part.take(doctor, "bad-1", entry(person, programme, body)))
                    .as(body)
                    .isNotInstanceOf(Outcome.Taken.class);
        }
        JsonNode ill = entry(
                person, programme, "\"kind\": \"register\", \"code\": \"HYPERTENSION\", \"on\": \"" + today() + "\"");
        assertThat(part.take(worker("371502001001"), "other-1", ill)).isInstanceOf(Outcome.Refused.class);
        assertThat(part.take(doctor, "a/别人", ill)).isInstanceOf(Outcome.Refused.class);
        assertThat(registration.registered(person)).isEmpty();
        assertThat(exclusions.told(List.of(person))).isEmpty();
    }

    private JsonNode entry(long person, InForce programme, String more) {
        return json.readTree("{\"person\": \"" + PublicId.encode(person) + "\", \"programme\": \""
                + programme.programme().id() + "\", " + more + "}");
    }
}
