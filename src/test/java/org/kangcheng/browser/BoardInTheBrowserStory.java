package org.kangcheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.springframework.beans.factory.annotation.Autowired;

/** The board in a real Chromium: on the wall, the desk and the phone, and with the page's policy in force. */
class BoardInTheBrowserStory extends BrowserPlatform {
    private static boolean known;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void anOfficial() {
        if (!known) {
            accounts.create(
                    Actor.system("test"),
                    new Accounts.NewAccount(
                            "board-official",
                            "看板员",
                            PASSWORD,
                            Set.of(Role.COMMISSION),
                            null,
                            null,
                            null,
                            "3715",
                            false));
            known = true;
        }
    }

    private static Window signedIn(Window window) {
        return window.open("/sign-in")
                .type("#username", "board-official")
                .type("#password", PASSWORD)
                .enter();
    }

    @Test
    void theBoardIsReadOnTheWallTheDeskAndThePhone() {
        try (Window wall = signedIn(Window.wide(browser, base()))) {
            wall.open("/staff/board/wide").look("board-wide");
            assertThat(wall.page.locator(".bd-map path").count()).isEqualTo(8);
            assertThat(wall.page.locator("figure[data-chart=trend] canvas").count())
                    .isEqualTo(1);
        }
        try (Window desk = signedIn(Window.desk(browser, base()))) {
            desk.open("/staff/board").look("board-desk");
            desk.click(".bd-ranking a:has-text('东昌府区')").look("board-county");
            assertThat(desk.text()).contains("东昌府区看板");
            desk.open("/staff/reports").look("reports");
            desk.open("/staff/templates/monthly-report").look("template");
        }
        try (Window phone = signedIn(Window.phone(browser, base()))) {
            phone.open("/staff/board").look("board-phone");
            phone.open("/open").look("open-phone");
        }
    }

    @Test
    void theChartsNeedNothingThatThePolicyForbids() {
        try (var context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(base() + "/sign-in");
            page.fill("#username", "board-official");
            page.fill("#password", PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL("**/staff");
            page.navigate(base() + "/staff/board");
            page.waitForSelector("figure[data-chart=trend] canvas");
            page.hover("figure[data-chart=trend] canvas");
            page.waitForTimeout(300);
            assertThat(complaints).isEmpty();
        }
    }

    /** The browsable API is somebody else's page: one style of its own is refused it, and it works all the same. */
    @Test
    void theApiIsBrowsedUnderThePolicy() {
        try (var context = browser.newContext()) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            String policy =
                    page.navigate(base() + "/swagger-ui/index.html").headers().get("content-security-policy");
            assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe");
            page.click(".opblock-tag-section:has-text('健康码') .opblock-post .opblock-summary-control");
            page.waitForSelector(".opblock.is-open .opblock-body");
            assertThat(page.textContent(".swagger-ui")).contains("/api/v1/codes/verify");
            assertThat(complaints).allMatch(complaint -> complaint.startsWith("Applying inline style"));
        }
    }
}
