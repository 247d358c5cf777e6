package org.kangcheng.bench;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.operation.DatabaseAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A village doctor's phone on a slow network: the first synchronisation of 2,000 residents with open duties, a day's delta,
 * and a synchronisation of which nothing has changed. The network is what Chromium's developer tools call slow 4G.
 */
final class PhoneBench implements Bench {
    private static final double CITY = 0.01;
    private static final int RESIDENTS = 2_000;
    /** Of a day: those whom others served, moved in, had corrected; and what the doctor did herself. */
    private static final int CHANGED = 60;

    private static final int FOLLOW_UPS = 30;
    private static final String PIN = "246813";

    /** DevTools' preset "Slow 4G" (formerly "Fast 3G"): nine tenths of 1.6 Mbit/s and 750 kbit/s, 3.75 times 150 ms. */
    private static final Map<String, Object> SLOW_4G = Map.of(
            "offline",
            false,
            "latency",
            562.5,
            "downloadThroughput",
            1.6 * 1_000_000 / 8 * 0.9,
            "uploadThroughput",
            750.0 * 1_000 / 8 * 0.9);

    private static final String SYNCHRONISED = "document.getElementById('status')?.textContent.includes('已同步')";

    @Override
    public void run(Setting setting, Report report) throws Exception {
        try (Platform platform = Platform.start(setting.folder().resolve("phone"), CITY);
                Chromium phone =
                        Chromium.start(Files.createDirectories(setting.folder().resolve("profile")))) {
            DatabaseAccess access = platform.database();
            LoadedCity.gathered(access);
            JsonNode doctor = account(platform);
            String village = Owner.of(access)
                    .sql("select area_code from access.account where sign_in = ?")
                    .param(doctor.get("user").asString())
                    .query(String.class)
                    .single();
            gather(access, village);
            String base = "http://localhost:" + platform.port;
            phone.call("Network.enable", Map.of());
            phone.call("Page.enable", Map.of());
            signIn(phone, base, doctor);
            phone.call("Network.emulateNetworkConditions", SLOW_4G);
            first(phone, base, access, village, report);
            day(phone, access, village, report);
            nothing(phone, report);
        }
    }

    private static JsonNode account(Platform platform) throws Exception {
        JsonNode accounts = JsonMapper.shared()
                .readTree(Files.readString(platform.data.resolve("demo-accounts.json")))
                .get("accounts");
        return accounts.valueStream()
                .filter(it -> it.get("role").asString().equals("VILLAGE_DOCTOR"))
                .findFirst()
                .orElseThrow();
    }

    /** Two thousand residents with open duties are moved into one village, rows and lists of work alike. */
    private static void gather(DatabaseAccess access, String village) {
        var owner = Owner.of(access);
        owner.sql("create table programme.bench_moved as select distinct person_key from programme.work"
                        + " where excluded is null and opens_on <= current_date and area_code <> '" + village
                        + "' limit " + (RESIDENTS - residents(access, village)))
                .update();
        for (String table : List.of("programme.work", "programme.subject", "identity.person", "identity.resident")) {
            owner.sql(
                            "update %s set area_code = '%s' where person_key in (select person_key from programme.bench_moved)"
                                    .formatted(table, village))
                    .update();
        }
        owner.sql("analyze programme.work, programme.subject, identity.person").update();
    }

    private static long residents(DatabaseAccess access, String village) {
        return Owner.number(
                access,
                "select count(distinct person_key) from programme.work where excluded is null"
                        + " and opens_on <= current_date and area_code = '" + village + "'");
    }

    private static void signIn(Chromium phone, String base, JsonNode doctor) throws Exception {
        phone.open(base + "/sign-in", "document.getElementById('username')");
        phone.ask("document.getElementById('username').value = '"
                + doctor.get("user").asString() + "'");
        phone.ask("document.getElementById('password').value = '"
                + doctor.get("password").asString() + "'");
        phone.ask("document.getElementById('password').form.submit()");
        phone.until("location.pathname.startsWith('/staff')");
    }

    private static void first(Chromium phone, String base, DatabaseAccess access, String village, Report report)
            throws Exception {
        phone.receivedBytes();
        long begun = System.nanoTime();
        phone.open(base + "/phone/", "document.getElementById('again')");
        report.figure("the shell over slow 4G, seconds", (System.nanoTime() - begun) / 1e9);
        report.figure("the shell, bytes", phone.receivedBytes());
        phone.ask("navigator.serviceWorker.ready.then(() => true)");
        phone.receivedBytes();
        phone.ask("document.getElementById('pin').value = '" + PIN + "'");
        phone.ask("document.getElementById('again').value = '" + PIN + "'");
        phone.ask("document.getElementById('create').click()");
        double seconds = phone.until(SYNCHRONISED);
        report.figure("residents with open duties on the phone", residents(access, village));
        report.figure("first synchronisation, seconds", seconds);
        report.figure("first synchronisation, bytes received", phone.receivedBytes());
        report.figure("disclosures logged", Owner.number(access, logged()));
        // Work that opens within three days comes along, so the phone may hold a few more than have work today.
        report.check(
                "everybody is on the phone, and in the log of readings",
                onPhone(phone) >= RESIDENTS && Owner.number(access, logged()) == onPhone(phone));
    }

    private static String logged() {
        return "select count(*) from access.reading where what like '%下载到手机%'";
    }

    private static long onPhone(Chromium phone) throws Exception {
        return phone.ask("""
                new Promise((ok) => {
                    const open = indexedDB.open('kangcheng-phone');
                    open.onsuccess = () => {
                        const count = open.result.transaction('items').objectStore('items').count();
                        count.onsuccess = () => { ok(count.result - 1); open.result.close(); };
                    };
                })""").asLong(-1);
    }

    /** The doctor records off line; meanwhile others change. Then one synchronisation. */
    private static void day(Chromium phone, DatabaseAccess access, String village, Report report) throws Exception {
        phone.call(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
        int recorded = 0;
        while (recorded < FOLLOW_UPS) {
            phone.ask("document.getElementById('tab-list').click()");
            phone.ask(OPEN);
            phone.until("document.getElementById('record')");
            phone.ask(FILL);
            phone.ask("document.getElementById('record').click()");
            phone.until("document.getElementById('recorded')");
            recorded++;
        }
        long before = Owner.number(access, "select count(*) from programme.delivery");
        Owner.of(access)
                .sql("update programme.work set due_on = due_on + 1 where (area_code, service_no, person_key) in ("
                        + "select area_code, service_no, person_key from programme.work where area_code = '" + village
                        + "' and excluded is null order by due_on desc, person_key desc limit " + CHANGED + ")")
                .update();
        long waiting = phone.ask("Number(document.getElementById('tab-queue').textContent.replace(/[^0-9]/g, ''))")
                .asLong(-1);
        phone.ask("document.getElementById('status').textContent = ''");
        phone.receivedBytes();
        // The network is back, and the phone notices by itself.
        phone.call("Network.emulateNetworkConditions", SLOW_4G);
        double seconds = phone.until(SYNCHRONISED);
        report.figure("a day's delta, seconds", seconds);
        report.figure("a day's delta, bytes received", phone.receivedBytes());
        report.figure("a day's delta: services handed in", waiting);
        long booked = Owner.number(access, "select count(*) from programme.delivery") - before;
        report.check("each service handed in is in the books once", booked == waiting && waiting >= FOLLOW_UPS);
        report.check("a day's delta under 3 s", seconds < 3);
    }

    private static void nothing(Chromium phone, Report report) throws Exception {
        phone.receivedBytes();
        phone.ask("document.getElementById('tab-queue').click()");
        phone.ask("document.getElementById('status').textContent = ''");
        phone.ask("document.getElementById('sync').click()");
        report.figure("nothing to synchronise, seconds", phone.until(SYNCHRONISED));
        report.figure("nothing to synchronise, bytes received", phone.receivedBytes());
    }

    /** Opens the most urgent follow-up of a chronic disease. */
    private static final String OPEN = """
            (() => {
                const find = () => [...document.querySelectorAll('.person')].find((it) => it.textContent.includes('面对面随访'));
                const more = [...document.querySelectorAll('button')].find((it) => it.textContent === '显示更多');
                while (!find() && !more.hidden) more.click();
                find().click();
            })()""";

    /** Fills in a follow-up. */
    private static final String FILL = """
            (() => {
                const set = (input, text) => { input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); };
                const likely = { sbp: '128', dbp: '78', glucose: '5.6' };
                for (const input of document.querySelectorAll('#fields input.number')) {
                    const id = input.id.slice(2);
                    if (likely[id]) set(input, likely[id]);
                }
                for (const options of document.querySelectorAll('#fields .options')) options.querySelector('input').click();
                return true;
            })()""";
}
