package org.kangcheng.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.kangcheng.Chromium;
import org.kangcheng.TestPlatform;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The platform, and a real Chromium to look at it with. */
abstract class BrowserPlatform extends TestPlatform {
    static final String PASSWORD = "browser-story-1";

    static Playwright playwright;
    static Browser browser;

    @LocalServerPort
    int port;

    @BeforeAll
    static void openChromium() {
        playwright = Chromium.playwright();
        browser = Chromium.launch(playwright);
    }

    @AfterAll
    static void closeChromium() {
        browser.close();
        playwright.close();
    }

    /** By the name that browsers trust with the camera. */
    String base() {
        return "http://localhost:" + port;
    }
}
