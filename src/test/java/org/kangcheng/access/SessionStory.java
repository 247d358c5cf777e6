package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** How long somebody stays signed in: not when nobody is there, and not when the account is no longer what it was. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class SessionStory extends TestPlatform {
    private static final String PASSWORD = "right-password-1";
    private static final Actor ADMINISTRATOR =
            new Actor(Actor.Kind.STAFF, "1", "系统管理员", Set.of(Role.SYSTEM_ADMIN), null, null, null, null, null, true);
    private static final Actor GRANTER =
            new Actor(Actor.Kind.STAFF, "2", "安全管理员", Set.of(Role.SECURITY_ADMIN), null, null, null, null, null, true);

    @Autowired
    MockMvc mvc;

    @Autowired
    Accounts accounts;

    @Autowired
    FilterChainProxy filters;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @Test
    void aChangedAccountIsAskedToSignInAgainWithinSeconds() throws Exception {
        SignedIn untouched = signedIn(Role.COMMISSION);
        SignedIn disabled = signedIn(Role.COMMISSION);
        SignedIn demoted = signedIn(Role.COMMISSION);
        SignedIn renewed = signedIn(Role.COMMISSION);
        SignedIn moved = signedIn(Role.COMMISSION);
        for (SignedIn one : new SignedIn[] {untouched, disabled, demoted, renewed, moved}) {
            mvc.perform(page(one)).andExpect(status().isOk());
        }
        change(ADMINISTRATOR, disabled, "disabled", "disabled", "true");
        change(GRANTER, demoted, "roles", "roles", "REGISTRAR");
        change(GRANTER, renewed, "password", "password", "another-password-2");
        change(ADMINISTRATOR, moved, "workplace", "area", "371502");

        Thread.sleep(AccountVersions.FRESH.plusMillis(200));
        for (SignedIn one : new SignedIn[] {disabled, demoted, renewed, moved}) {
            mvc.perform(page(one)).andExpect(redirectedUrl("/sign-in?changed"));
            assertThat(one.session.isInvalid()).isTrue();
        }
        mvc.perform(page(untouched)).andExpect(status().isOk());
    }

    @Test
    void whoDoesNothingForTwentyMinutesIsSignedOut() throws Exception {
        SignedIn one = signedIn(Role.COMMISSION);
        mvc.perform(page(one)).andExpect(status().isOk());
        untouchedFor(one, Duration.ofMinutes(19));
        mvc.perform(page(one)).andExpect(status().isOk());
        untouchedFor(one, Duration.ofMinutes(21));
        mvc.perform(page(one)).andExpect(redirectedUrl("/sign-in?idle"));
    }

    @Test
    void aFormOfWhoWasSignedOutLeadsToTheDoorToo() throws Exception {
        SignedIn one = signedIn(Role.COMMISSION);
        mvc.perform(page(one));
        untouchedFor(one, Duration.ofMinutes(21));
        mvc.perform(post("/staff/registers").session(one.session).with(csrf()))
                .andExpect(redirectedUrl("/sign-in?idle"));
    }

    /** The hotline asks every two seconds whether it rings: that keeps nobody signed in. */
    @Test
    void aPageThatAsksByItselfIsNoTouch() throws Exception {
        SignedIn one = signedIn(Role.HOTLINE);
        mvc.perform(get("/staff").session(one.session)).andExpect(status().isOk());
        untouchedFor(one, Duration.ofMinutes(19));
        mvc.perform(poll(one, "/staff/hotline/ringing")).andExpect(status().isOk());
        untouchedFor(one, Duration.ofMinutes(21));
        mvc.perform(poll(one, "/staff/hotline/ringing"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("HX-Redirect", "/sign-in?idle"));
        // After signing in again she stands on a whole page, not on the part that was polled.
        signIn(one).andExpect(redirectedUrl("/staff"));
    }

    @Test
    void aClickInAPartOfAPageIsATouch() throws Exception {
        SignedIn one = signedIn(Role.COMMISSION);
        mvc.perform(page(one));
        untouchedFor(one, Duration.ofMinutes(19));
        mvc.perform(page(one).header("HX-Request", "true")).andExpect(status().isOk());
        assertThat((Long) one.session.getAttribute(SessionWatch.TOUCHED))
                .isGreaterThan(clock.instant().minusSeconds(60).toEpochMilli());
    }

    /** The board goes on on the wall; the keyboard below it opens nothing more. */
    @Test
    void theWallGoesOnAloneAndTheRestIsShut() throws Exception {
        SignedIn one = signedIn(Role.COMMISSION);
        mvc.perform(get("/staff/board/wide").session(one.session)).andExpect(status().isOk());
        untouchedFor(one, Duration.ofHours(9));
        mvc.perform(poll(one, "/staff/board/wide")).andExpect(status().isOk());
        mvc.perform(page(one)).andExpect(redirectedUrl("/sign-in?idle"));
        mvc.perform(poll(one, "/staff/board/wide")).andExpect(status().isUnauthorized());
    }

    @Test
    void theCookieIsForTheServerAlone() throws Exception {
        HttpResponse<String> page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sign-in"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("KANGCHENG=")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
    }

    /** Programs have no session, and pay nothing for its watching. */
    @Test
    void programsPassNoWatch() {
        for (String path : new String[] {"/api/v1/codes/verify", "/fhir/Patient"}) {
            assertThat(filters.getFilters(path)).isNotEmpty().noneMatch(SessionWatch.class::isInstance);
        }
        assertThat(filters.getFilters("/staff")).anyMatch(SessionWatch.class::isInstance);
    }

    private record SignedIn(String signIn, long accountId, MockHttpSession session) {}

    private SignedIn signedIn(Role role) throws Exception {
        String name = role.name().toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID();
        long id = accounts.create(
                        Actor.system("test"),
                        new Accounts.NewAccount(name, "测试", PASSWORD, Set.of(role), null, null, null, "3715", false))
                .accountId();
        SignedIn one = new SignedIn(name, id, new MockHttpSession());
        signIn(one).andExpect(redirectedUrl("/staff"));
        return one;
    }

    private ResultActions signIn(SignedIn one) throws Exception {
        MockHttpSession session = one.session.isInvalid() ? new MockHttpSession() : one.session;
        return mvc.perform(post("/sign-in")
                .session(session)
                .param("username", one.signIn)
                .param("password", PASSWORD)
                .with(csrf()));
    }

    private static MockHttpServletRequestBuilder page(SignedIn one) {
        return get("/staff/programmes").session(one.session).header("Accept", "text/html");
    }

    private static MockHttpServletRequestBuilder poll(SignedIn one, String path) {
        return get(path)
                .session(one.session)
                .header("Accept", "text/html")
                .header("HX-Request", "true")
                .header(SessionWatch.UNASKED, "true");
    }

    private void untouchedFor(SignedIn one, Duration time) {
        one.session.setAttribute(
                SessionWatch.TOUCHED, clock.instant().minus(time).toEpochMilli());
    }

    private void change(Actor by, SignedIn whose, String what, String name, String value) throws Exception {
        mvc.perform(post("/staff/accounts/" + whose.accountId + "/" + what)
                        .with(SignedInAs.actor(by))
                        .param(name, value))
                .andExpect(redirectedUrl("/staff/accounts"));
    }
}
