package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.Kangcheng;
import org.kangcheng.TestDatabase;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visits;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.Invariants;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.json.JsonMapper;

/** A city is loaded, is there to be visited, and lives a day: on a platform and a database of its own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RehearsalStory {
    private static final CityPlan CITY = new CityPlan(CityPlan.SEED, 0.0005);
    private static final CityPlan TOO_MUCH = new CityPlan(CityPlan.SEED, 0.05);
    private static final int RESIDENTS = 50;

    /** Figures that may be without a row in the rehearsed city, by the reason. */
    private static final Map<String, List<String>> EMPTY = Map.of(
            "nobody lies in hospital on the day",
            List.of(
                    "card-readings-ward",
                    "survey-inpatient",
                    "survey-inpatient-discharge",
                    "survey-inpatient-doctor",
                    "survey-inpatient-nurse",
                    "survey-inpatient-page",
                    "survey-inpatient-spot"),
            "a day is judged when it is over",
            List.of("data-late", "data-missing", "data-odd", "data-sound", "visits-filed-in-time"),
            "every generated resident has a telephone: nothing of hers is missing",
            List.of("details-filled"),
            "is offered, and put in force when it is called for",
            List.of(
                    "coverage-mass-vaccination-inactivated",
                    "doses",
                    "coverage-screening-round-sample",
                    "round-samples"),
            "begins with a finding that the day may not bring: a class, a warning, a level, a sign, a failed hearing",
            List.of(
                    "coverage-graded-treatment-admit",
                    "coverage-graded-treatment-backstop",
                    "coverage-graded-treatment-outcome",
                    "coverage-graded-treatment-sign",
                    "coverage-two-cancers-breast-result",
                    "coverage-two-cancers-cervix-result",
                    "coverage-pressure-check-high-risk",
                    "coverage-pressure-check-result",
                    "coverage-disability-care-follow-up",
                    "coverage-home-care-visit",
                    "care-visits",
                    "coverage-newborn-screening-hearing-again",
                    "coverage-newborn-screening-recall",
                    "coverage-three-highs-base-review",
                    "coverage-three-highs-centre-consultation"),
            "of 3,040 generated people hardly anybody, or nobody, is one of them",
            List.of(
                    "coverage-after-care-emergency",
                    "coverage-birth-defects-check",
                    "coverage-birth-defects-folic-acid",
                    "coverage-immunisation-children-bcg",
                    "coverage-newborn-screening-blood-spot",
                    "coverage-newborn-screening-hearing",
                    "coverage-nursing-home-assess",
                    "coverage-nursing-home-round",
                    "coverage-palliative-care-assess",
                    "coverage-palliative-care-visit",
                    "coverage-tuberculosis-first-visit",
                    "coverage-tuberculosis-follow-up"),
            "is done otherwise in the rehearsed city: contracts are signed before the day, people book on their phones",
            List.of("contracts-begun", "bookings-counter", "bookings-hotline", "bookings-interface", "bookings-room"),
            "by chance: of fifty residents perhaps none is refunded, rates badly or denies a service",
            List.of("refunded", "poor-rating-opened", "poor-rating-in-time", "poor-rating-late", "services-disputed"),
            "is looked for once a minute, perhaps after the day",
            List.of("data-signs", "data-sign-late", "data-sign-in-time", "signs-found", "signs-made-up"),
            "a finding is told when two people have signed it with keys of their own",
            List.of(
                    "finding-first-time",
                    "finding-in-time",
                    "finding-information",
                    "finding-policy",
                    "finding-rebound",
                    "finding-work"));

    @TempDir
    private static Path data;

    private static DatabaseAccess database;
    private static Rehearsal rehearsal;
    private static ConfigurableApplicationContext platform;
    private static JdbcClient owner;

    @BeforeAll
    static void start() {
        database = TestDatabase.another("rehearsal");
        owner = JdbcClient.create(
                new DriverManagerDataSource(database.ownerUrl(), database.ownerUser(), database.ownerPassword()));
        rehearsal = new Rehearsal(Kangcheng.class, database, data, new Rehearsal.Wanted(CITY, RESIDENTS, false));
        platform = rehearsal.start();
        platform.getBean(City.class).ensureDirectory();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Order(0)
    void somebodyWhoIsEnrolledWhileALoadBeginsStays() throws Exception {
        CompletableFuture<Void> load;
        try (var window = database.connectAsOwner()) {
            window.setAutoCommit(false);
            window.createStatement().execute("""
                    insert into identity.person (person_key, name, pinyin, initials, sex, birth_date, area_code, id_type,
                        source, created_at, updated_at)
                    values (7, '某人', 'mouren', 'mr', 1, '1990-01-01', '371502001001', '99', 'WINDOW', now(), now())
                    """);
            load = CompletableFuture.runAsync(() -> platform.getBean(City.class).ensurePeople(CITY));
            awaitWaiting();
            window.commit();
        }
        load.join();

        assertThat(count("identity.person")).isOne();
        assertThat(count("rehearsal.city_load")).isZero();
        owner.sql("delete from identity.person where person_key = 7").update();
    }

    @Test
    @Order(1)
    void aLoadThatIsCutShortLeavesNobody() {
        CompletableFuture<Void> load =
                CompletableFuture.runAsync(() -> platform.getBean(City.class).ensurePeople(TOO_MUCH));
        awaitCopying();
        owner.sql("""
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid() and usename = current_user
                """).query(Boolean.class).list();

        assertThatThrownBy(load::join).hasRootCauseInstanceOf(Exception.class);
        assertThat(count("identity.person")).isZero();
        assertThat(count("rehearsal.city_load")).isZero();
    }

    @Test
    @Order(2)
    void theNextLoadIsWhole() {
        platform.getBean(Demonstration.class).prepare();

        assertThat(count("identity.person")).isEqualTo(3040);
        assertThat(count("card.health_card")).isEqualTo(2675);
        assertThat(sum("select sum(residents) from identity.resident_count")).isEqualTo(3040);
        assertThat(sum("select sum(issued) from card.issued_count")).isEqualTo(2675);
        assertThat(count("rehearsal.city_load")).isOne();
    }

    @Test
    @Order(3)
    void aCityThatStandsIsNotLoadedAgain() {
        platform.getBean(City.class).ensurePeople(TOO_MUCH);
        long sessions = count("booking.session");
        platform.getBean(City.class).ensureSessions(CITY);

        assertThat(count("identity.person")).isEqualTo(3040);
        assertThat(count("booking.session")).isEqualTo(sessions);
    }

    @Test
    @Order(4)
    void atAnyHourSomeNumbersOfEachHospitalAreReleasedAndFree() {
        List<Institution> hospitals = platform.getBean(Institutions.class).list(Institution.Kind.HOSPITAL, "");
        for (LocalTime hour : List.of(LocalTime.MIDNIGHT, LocalTime.of(6, 59), LocalTime.NOON, LocalTime.of(23, 59))) {
            Instant at = CityTime.instant(
                    CityTime.today(platform.getBean(Clock.class)).atTime(hour));
            assertThat(owner.sql("""
                            select distinct institution_id from booking.slot join booking.session
                             using (institution_id, session_id)
                             where slot.state = 'FREE' and slot.starts_at > ? and release_at <= ?
                            """)
                            .params(java.sql.Timestamp.from(at), java.sql.Timestamp.from(at))
                            .query(Long.class)
                            .list())
                    .containsAll(
                            hospitals.stream().map(Institution::institutionId).toList());
        }
    }

    @Test
    @Order(5)
    void eachRoleHasAnAccountThatStaysTheSame() throws IOException {
        Path file = data.resolve("demo-accounts.json");
        String before = Files.readString(file);
        platform.getBean(Demonstration.class).prepare();

        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(before)
                .contains(
                        "\"user\" : \"doctor\"", "\"user\" : \"auditor\"", "totpSecret", "\"institution\" : \"city\"");
        assertThat(count("access.account")).isEqualTo(17);
        assertThat(count("access.client")).isEqualTo(6);
    }

    @Test
    @Order(6)
    void accountsWhoseFileIsLostGetSecretsThatFit() throws IOException {
        Path file = data.resolve("demo-accounts.json");
        DemoFile before = read(file);
        Files.delete(file);
        platform.getBean(Demonstration.class).prepare();

        DemoFile now = read(file);
        assertThat(now.accounts()).hasSameSizeAs(before.accounts()).isNotEqualTo(before.accounts());
        for (DemoAccount account : now.accounts()) {
            if (!account.role().equals("RESIDENT")) {
                assertThat(fits(
                                account.password(),
                                "select password_hash from access.account where sign_in = ?",
                                account.user()))
                        .as(account.user())
                        .isTrue();
            }
        }
        assertThat(now.account("auditor").orElseThrow().totpSecret())
                .isNotNull()
                .isNotEqualTo(before.account("auditor").orElseThrow().totpSecret());
        for (DemoFile.Client client : now.clients()) {
            assertThat(fits(
                            client.clientSecret(),
                            "select secret_hash from access.client where client_id = ?",
                            client.clientId()))
                    .as(client.clientId())
                    .isTrue();
        }
    }

    private static DemoFile read(Path file) {
        return DemoFile.read(file, platform.getBean(JsonMapper.class)).orElseThrow();
    }

    private static boolean fits(String secret, String hashOf, String name) {
        String hash = owner.sql(hashOf).param(name).query(String.class).single();
        return platform.getBean(PasswordEncoder.class).matches(secret, hash);
    }

    @Test
    @Order(7)
    void theFirstDemonstrationResidentHasARecord() {
        Resident first = platform.getBean(DemoResidents.class).of(CITY).getFirst();

        assertThat(platform.getBean(Visits.class)
                        .of(first.personKey(), null, 10)
                        .items())
                .hasSize(2);
    }

    @Test
    @Order(8)
    void aDayIsLivedAndNothingIsLostOrSoldTwice() throws InterruptedException, SQLException {
        Rehearsal.Outcome day = rehearsal.live(platform);

        assertThat(day.figures().faults()).isEmpty();
        assertThat(day.lost()).isEmpty();
        assertThat(day.findings()).isNotEmpty().allMatch(Invariants.Finding::holds);
        assertThat(day.proofs().disagreements()).isEmpty();
        assertThat(day.proofs().filled())
                .contains(
                        "card-coverage",
                        "card-readings",
                        "card-readings-registration",
                        "bookings",
                        "no-show-rate",
                        "visits",
                        "waiting-minutes",
                        "tests-released",
                        "satisfaction",
                        "income",
                        "contracts",
                        "coverage-hypertension-follow-up",
                        "coverage-elderly-yearly-check",
                        "claims-checked",
                        "corrections",
                        "moves",
                        "teams",
                        "team-members",
                        "caregivers",
                        "cared-for",
                        "households-helped",
                        "expert-stations",
                        "expert-days",
                        "survey-outpatient-page",
                        "survey-household",
                        "services-waiting",
                        "bookings-phone",
                        "numbers-booked",
                        "details-whole",
                        "licence-promised-shorter");
        assertEmptyAreOnly(day);
        assertThat(day.figures().events())
                .containsKeys("预约就诊", "现场挂号就诊", "公卫服务", "公卫服务（手机）", "登记（手机）", "登记不能服务（手机）", "转诊（手机）", "同步中断后重传");
        assertThat(day.figures().events().get("抢到最后一个号")).isEqualTo(1);
    }

    /** Every figure that is fed has rows in the rehearsed city, but those that are named with their reason. */
    private static void assertEmptyAreOnly(Rehearsal.Outcome day) {
        List<String> empty = platform.getBean(Indicators.class).all().stream()
                .filter(Indicator::fed)
                .map(Indicator::id)
                .filter(id -> !day.proofs().filled().contains(id))
                .toList();
        assertThat(empty)
                .isSubsetOf(EMPTY.values().stream().flatMap(List::stream).toList());
    }

    /** Village doctors have a past, and what it left due and served is counted as its rows stand. */
    @Test
    @Order(9)
    void villageDoctorsHaveAPast() {
        long past = owner.sql("select count(*) from programme.delivery where starts_with(request_key, 'past:')")
                .query(Long.class)
                .single();
        assertThat(past)
                .isPositive()
                .isEqualTo(owner.sql("select sum(deliveries) from rehearsal.past_town")
                        .query(Long.class)
                        .single());
        assertThat(owner.sql("select count(*) from programme.duty where last_done_on is not null")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(past);
    }

    /** Of the benefits that are due, a part has been delivered and a part has not; each stands on its record. */
    @Test
    @Order(10)
    void benefitsHaveBeenDeliveredToAPartOfThoseWhoAreDue() {
        long granted = sum("select count(*) from programme.delivery where starts_with(request_key, 'benefit:')");
        assertThat(granted)
                .isPositive()
                .isEqualTo(sum("select sum(benefits) from rehearsal.past_town"))
                .isEqualTo(sum("""
                        select count(*) from programme.duty d join programme.delivery v using (person_key, service_no)
                         where starts_with(v.request_key, 'benefit:') and d.last_done_on >= v.delivered_on
                        """));
        assertThat(sum("""
                        select count(*) from programme.duty d
                          join programme.service using (service_no) join programme.programme p using (programme_no)
                         where p.id = 'benefits-due' and d.last_done_on is null and d.excluded is null
                        """)).isPositive();
    }

    /** Somebody made readings up, and the platform looks for it once a minute. */
    @Test
    @Order(11)
    void whoMadeReadingsUpIsFound() throws InterruptedException {
        for (int second = 0; second < 90 && signs() == 0; second++) {
            Thread.sleep(1_000);
        }
        assertThat(signs()).isPositive();
    }

    private static long signs() {
        return sum("select count(*) from programme.sign where kind = 'equal-readings'");
    }

    private static void awaitCopying() {
        awaitLock("");
    }

    /** Until the load stands before the table and is not let in. */
    private static void awaitWaiting() {
        awaitLock(" and mode = 'AccessExclusiveLock' and not granted");
    }

    private static void awaitLock(String kind) {
        for (int tries = 0; tries < 600; tries++) {
            if (sum("select count(*) from pg_locks where relation = 'identity.person'::regclass" + kind) > 0) {
                return;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("nobody came to the table");
    }

    private static long count(String table) {
        return sum("select count(*) from " + table);
    }

    private static long sum(String sql) {
        return owner.sql(sql).query(Long.class).single();
    }
}
