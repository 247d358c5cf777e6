package org.kangcheng.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One person's browser window: a phone or a desk. Every page that is looked at must be free of axe violations, and every
 * page opened must keep to the platform's own policy.
 */
final class Window implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Path AXE = Path.of("src", "main", "web", "node_modules", "axe-core", "axe.min.js");

    private final BrowserContext context;
    private final String base;
    private final List<String> problems = new ArrayList<>();
    final Page page;

    static Window phone(Browser browser, String base) {
        return new Window(browser, base, 390, 780);
    }

    static Window desk(Browser browser, String base) {
        return new Window(browser, base, 1280, 800);
    }

    /** On the wall. */
    static Window wide(Browser browser, String base) {
        return new Window(browser, base, 1920, 1080);
    }

    private Window(Browser browser, String base, int width, int height) {
        this.context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("zh-CN")
                .setTimezoneId("Asia/Shanghai"));
        this.base = base;
        this.page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.addInitScript("""
                addEventListener('submit', event => window.leaving = !event.defaultPrevented);
                addEventListener('click', event => {
                    window.leaving = !event.defaultPrevented && event.target.closest('a[href]') !== null;
                });""");
        page.onPageError(problems::add);
        // The policy is in force; whatever a page asked for against it, the browser complains of here.
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                problems.add(page.url() + ": " + message.text());
            }
        });
        page.onDialog(dialog -> dialog.accept());
    }

    Window open(String path) {
        page.navigate(base + path);
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return this;
    }

    Window type(String field, String text) {
        page.fill(field, text);
        return this;
    }

    Window click(String what) {
        try {
            page.click(what);
        } catch (TimeoutError e) {
            throw new AssertionError("no " + what + " on " + page.url() + ": " + text(), e);
        }
        return settle();
    }

    Window enter() {
        page.keyboard().press("Enter");
        return settle();
    }

    /** Waits as a person does: until the page that was asked for is there, and the part that was asked for too. */
    private Window settle() {
        page.waitForFunction("""
                () => !window.leaving && document.readyState === 'complete'
                    && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')""");
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return this;
    }

    String text() {
        return page.textContent("body").replaceAll("\\s+", " ");
    }

    /** Takes the picture, and asks axe what stands in the way of people; the window's end tells of all of it. */
    Window look(String name) {
        try {
            Files.createDirectories(PICTURES);
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object violations = page.evaluate("""
                async () => (await axe.run(document)).violations.map(
                    it => it.id + ': ' + it.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '))""");
        ((List<?>) violations).forEach(violation -> problems.add(name + ": " + violation));
        if (sideways() > 1) {
            problems.add(name + ": scrolls sideways by " + sideways() + " px");
        }
        return this;
    }

    private int sideways() {
        Object wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        return ((Number) wider).intValue();
    }

    /** What stands on another page, opened in a tab beside this one. */
    String elsewhere(String path) {
        try (Page tab = context.newPage()) {
            tab.navigate(base + path);
            return tab.textContent("body").replaceAll("\\s+", " ");
        }
    }

    /** The headers of the page itself, as the browser got them. */
    Map<String, String> headers(String path) {
        return page.navigate(base + path).headers();
    }

    @Override
    public void close() {
        context.close();
        assertThat(problems).as("what stood in the way on the pages looked at").isEmpty();
    }
}
