package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.Kangcheng;
import org.kangcheng.TestDatabase;
import org.kangcheng.card.CodeReader;
import org.kangcheng.card.ReadingAt;
import org.kangcheng.kernel.Refused;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.operation.CannotProceed;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.Launch;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * 投产: an installation in earnest, on a database and in a folder of its own. It does not start on what a demonstration
 * left; its first administrator comes with the token that lies in the folder.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
class ProductionStory {
    private static final String PASSWORD = "right-password-1";
    private static final String TEST_KEY = "0123456789ABCDEFFEDCBA9876543210";

    @TempDir
    private static Path data;

    private static DatabaseAccess database;
    private static JdbcClient owner;

    @Nullable
    private static ConfigurableApplicationContext platform;

    @BeforeAll
    static void anEmptyDatabase() {
        database = TestDatabase.another("production");
        owner = JdbcClient.create(
                new DriverManagerDataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword()));
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    @Order(1)
    void refusesADemonstrationsKeys() throws IOException {
        addKeyLines("origin=demo");
        refusesToStart("演示密钥(keys.properties 中 origin=demo)");
        removeKeyLines("origin=demo");
    }

    @Test
    @Order(2)
    void refusesThePublishedTestKeyAndSaysWhere() throws IOException {
        addKeyLines("CARD_ROOT.7=" + TEST_KEY, "CARD_VALIDITY.3=" + TEST_KEY);
        refusesToStart("公开的测试密钥 CARD_ROOT.7(keys.properties)、公开的测试密钥 CARD_VALIDITY.3(keys.properties)");
        removeKeyLines("CARD_ROOT.7", "CARD_VALIDITY.3");
    }

    @Test
    @Order(3)
    void saysInALineThatTheKeysAreNotThoseOfTheDatabase() throws IOException {
        String own = Files.readString(keys());
        removeKeyLines("FIELD_SEAL");
        assertThatThrownBy(ProductionStory::start)
                .hasRootCauseInstanceOf(CannotProceed.class)
                .rootCause()
                .hasMessageContaining("另一套密钥");
        Files.writeString(keys(), own);
    }

    @Test
    @Order(4)
    void refusesDemonstrationsAccountsAndNamesThem() {
        owner.sql("""
                insert into access.account (account_id, sign_in, name, password_hash, demo, created_at)
                values (1, 'doctor', '演示', 'x', true, now()), (2, 'zhang', '张医生', 'x', false, now())
                """).update();
        owner.sql("insert into access.client values ('demo-1', 1, '演示接口', 'x', false, true, null, now())")
                .update();
        refusesToStart("演示账号 doctor、演示接口账号 demo-1");
        owner.sql("delete from access.account").update();
        owner.sql("delete from access.client").update();
    }

    @Test
    @Order(5)
    void startsWithATokenForItsOwnersEyesAlone(CapturedOutput output) throws IOException {
        platform = start();
        assertThat(output.getOut()).contains("没有配置短信网关");
        assertThat(Files.readAllLines(tokenFile())).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tokenFile())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(keys())).doesNotContain("origin=demo");
    }

    @Test
    @Order(6)
    void showsNothingOfTheDemonstration() throws Exception {
        Window window = new Window();
        assertThat(window.get("/demo/messages").statusCode()).isIn(302, 404);
        assertThat(window.get("/sign-in").statusCode()).isEqualTo(200);
        assertThat(Files.exists(data.resolve("demo-accounts.json"))).isFalse();
    }

    @Test
    @Order(7)
    void letsNobodyInWithAnotherTokenOrNone() throws Exception {
        assertThat(becomeFirst("0".repeat(40)).statusCode()).isEqualTo(403);
        assertThat(becomeFirst("").statusCode()).isEqualTo(403);
        assertThat(accounts()).isZero();
    }

    @Test
    @Order(8)
    void keepsTheTokenWhenThePasswordIsTooWeak() throws Exception {
        assertThat(new Window().becomeFirst(token(), "weak").statusCode()).isEqualTo(422);
        assertThat(accounts()).isZero();
        assertThat(tokenFile()).exists();
    }

    @Test
    @Order(9)
    void refusesATokenAfterADayAndTheNextStartWritesAnother() throws Exception {
        String old = token();
        FirstAdministrator tomorrow = first(Duration.ofHours(25));
        assertThatThrownBy(() -> tomorrow.create(old, "first", "首位", PASSWORD))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo("token-expired"));
        first(Duration.ofHours(23)).offer();
        assertThat(token()).isEqualTo(old);
        tomorrow.offer();
        assertThat(token()).isNotEqualTo(old);
        assertThat(becomeFirst(old).statusCode()).isEqualTo(403);
    }

    @Test
    @Order(10)
    void ofEightWhoComeAtOnceWithTheTokenOneIsFirst() throws Exception {
        String token = token();
        Callable<Integer> attempt = () -> becomeFirst(token).statusCode();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> answers =
                    threads
                            .invokeAll(List.of(attempt, attempt, attempt, attempt, attempt, attempt, attempt, attempt))
                            .stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 403);
        }
        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    @Order(11)
    void theTokenIsGoneAndDoesNotComeBack() throws Exception {
        assertThat(tokenFile()).doesNotExist();
        first(Duration.ZERO).offer();
        assertThat(tokenFile()).doesNotExist();
        assertThat(becomeFirst("").statusCode()).isEqualTo(403);
    }

    @Test
    @Order(12)
    void theFirstOneOpensTheOtherAdministratorsAccountsAndTheyOpenTheRest() throws Exception {
        Window security = new Window();
        security.signIn(owner.sql("select sign_in from access.account")
                .query(String.class)
                .single());
        HttpResponse<String> created = security.post(
                "/staff/accounts",
                "/staff/accounts/administrators",
                Map.of("signIn", "system", "name", "系统", "password", PASSWORD, "role", "SYSTEM_ADMIN"));
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.body()).contains("它只显示这一次");
        Map<String, String> doctor = Map.of("signIn", "drli", "name", "李医生", "password", PASSWORD);
        assertThat(security.post("/staff/accounts", "/staff/accounts", doctor).statusCode())
                .isEqualTo(403);
        assertThat(security.post(
                                "/staff/accounts",
                                "/staff/accounts/administrators",
                                Map.of("signIn", "x1", "name", "医", "password", PASSWORD, "role", "DOCTOR"))
                        .statusCode())
                .isEqualTo(422);

        Window system = new Window();
        system.signIn("system");
        assertThat(system.post("/staff/accounts", "/staff/accounts", doctor).statusCode())
                .isEqualTo(302);
        assertThat(accounts()).isEqualTo(3);
    }

    /** As the operator's Prometheus does it, with the program's own settings. */
    @Test
    @Order(13)
    void metricsAreForWhoHoldsTheTokenAndTellHowFastCodesAreRead() throws Exception {
        Actor reader =
                new Actor(Actor.Kind.CLIENT, "his", "医院", Set.of(Role.CLIENT), 7L, null, null, null, null, false);
        running()
                .getBean(CodeReader.class)
                .read(reader, "no code", new ReadingAt(7, null, CareStep.REGISTRATION, CareChannel.COUNTER));
        assertThat(metrics("").statusCode()).isEqualTo(403);
        assertThat(metrics("0".repeat(48)).statusCode()).isEqualTo(403);
        HttpResponse<String> shown =
                metrics(Files.readString(data.resolve("metrics.token")).strip());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).containsPattern("(?m)^card_read_seconds_count(\\{[^}]*})? 1(\\.0)?$");
    }

    private static HttpResponse<String> metrics(String token) throws Exception {
        String port = running().getEnvironment().getProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static void refusesToStart(String named) {
        assertThatThrownBy(ProductionStory::start)
                .isInstanceOf(CannotProceed.class)
                .hasMessageContaining("生产模式拒绝启动,请先清除:" + named + "\n");
    }

    private static void addKeyLines(String... lines) throws IOException {
        Files.write(keys(), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void removeKeyLines(String... beginnings) throws IOException {
        List<String> kept = Files.readAllLines(keys()).stream()
                .filter(line -> Stream.of(beginnings).noneMatch(line::startsWith))
                .toList();
        Files.write(keys(), kept);
    }

    private static ConfigurableApplicationContext start() {
        Map<String, String> properties = database.properties();
        properties.put("spring.profiles.active", "production");
        properties.put("server.port", "0");
        properties.put("kangcheng.data", data.toString());
        return SpringApplication.run(Kangcheng.class, new Launch(database, properties).arguments());
    }

    private static ConfigurableApplicationContext running() {
        return Objects.requireNonNull(platform);
    }

    /** As it would be so much later. */
    private static FirstAdministrator first(Duration later) {
        ConfigurableApplicationContext here = running();
        return new FirstAdministrator(
                here.getBean(AccountTable.class),
                here.getBean(Accounts.class),
                here.getBean(TransactionOperations.class),
                Clock.offset(here.getBean(Clock.class), later),
                data);
    }

    private static HttpResponse<String> becomeFirst(String token) throws Exception {
        return new Window().becomeFirst(token, PASSWORD);
    }

    private static Path keys() {
        return data.resolve("keys.properties");
    }

    private static Path tokenFile() {
        return data.resolve("first-administrator.token");
    }

    private static String token() throws IOException {
        return Files.readAllLines(tokenFile()).getFirst();
    }

    private static long accounts() {
        return owner.sql("select count(*) from access.account")
                .query(Long.class)
                .single();
    }

    /** A browser with its cookies. */
    private static final class Window {
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        HttpResponse<String> becomeFirst(String token, String password) throws Exception {
            String name = "first" + Thread.currentThread().threadId();
            return post(
                    "/first-administrator",
                    "/first-administrator",
                    Map.of("token", token, "signIn", name, "name", "首位", "password", password));
        }

        void signIn(String name) throws Exception {
            ConfigurableApplicationContext here = running();
            byte[] secret = here.getBean(AccountTable.class)
                    .bySignIn(name)
                    .orElseThrow()
                    .totpSealed();
            String code = OneTimeCode.at(
                    here.getBean(SealedText.class).open(Objects.requireNonNull(secret)),
                    here.getBean(Clock.class).instant());
            HttpResponse<String> answer =
                    post("/sign-in", "/sign-in", Map.of("username", name, "password", PASSWORD, "code", code));
            assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/staff");
        }

        HttpResponse<String> get(String path) throws Exception {
            return send(HttpRequest.newBuilder(uri(path)));
        }

        /** Fills in the form that stands on {@code page}. */
        HttpResponse<String> post(String page, String path, Map<String, String> fields) throws Exception {
            String form = get(page).body();
            int at = form.indexOf("name=\"_csrf\" value=\"") + 20;
            String body = "_csrf=" + form.substring(at, form.indexOf('"', at))
                    + fields.entrySet().stream()
                            .map(field -> "&" + field.getKey() + "="
                                    + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining());
            return send(HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        private static URI uri(String path) {
            return URI.create("http://127.0.0.1:" + running().getEnvironment().getProperty("local.server.port") + path);
        }
    }
}
