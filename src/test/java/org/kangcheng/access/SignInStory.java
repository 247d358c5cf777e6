package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Staff and residents at the door. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class SignInStory extends TestPlatform {
    private static final String PASSWORD = "right-password-1";

    @Autowired
    MockMvc mvc;

    @Autowired
    Accounts accounts;

    @Autowired
    Sealer sealer;

    @Autowired
    Clock clock;

    @Test
    void aDoctorSignsInWithHerPassword() throws Exception {
        String name = account(Role.DOCTOR).signIn();
        signIn(name, PASSWORD, "").andExpect(redirectedUrl("/staff"));
        signIn(name, "wrong-password-1", "").andExpect(redirectedUrl("/sign-in?wrong"));
    }

    @Test
    void fiveWrongPasswordsLockTheAccountEvenForTheRightOne() throws Exception {
        String name = account(Role.DOCTOR).signIn();
        for (int n = 0; n < 5; n++) {
            signIn(name, "wrong-password-1", "").andExpect(redirectedUrl("/sign-in?wrong"));
        }
        signIn(name, PASSWORD, "").andExpect(redirectedUrl("/sign-in?locked"));
    }

    @Test
    void anAdministratorNeedsTheSecondFactor() throws Exception {
        Made auditor = account(Role.AUDITOR);
        signIn(auditor.signIn(), PASSWORD, "").andExpect(redirectedUrl("/sign-in?wrong"));
        signIn(auditor.signIn(), PASSWORD, "000000").andExpect(redirectedUrl("/sign-in?wrong"));
        signIn(
                        auditor.signIn(),
                        PASSWORD,
                        oneTimeCode(String.valueOf(auditor.created().totpSecret())))
                .andExpect(redirectedUrl("/staff"));
    }

    @Test
    void aOneTimeCodeOpensOnce() throws Exception {
        Made auditor = account(Role.AUDITOR);
        String code = oneTimeCode(String.valueOf(auditor.created().totpSecret()));
        signIn(auditor.signIn(), "wrong-password-1", code).andExpect(redirectedUrl("/sign-in?wrong"));
        signIn(auditor.signIn(), PASSWORD, code).andExpect(redirectedUrl("/staff"));
        signIn(auditor.signIn(), PASSWORD, code).andExpect(redirectedUrl("/sign-in?wrong"));
        String next = OneTimeCode.at(
                String.valueOf(auditor.created().totpSecret()), clock.instant().plusSeconds(30));
        signIn(auditor.signIn(), PASSWORD, next).andExpect(redirectedUrl("/staff"));
        signIn(auditor.signIn(), PASSWORD, code).andExpect(redirectedUrl("/sign-in?wrong"));
    }

    @Test
    void whoHasLostBothFactorsGetsNewOnesAndTheOldOpenNothing() throws Exception {
        Made auditor = account(Role.AUDITOR);
        String old = String.valueOf(auditor.created().totpSecret());
        String renewed = String.valueOf(accounts.renew(Actor.system("test"), auditor.signIn(), "another-password-2")
                .totpSecret());
        signIn(auditor.signIn(), PASSWORD, oneTimeCode(renewed)).andExpect(redirectedUrl("/sign-in?wrong"));
        signIn(auditor.signIn(), "another-password-2", oneTimeCode(old)).andExpect(redirectedUrl("/sign-in?wrong"));
        signIn(auditor.signIn(), "another-password-2", oneTimeCode(renewed)).andExpect(redirectedUrl("/staff"));
    }

    @Test
    void nobodyHoldsTwoOfTheThreeAdministrators() {
        String name = "two-" + UUID.randomUUID();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> accounts.create(
                        Actor.system("test"),
                        new Accounts.NewAccount(
                                name,
                                "两职",
                                PASSWORD,
                                Set.of(Role.SYSTEM_ADMIN, Role.AUDITOR),
                                null,
                                null,
                                null,
                                null,
                                false)))
                .hasMessageContaining("one_administrator");
    }

    @Test
    void aResidentSignsInByPhoneAndOneTimeCode() throws Exception {
        String phone = "139" + String.format("%08d", System.nanoTime() % 100_000_000);
        mvc.perform(post("/m/sign-in/code").param("phone", phone).with(csrf())).andExpect(status().isOk());
        String page =
                mvc.perform(get("/demo/messages")).andReturn().getResponse().getContentAsString();
        String code = page.substring(page.indexOf("验证码是 ") + 5).substring(0, 6);
        mvc.perform(post("/m/sign-in")
                        .param("phone", phone)
                        .param("code", wrong(code))
                        .with(csrf()))
                .andExpect(status().isOk());
        mvc.perform(post("/m/sign-in").param("phone", phone).param("code", code).with(csrf()))
                .andExpect(redirectedUrl("/m"));
        mvc.perform(post("/m/sign-in").param("phone", phone).param("code", code).with(csrf()))
                .andExpect(status().isOk());
    }

    @Test
    void aSecondCodeWithinAMinuteIsRefused() throws Exception {
        String phone = "138" + String.format("%08d", System.nanoTime() % 100_000_000);
        mvc.perform(post("/m/sign-in/code").param("phone", phone).with(csrf()));
        String again = mvc.perform(post("/m/sign-in/code").param("phone", phone).with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(again).contains("过于频繁");
    }

    @Test
    void pagesCarryTheirProtections() throws Exception {
        mvc.perform(get("/sign-in"))
                .andExpect(header().string(
                                "Content-Security-Policy", org.hamcrest.Matchers.containsString("script-src 'self'")))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    @Test
    void anybodyMayFetchTheScriptThatRepeatsADraw() throws Exception {
        mvc.perform(get("/draw/repeat.mjs")).andExpect(status().isOk());
    }

    @Test
    void onlyHealthOfTheActuatorIsOpen() throws Exception {
        mvc.perform(get("/actuator/health")).andExpect(status().isOk());
        mvc.perform(get("/actuator/prometheus")).andExpect(status().is4xxClientError());
        mvc.perform(get("/actuator/env")).andExpect(status().is4xxClientError());
    }

    @Test
    void theLogChainHoldsAndShowsAnAlteredEntry() {
        jdbc.sql("""
                insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name, what, purpose)
                values (7, ?, now(), 'STAFF', '1', '某医生', '就诊记录', 'TREATMENT')
                """).param(System.nanoTime()).update();
        sealer.seal();
        assertThat(sealer.verified()).allMatch(chain -> chain.wrong() == null);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> jdbc.sql("update access.reading set reason = 'x' where person_key = 7")
                                .update())
                .hasRootCauseMessage("ERROR: permission denied for table reading");
    }

    private record Made(String signIn, Accounts.Created created) {}

    private Made account(Role role) {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
        return new Made(
                name,
                accounts.create(
                        Actor.system("test"),
                        new Accounts.NewAccount(name, "测试", PASSWORD, Set.of(role), null, null, null, null, true)));
    }

    private ResultActions signIn(String name, String password, String code) throws Exception {
        return mvc.perform(post("/sign-in")
                .param("username", name)
                .param("password", password)
                .param("code", code)
                .with(csrf()));
    }

    private String oneTimeCode(String secret) throws Exception {
        return OneTimeCode.at(secret, clock.instant());
    }

    private static String wrong(String code) {
        return code.equals("000000") ? "000001" : "000000";
    }
}
