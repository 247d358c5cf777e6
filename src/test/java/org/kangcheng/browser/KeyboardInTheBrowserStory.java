package org.kangcheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.Sessions;
import org.kangcheng.card.Cards;
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

/** Nobody needs a mouse, and nobody needs small letters. */
class KeyboardInTheBrowserStory extends BrowserPlatform {
    private static final Pattern CODE = Pattern.compile("验证码是 (\\d{6})");

    @Autowired
    Institutions institutions;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Cards cards;

    @Autowired
    Accounts accounts;

    @Autowired
    Sessions sessions;

    @Autowired
    Clock clock;

    private Institution hospital;
    private Department clinic;
    private NewPerson resident;

    @BeforeEach
    void aHospitalWithFreeNumbersAndAResident() {
        hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(11);
        clinic = institutions.departments(hospital.institutionId()).stream()
                .filter(it -> it.name().equals("神经内科"))
                .findFirst()
                .orElseThrow();
        resident = TestPeople.called("韩秀英");
        var enrolled = (EnrolResult.Enrolled) enrolments.enrol(Actor.system("test"), resident);
        cards.issue(Actor.system("test"), enrolled.personKey());
    }

    @Test
    void aVisitIsBookedCheckedInAndHeldByKeyboardAlone() {
        freeNumbersThisAfternoon();
        try (Window phone = Window.phone(browser, base())) {
            String code = book(phone);
            try (Window desk = Window.desk(browser, base())) {
                checkIn(desk, code);
            }
            try (Window desk = Window.desk(browser, base())) {
                consult(desk, code);
            }
        }
    }

    private String book(Window phone) {
        Keyboard keys = new Keyboard(phone);
        phone.open("/m/sign-in");
        keys.to("#phone").write(String.valueOf(resident.phone())).enter();
        Matcher sent = CODE.matcher(phone.elsewhere("/demo/messages"));
        assertThat(sent.find()).isTrue();
        keys.to("#code").write(sent.group(1)).enter();
        phone.page.waitForURL("**/m/proof");
        keys.to("#name").write(resident.name());
        keys.to("#idNumber").write(String.valueOf(resident.idNumber())).enter();
        keys.to("a[href='/m/booking']").enter();
        keys.to("#q").write(hospital.name()).enter();
        keys.to("a.weui-cell_access", hospital.name()).enter();
        keys.to("a.weui-cell_access", clinic.name()).enter();
        keys.to("a.weui-btn_mini").enter();
        keys.to("#book").enter();
        assertThat(phone.look("phone-keyboard-booked").text()).contains(clinic.name());
        keys.to("a[href='/m']").enter();
        return phone.page.textContent("#code-text");
    }

    private void checkIn(Window desk, String code) {
        Keyboard keys = signIn(desk, Role.REGISTRAR, null);
        keys.to("a[href='/staff/visits']").enter();
        keys.to("#code").write(code).enter();
        assertThat(desk.look("desk-keyboard-arrived").page.textContent("#arrived"))
                .contains(clinic.name(), "已报到");
    }

    private void consult(Window desk, String code) {
        Practitioner doctor = institutions.practitioners(hospital.institutionId()).stream()
                .filter(it -> it.departmentId() == clinic.departmentId())
                .findFirst()
                .orElseThrow();
        Keyboard keys = signIn(desk, Role.DOCTOR, doctor);
        keys.to("a[href='/staff/consulting']").enter();
        keys.to("#call").enter();
        assertThat(desk.page.textContent("#called")).contains("韩");
        keys.to("#code").write(code).enter();
        keys.to("#complaint").write("头晕三天");
        keys.to("form:has(#complaint) button").enter();
        keys.to("#disease").write(firstDisease(desk));
        keys.to("form:has(#disease) button").enter();
        keys.to("#finish").enter();
        assertThat(desk.look("desk-keyboard-finished").text()).contains("已完成");
    }

    private static String firstDisease(Window desk) {
        return String.valueOf(desk.page.evaluate("() => document.querySelector('#diseases option').value"));
    }

    /** Twice as large, and nothing hangs over the edge of the desk's screen. */
    @Test
    void largeTextFitsTheDesk() {
        try (Window desk = Window.desk(browser, base())) {
            signIn(desk, Role.DOCTOR, null).to("[data-large-text]").enter();
            assertThat(desk.page.getAttribute("html", "data-large")).isEqualTo("on");
            for (String path : List.of("/staff", "/staff/consulting", "/staff/people", "/staff/reading-point")) {
                desk.open(path).look("desk-large" + path.replace('/', '-'));
            }
        }
        try (Window desk = Window.desk(browser, base())) {
            signIn(desk, Role.COMMISSION, null).to("[data-large-text]").enter();
            for (String path : List.of(
                    "/staff",
                    "/staff/figures",
                    "/staff/board",
                    "/staff/programmes",
                    "/staff/registers",
                    "/staff/directory",
                    "/staff/cards",
                    "/staff/ratings")) {
                desk.open(path).look("desk-large-commission" + path.replace('/', '-'));
            }
        }
    }

    /** By this the server knows when nobody is there any more; a header too many would throw people out at work. */
    @Test
    void whatAPageAsksByItselfSaysSoAndWhatAPersonAsksDoesNot() {
        try (Window desk = Window.desk(browser, base())) {
            signIn(desk, Role.HOTLINE, null);
            Request poll = desk.page.waitForRequest(
                    request -> request.url().endsWith("/staff/hotline/ringing"),
                    () -> desk.page.navigate(base() + "/staff/hotline"));
            assertThat(poll.headers()).containsEntry("kangcheng-unasked", "true");
        }
        try (Window desk = Window.desk(browser, base())) {
            Keyboard keys = signIn(desk, Role.DOCTOR, null);
            desk.open("/staff/people");
            Request asked = desk.page.waitForRequest(
                    request -> request.url().endsWith("/staff/people/search"),
                    () -> keys.to("#q").write("张三").enter());
            assertThat(asked.headers()).containsKey("hx-request").doesNotContainKey("kangcheng-unasked");
        }
    }

    private Keyboard signIn(Window desk, Role role, @Nullable Practitioner practitioner) {
        String name = role.name().toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID();
        boolean cityWide = role == Role.COMMISSION;
        accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        name,
                        practitioner == null ? role.label() : practitioner.name(),
                        PASSWORD,
                        Set.of(role),
                        cityWide ? null : hospital.institutionId(),
                        role == Role.DOCTOR ? clinic.departmentId() : null,
                        practitioner == null ? null : practitioner.practitionerId(),
                        cityWide ? "3715" : null,
                        false));
        desk.open("/sign-in");
        Keyboard keys = new Keyboard(desk);
        keys.to("#username").write(name);
        keys.to("#password").write(PASSWORD);
        return keys.to("button", "登录").enter();
    }

    private void freeNumbersThisAfternoon() {
        sessions.create(new NewSession(
                hospital.institutionId(),
                clinic.departmentId(),
                null,
                CityTime.today(clock),
                HalfDay.PM,
                ClinicKind.ORDINARY,
                "门诊二楼",
                Fen.ofYuan(1),
                Fen.ofYuan(5),
                LocalTime.of(14, 0),
                LocalTime.of(17, 0),
                6,
                clock.instant().minusSeconds(60)));
    }
}
