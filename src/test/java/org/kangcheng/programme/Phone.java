package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.Chromium;

/** A village doctor's phone: a Chromium with a folder of its own, so that it can be closed and opened again. */
final class Phone implements AutoCloseable {
    static final String PIN = "246813";
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Path AXE = Path.of("src", "main", "web", "node_modules", "axe-core", "axe.min.js");

    private final Playwright playwright;
    private final Path folder;
    private final CuttingProxy network;
    private final String base;
    private final List<String> problems = new ArrayList<>();
    private BrowserContext context;
    Page page;

    Phone(Playwright playwright, Path folder, CuttingProxy network) {
        this.playwright = playwright;
        this.folder = folder;
        this.network = network;
        this.base = "http://localhost:" + network.port();
        switchOn();
    }

    static Playwright playwright() {
        return Chromium.playwright();
    }

    /** Opens the browser on what it kept. */
    Phone switchOn() {
        context = playwright
                .chromium()
                .launchPersistentContext(
                        folder,
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(Chromium.executable())
                                .setArgs(Chromium.options(
                                        "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"))
                                .setViewportSize(390, 844)
                                .setHasTouch(true)
                                .setLocale("zh-CN")
                                .setTimezoneId("Asia/Shanghai"));
        page = context.pages().getFirst();
        page.setDefaultTimeout(30_000);
        page.onPageError(problems::add);
        page.onDialog(dialog -> dialog.accept());
        return this;
    }

    /** Closes the browser as a phone does it: without asking. */
    Phone switchOff() {
        context.close();
        return this;
    }

    Phone signIn(String user, String password) {
        page.navigate(base + "/sign-in");
        page.fill("#username", user);
        page.fill("#password", password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录"))
                .click();
        page.waitForURL("**/staff**");
        return this;
    }

    Phone open() {
        page.navigate(base + "/phone/");
        page.waitForSelector("main form, main ul");
        return this;
    }

    /** A page of the platform. */
    Phone go(String path) {
        page.navigate(base + path);
        return this;
    }

    /** Sets the PIN and waits until the list is there, and the shell is on the phone. */
    Phone begin() {
        open();
        page.fill("#pin", PIN);
        page.fill("#again", PIN);
        page.click("#create");
        synchronised();
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");
        return this;
    }

    Phone unlock() {
        page.fill("#pin", PIN);
        page.click("#unlock");
        page.waitForSelector("#tabs:not([hidden])");
        return this;
    }

    Phone synchronised() {
        return says("已同步");
    }

    /** Waits for what the shell says at its top. */
    Phone says(String text) {
        try {
            page.waitForFunction("text => document.getElementById('status').textContent.includes(text)", text);
        } catch (TimeoutError e) {
            throw new AssertionError("the phone never said " + text + ": " + text(), e);
        }
        return this;
    }

    /** The network itself goes: the browser's own switch does not reach everything past a service worker. */
    Phone offline(boolean off) {
        network.unplug(off);
        return this;
    }

    Phone sync() {
        rest();
        page.click("#tab-queue");
        page.evaluate("document.getElementById('status').textContent = ''");
        page.click("#sync");
        return rest();
    }

    /** Waits until no synchronisation is under way. */
    Phone rest() {
        page.waitForSelector(
                "#status:not([aria-busy=true])",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
        return this;
    }

    Phone visit(String name) {
        page.click("#tab-list");
        page.click(".person:has-text('" + name + "')");
        page.waitForSelector("#record");
        return this;
    }

    Phone type(String field, String text) {
        page.fill("#f-" + field, text);
        return this;
    }

    Phone choose(String field, String option) {
        page.click("label.pick:has(input[name=" + field + "][value='" + option + "'])");
        return this;
    }

    Phone record() {
        page.click("#record");
        return this;
    }

    /** A whole follow-up of hypertension. */
    Phone pressure(String name, String sbp, String dbp) {
        visit(name).type("sbp", sbp).type("dbp", dbp);
        choose("medication", "规律").choose("side_effect", "否").choose("complication", "否");
        record();
        page.waitForSelector("#recorded");
        return this;
    }

    String text() {
        return page.textContent("body").replaceAll("\\s+", " ");
    }

    Phone shows(String text) {
        page.waitForSelector("text=" + text, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE));
        return this;
    }

    /** Takes the picture, and asks axe what stands in the way of people. */
    Phone look(String name) {
        try {
            Files.createDirectories(PICTURES);
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Object violations = page.evaluate("""
                async () => (await axe.run(document)).violations.map(
                    it => it.id + ': ' + it.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | '))""");
        ((List<?>) violations).forEach(violation -> problems.add(name + ": " + violation));
        Object wider = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        if (((Number) wider).intValue() > 1) {
            problems.add(name + ": scrolls sideways");
        }
        return this;
    }

    /** Everything that lies in the phone's database, as text: what somebody finds who takes the phone apart. */
    String rests() {
        return String.valueOf(page.evaluate("""
                async () => {
                    const db = await new Promise((ok) => {
                        const open = indexedDB.open('kangcheng-phone');
                        open.onsuccess = () => ok(open.result);
                    });
                    const all = {};
                    for (const store of db.objectStoreNames) {
                        all[store] = await new Promise((ok) => {
                            const get = db.transaction(store).objectStore(store).getAll();
                            get.onsuccess = () => ok(get.result);
                        });
                    }
                    db.close();
                    const read = (key, it) => it instanceof Uint8Array ? new TextDecoder().decode(it) : it;
                    return JSON.stringify(all, read);
                }"""));
    }

    int count(String selector) {
        return page.locator(selector).count();
    }

    @Override
    public void close() {
        context.close();
        assertThat(problems).as("what stood in the way on the phone").isEmpty();
    }
}
