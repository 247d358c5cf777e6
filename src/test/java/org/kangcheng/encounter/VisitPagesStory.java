package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.ResidentAccounts;
import org.kangcheng.access.Role;
import org.springframework.beans.factory.annotation.Autowired;

/** The whole visit as the staff and the resident click through it, over HTTP. */
class VisitPagesStory extends VisitPlatform {
    @Autowired
    private ResidentAccounts residents;

    private Browser resident;

    @BeforeEach
    void theResidentHasAPhone() {
        resident = signedIn(person);
    }

    @Test
    void aWalkInIsRegisteredSeenTestedBilledSuppliedAndAskedForARating() {
        Browser counter = signedIn(registrar());
        scan(counter, "/staff/visits");
        assertThat(counter.page).contains("没有今天的预约", "现场挂号");
        String reading = counter.hidden("reading");
        String key = counter.hidden("requestKey");
        register(counter, reading, key);
        assertThat(counter.page).contains("已报到");
        register(counter, reading, key);
        scan(counter, "/staff/visits");
        assertThat(counter.page).contains("已报到");
        assertThat(visits.of(person, null, 9).items()).hasSize(1);

        Browser doctor = signedIn(doctor(clinic));
        String visit = consult(doctor);
        examine(signedIn(technician()));
        assertThat(doctor.open(visit)).contains("8.2", "偏高");

        Browser pharmacy = signedIn(pharmacist());
        scan(pharmacy, "/staff/pharmacy");
        assertThat(pharmacy.page).contains("未缴费").doesNotContain("id=\"dispense\"");
        pay(counter);
        scan(pharmacy, "/staff/pharmacy");
        pharmacy.submit(
                "/staff/pharmacy/dispense",
                "reading",
                pharmacy.hidden("reading"),
                "prescription",
                pharmacy.hidden("prescription"));
        assertThat(pharmacy.page).contains("已发药");

        doctor.submit(visit + "/finish");
        assertThat(doctor.path).isEqualTo("/staff/consulting");
        rate();
    }

    private void register(Browser counter, String reading, String key) {
        counter.submit(
                "/staff/visits/register",
                "reading",
                reading,
                "departmentId",
                Long.toString(clinic.departmentId()),
                "requestKey",
                key);
    }

    private String consult(Browser doctor) {
        doctor.open("/staff/consulting");
        doctor.submit("/staff/consulting/call");
        scan(doctor, "/staff/consulting");
        String visit = doctor.path;
        assertThat(doctor.page).contains("档案中没有过敏和重要问题的记录");
        assertThat(doctor.open(visit + "/timeline")).contains("就诊");
        assertThat(doctor.submit(visit + "/finish")).contains("请先填写至少一个诊断");
        doctor.submit(visit + "/complaint", "complaint", "口渴<script>alert(1)</script>");
        assertThat(doctor.page).contains("&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(doctor.submit(visit + "/diagnoses", "disease", "E11.9 2型糖尿病"))
                .contains("2型糖尿病");
        assertThat(doctor.submit(visit + "/diagnoses", "disease", "乱写")).contains("请从诊断列表中选择");
        assertThat(doctor.submit(visit + "/orders", "test", "FPG", "requestKey", "k1"))
                .contains("待采样");
        assertThat(doctor.submit(visit + "/orders", "test", "FPG", "requestKey", "k2"))
                .contains("不必重复开");
        doctor.submit(visit + "/prescriptions", "medicine", "MTF05", "packs", "2", "requestKey", "k3");
        assertThat(doctor.page).contains("待发药");
        return visit;
    }

    private void examine(Browser laboratory) {
        scan(laboratory, "/staff/laboratory");
        String sample = laboratory.targets("/sample").getFirst();
        laboratory.submit(sample, "reading", laboratory.hidden("reading"));
        assertThat(laboratory.page).contains("检验中");
        String order = sample.replace("/sample", "");
        laboratory.open(order);
        laboratory.submit(order, "value-GLU", "820");
        assertThat(laboratory.page).contains("未填写或不合理", "value=\"820\"", "aria-invalid=\"true\"");
        laboratory.submit(order, "value-GLU", "8.2");
        assertThat(laboratory.page).contains("已发布", "偏高");
    }

    private void pay(Browser counter) {
        scan(counter, "/staff/cashier");
        assertThat(counter.page).contains("自费(尚无适用的保障政策)", "收现金 ¥27.20");
        assertThat(resident.open("/m/bills")).contains("¥27.20");
        resident.submit(resident.targets("/pay").getFirst());
        assertThat(resident.page).contains("确认支付", "¥27.20");
        resident.submit(resident.path);
        assertThat(resident.page).contains("已支付").doesNotContain("确认支付");
        resident.submit(resident.path);
        assertThat(resident.page).contains("已支付");
        assertThat(resident.open("/m/bills")).contains("没有待缴的费用");
    }

    private void rate() {
        resident.open("/m/visits");
        String mine = resident.targets("/m/visits/").getFirst();
        assertThat(resident.open(mine)).contains("8.2", "偏高", "2型糖尿病", "已发药", "报到", "评价这次就诊");
        resident.open(mine + "/rating");
        resident.submit(mine + "/rating", "service", "5", "waiting", "4", "result", "5", "comment", "谢谢");
        assertThat(resident.page).contains("感谢评价");
        resident.submit(mine + "/rating", "service", "1", "waiting", "1", "result", "1");
        assertThat(resident.status).isEqualTo(409);

        Browser stranger = signedIn(resident());
        assertThat(stranger.open(mine)).contains("没有这次就诊");
        assertThat(stranger.status).isEqualTo(404);
        stranger.open("/m/me");
        stranger.submit(mine + "/pay");
        assertThat(stranger.status).isEqualTo(404);
        stranger.open(mine + "/rating");
        assertThat(stranger.status).isEqualTo(404);
    }

    @Test
    void aCodeThatIsNoneIsToldInTheScanPage() {
        Browser counter = signedIn(registrar());
        counter.open("/staff/visits");
        counter.submit("/staff/visits/read", "code", "不是健康码", "requestKey", key());
        assertThat(counter.page).contains("id=\"refusal\"");
        counter.open("/staff/cashier?reading=nonsense");
        assertThat(counter.page).contains("请重新识读");
        counter.open("/staff/visits?arrived=nonsense");
        assertThat(counter.status).isEqualTo(404);
    }

    private Browser signedIn(long personKey) {
        String phone = "137" + String.format("%08d", personKey % 100_000_000);
        residents.bind(residents.ofPhone(phone), personKey, ResidentAccounts.Relation.SELF);
        Browser browser = new Browser(port);
        browser.open("/m/sign-in");
        browser.submit("/m/sign-in/code", "phone", phone);
        Browser messages = new Browser(port);
        messages.open("/demo/messages");
        browser.submit("/m/sign-in", "phone", phone, "code", messages.find("验证码是 (\\d{6})"));
        assertThat(browser.path).isEqualTo("/m");
        return browser;
    }

    /** Only that nobody without the role sees the desks. */
    @Test
    void aResidentSeesNoDesk() {
        for (String place :
                new String[] {"/staff/visits", "/staff/consulting", "/staff/laboratory", "/staff/cashier"}) {
            resident.open(place);
            assertThat(resident.page).doesNotContain("requestKey");
        }
        assertThat(signedIn(staff(Role.PHARMACIST, hospital, department("药剂科"))).open("/staff/cashier"))
                .doesNotContain("requestKey");
    }
}
