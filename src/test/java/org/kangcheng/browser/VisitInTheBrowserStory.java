package org.kangcheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.Chromium;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.OneTimeCode;
import org.kangcheng.access.Role;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.Sessions;
import org.kangcheng.card.Cards;
import org.kangcheng.card.Codes;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.springframework.beans.factory.annotation.Autowired;

/** One resident's visit in a real Chromium, from her phone through every desk of the hospital and back. */
class VisitInTheBrowserStory extends BrowserPlatform {
    private static final Pattern CODE = Pattern.compile("验证码是 (\\d{6})");

    @Autowired
    Institutions institutions;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Cards cards;

    @Autowired
    Codes codes;

    @Autowired
    Accounts accounts;

    @Autowired
    Sessions sessions;

    @Autowired
    Clock clock;

    private Institution hospital;
    private Department clinic;
    private NewPerson resident;
    private long person;

    @BeforeEach
    void aHospitalAndAResident() {
        hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(7);
        clinic = department("内分泌科");
        resident = TestPeople.called("周桂兰");
        var enrolled = (EnrolResult.Enrolled) enrolments.enrol(Actor.system("test"), resident);
        person = enrolled.personKey();
        cards.issue(Actor.system("test"), person);
    }

    @Test
    void aResidentIsReadAtEveryStepAndSeesWhoLooked() {
        try (Window phone = Window.phone(browser, base())) {
            signIn(phone);
            String code = phone.open("/m").look("phone-card").page.textContent("#code-text");
            register(code);
            consult(code);
            payOnThePhone(phone);
            takeBlood(code);
            dispense(code);
            finish();
            lookBack(phone);
        }
        readTheRating();
    }

    @Test
    void aVillageDoctorWorksOnThePhone() {
        hospital = institutions
                .list(Institution.Kind.VILLAGE_CLINIC, resident.areaCode())
                .getFirst();
        clinic = department("全科诊室");
        try (Window phone = Window.phone(browser, base());
                Window doctor = signedIn(Window.phone(browser, base()), Role.VILLAGE_DOCTOR, doctor())) {
            signIn(phone);
            String code = phone.open("/m").page.textContent("#code-text");
            doctor.look("village-home");
            scan(doctor.open("/staff/consulting").look("village-consulting"), code, "#complaint");
            doctor.look("village-patient");
            doctor.type("#complaint", "咳嗽三天").click("form:has(#complaint) button");
            doctor.type("#disease", first(doctor, "#diseases")).click("form:has(#disease) button");
            doctor.type("#medicine", first(doctor, "#medicines")).click("form:has(#medicine) button");
            doctor.look("village-orders").click("#finish");
            scan(doctor.open("/staff/cashier"), code, ".ec-cash");
            doctor.look("village-cashier").click(".ec-cash");
            scan(doctor.open("/staff/pharmacy"), code, "#dispense");
            doctor.look("village-pharmacy").click("#dispense");
            assertThat(doctor.text()).contains("已发药");
            doctor.open("/staff/reading-point").look("village-reading-point");
            doctor.open("/staff/people").look("village-people");
            assertThat(phone.open("/m/readings").text()).contains(doctor().name());
        }
    }

    /** Chromium's camera shows a film of the code, held up like a phone. */
    @Test
    void theCameraOfADeskReadsTheCode(@TempDir Path folder) throws Exception {
        Path film = CodeFilm.write(folder.resolve("code.y4m"), codes.staticCode(person));
        try (Browser seeing = Chromium.launch(
                        playwright,
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film);
                Window desk = signedIn(Window.desk(seeing, base()), Role.REGISTRAR, null)) {
            desk.open("/staff/visits").click("#camera-on");
            desk.page.waitForSelector("#register");
            assertThat(desk.look("desk-camera").text()).contains("周");
        }
    }

    @Test
    void administratorsFindUsablePages() {
        try (Window desk = signedIn(Role.SYSTEM_ADMIN, null)) {
            desk.open("/staff/accounts?after=village").look("desk-accounts");
            desk.page.click("a:has-text('工作范围')");
            desk.page.selectOption("#county", resident.areaCode().substring(0, 6));
            desk.page.waitForSelector("#institution");
            desk.look("desk-workplace");
            desk.open("/staff/clients").click("summary").look("desk-clients");
        }
    }

    private static void scan(Window desk, String code, String then) {
        desk.type("#code", code).enter();
        desk.page.waitForSelector(then);
    }

    @Test
    void aResidentBooksAndGivesTheNumberBack() {
        sessions.create(new NewSession(
                hospital.institutionId(),
                department("眼科").departmentId(),
                null,
                CityTime.today(clock).plusDays(1),
                HalfDay.AM,
                ClinicKind.ORDINARY,
                "门诊三楼",
                Fen.ofYuan(1),
                Fen.ofYuan(5),
                LocalTime.of(8, 0),
                LocalTime.of(11, 0),
                6,
                clock.instant().minusSeconds(60)));
        try (Window phone = Window.phone(browser, base())) {
            signIn(phone);
            phone.open("/m/booking?q=" + hospital.name()).look("phone-hospitals");
            phone.click("a.weui-cell_access:has-text('" + hospital.name() + "')")
                    .look("phone-departments");
            phone.click("a.weui-cell_access:has-text('眼科')").look("phone-sessions");
            phone.click("a.weui-btn_mini").look("phone-confirm");
            phone.click("#book").look("phone-appointment");
            assertThat(phone.text()).contains("眼科");
            phone.click("#cancel");
            assertThat(phone.text()).contains("已取消");
        }
    }

    @Test
    void everyKindOfStaffFindsAUsablePage() {
        Map<Role, List<String>> pages = Map.of(
                Role.CARD_OFFICER,
                List.of("/staff/cards", "/staff/reading-point"),
                Role.STEWARD,
                List.of("/staff/steward", "/staff/people/import", "/staff/people"),
                Role.SCHEDULER,
                List.of("/staff/sessions"),
                Role.DIRECTORY_OFFICER,
                List.of("/staff/directory", "/staff/directory/sheets", "/staff/directory/zones/371571"),
                Role.COMMISSION,
                List.of(
                        "/staff/programmes",
                        "/staff/definitions",
                        "/staff/definitions/new",
                        "/staff",
                        "/staff/cards",
                        "/staff/ratings"));
        pages.forEach((role, paths) -> {
            try (Window desk = signedIn(role, null)) {
                paths.forEach(
                        path -> desk.open(path).look("desk-" + path.substring(1).replace('/', '-')));
            }
        });
    }

    @Test
    void theDirectoryOfficerSeesWhatBecameOfATable() {
        String table =
                "机构代码,科室名称,诊疗科目代码,科室类型\n%1$s,内科,0300,门诊\nNONE,内科,0300,门诊\n%1$s,食堂,0300,食堂\n".formatted(hospital.code());
        try (Window desk = signedIn(Role.DIRECTORY_OFFICER, null)) {
            desk.open("/staff/directory").click("text=导入导出");
            desk.page.check("input[value=DEPARTMENTS]");
            desk.page.setInputFiles(
                    "#file", new FilePayload("科室.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
            desk.click("text=上传并导入").look("desk-directory-import");
            assertThat(desk.page.textContent("#unchanged")).isEqualTo("1");
            assertThat(desk.page.textContent("#bad")).isEqualTo("2");
        }
    }

    @Test
    void largeTextStaysLarge() {
        try (Window phone = Window.phone(browser, base())) {
            signIn(phone);
            phone.open("/m").click("[data-large-text]");
            phone.open("/m/booking").look("phone-large-text");
            assertThat(phone.page.getAttribute("html", "data-large")).isEqualTo("on");
        }
    }

    private void signIn(Window phone) {
        phone.open("/m/sign-in")
                .look("phone-sign-in")
                .type("#phone", String.valueOf(resident.phone()))
                .click("text=获取验证码");
        phone.look("phone-one-time-code");
        Matcher code = CODE.matcher(phone.elsewhere("/demo/messages"));
        assertThat(code.find()).isTrue();
        phone.type("#code", code.group(1)).click("button:has-text('登录')");
        phone.page.waitForURL("**/m/proof");
        phone.look("phone-proof")
                .type("#name", resident.name())
                .type("#idNumber", String.valueOf(resident.idNumber()))
                .click("button:has-text('认证')");
        assertThat(phone.open("/m").text()).contains("周**");
    }

    private void register(String code) {
        try (Window desk = signedIn(Role.REGISTRAR, null)) {
            desk.open("/staff/visits").type("#code", code).enter();
            desk.page.waitForSelector("#register");
            desk.page.selectOption("#department", Long.toString(clinic.departmentId()));
            desk.click("#register").look("desk-reception");
        }
    }

    private void consult(String code) {
        try (Window desk = signedIn(Role.DOCTOR, doctor())) {
            desk.open("/staff/consulting").look("desk-queue").click("#call");
            desk.type("#code", code).enter();
            desk.page.waitForSelector("#complaint");
            desk.look("desk-consulting");
            desk.type("#complaint", "口渴多饮三个月").click("form:has(#complaint) button");
            desk.type("#disease", first(desk, "#diseases")).click("form:has(#disease) button");
            desk.page.selectOption("#test", first(desk, "#test"));
            desk.click("form:has(#test) button");
            desk.type("#medicine", first(desk, "#medicines"))
                    .type("#packs", "2")
                    .click("form:has(#medicine) button");
            desk.look("desk-orders");
        }
    }

    private static String first(Window desk, String list) {
        return String.valueOf(desk.page.evaluate(
                "list => [...document.querySelector(list).querySelectorAll('option')].find(it => it.value).value",
                list));
    }

    private void payOnThePhone(Window phone) {
        phone.open("/m/bills").look("phone-bills");
        phone.click("button:has-text('去支付')").look("phone-pay");
        phone.click("#pay");
        assertThat(phone.open("/m/bills").text()).doesNotContain("去支付");
    }

    private void takeBlood(String code) {
        try (Window desk = signedIn(Role.LABORATORY, null)) {
            desk.open("/staff/laboratory").type("#code", code).enter();
            desk.page.waitForSelector("button[aria-label^='采样']");
            desk.look("desk-sampling").click("button[aria-label^='采样']");
            desk.open("/staff/laboratory").click("a:has-text('录入')");
            desk.page.querySelectorAll("input[inputmode=decimal]").forEach(field -> field.fill("6"));
            desk.look("desk-result").click("#release");
        }
    }

    private void dispense(String code) {
        try (Window desk = signedIn(Role.PHARMACIST, null)) {
            desk.open("/staff/pharmacy").type("#code", code).enter();
            desk.page.waitForSelector("#guest, #refusal, [name=prescription]");
            desk.look("desk-pharmacy").click("#dispense");
        }
    }

    private void finish() {
        try (Window desk = signedIn(Role.DOCTOR, doctor())) {
            desk.open("/staff/consulting")
                    .click("a:has-text('号病历')")
                    .look("desk-record")
                    .click("#finish");
        }
    }

    private void lookBack(Window phone) {
        phone.open("/m/visits").look("phone-visits");
        phone.open("/m/results").look("phone-results");
        phone.open("/m/record").look("phone-record");
        assertThat(phone.open("/m/readings").look("phone-readings").text()).contains(doctor().name());
        phone.open("/m/visits")
                .click("a[href^='/m/visits/']")
                .look("phone-visit")
                .click("#rate");
        for (String question : List.of("service", "waiting", "result")) {
            phone.page.check("input[name=" + question + "][value='5']", new Page.CheckOptions().setForce(true));
        }
        phone.look("phone-rating").click("button:has-text('提交评价')");
        assertThat(phone.text()).contains("评价");
    }

    private void readTheRating() {
        try (Window desk = signedIn(Role.SCHEDULER, null)) {
            desk.open("/staff/ratings").look("desk-ratings").click("a[href*='stars=5']");
            assertThat(desk.look("desk-rating-rows").text()).contains("内分泌科").doesNotContain(resident.name());
        }
    }

    private Practitioner doctor() {
        return institutions.practitioners(hospital.institutionId()).stream()
                .filter(it -> it.departmentId() == clinic.departmentId())
                .findFirst()
                .orElseThrow();
    }

    private Window signedIn(Role role, @Nullable Practitioner practitioner) {
        return signedIn(Window.desk(browser, base()), role, practitioner);
    }

    private Window signedIn(Window desk, Role role, @Nullable Practitioner practitioner) {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
        boolean cityWide = role == Role.COMMISSION || role == Role.STEWARD || role == Role.DIRECTORY_OFFICER;
        Accounts.Created created = accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        name,
                        practitioner == null ? role.label() : practitioner.name(),
                        PASSWORD,
                        Set.of(role),
                        cityWide ? null : hospital.institutionId(),
                        practitioner == null ? null : clinic.departmentId(),
                        practitioner == null ? null : practitioner.practitionerId(),
                        role == Role.CARD_OFFICER ? "3715" : null,
                        false));
        desk.open("/sign-in").type("#username", name).type("#password", PASSWORD);
        String secret = created.totpSecret();
        if (secret != null) {
            desk.type("#code", OneTimeCode.at(secret, clock.instant()));
        }
        return desk.click("button:has-text('登录')");
    }

    private Department department(String name) {
        return institutions.departments(hospital.institutionId()).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
