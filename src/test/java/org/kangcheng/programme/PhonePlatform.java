package org.kangcheng.programme;

import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Role;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What stories of the phone need: a village of the test's own, its doctor, and the shipped forms for its people alone. */
abstract class PhonePlatform extends ProgrammePlatform {
    static final String PASSWORD = "phone-story-1";

    private static int villagesUsed = 700;
    static Playwright playwright;

    @LocalServerPort
    int port;

    @Autowired
    Areas areas;

    @Autowired
    Accounts accounts;

    @TempDir
    Path temp;

    CuttingProxy network;
    Area village;
    String user;

    @BeforeAll
    static void openPlaywright() {
        playwright = Phone.playwright();
    }

    @AfterAll
    static void closePlaywright() {
        playwright.close();
    }

    @BeforeEach
    void aVillageAndItsDoctor() throws IOException {
        network = new CuttingProxy(port);
        village = List.copyOf(areas.villages()).get(villagesUsed++);
        user = doctor("赵村医");
    }

    @AfterEach
    void closeNetwork() throws IOException {
        network.close();
    }

    String doctor(String name) {
        String account = "phone-" + UUID.randomUUID();
        accounts.create(
                DESK,
                new Accounts.NewAccount(
                        account, name, PASSWORD, Set.of(Role.VILLAGE_DOCTOR), null, null, null, village.code(), false));
        return account;
    }

    /** Signed in, with its PIN set and everything downloaded. */
    Phone phone() {
        return new Phone(playwright, temp.resolve("phone-" + UUID.randomUUID()), network)
                .signIn(user, PASSWORD)
                .begin();
    }

    /** A shipped programme, for those with a diagnosis of the stories' own. */
    InForce shipped(String id, String diagnosis) throws UnsoundException {
        return shipped(id, diagnosis, 1, "");
    }

    /** @param more fields beside the shipped ones, as a newer version may ask for */
    InForce shipped(String id, String diagnosis, int version, String more) throws UnsoundException {
        String own = "phone-" + id + "-"
                + diagnosis.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        InForce before = programmes.find(own).orElse(null);
        if (before != null && before.programme().definition().version() >= version) {
            return before;
        }
        String text = definition(id)
                .replace("id: " + id + "\n", "id: " + own + "\n")
                .replaceFirst("version: [0-9]+\n", "version: " + version + "\n")
                .replaceFirst("members: .*", "members: '\"" + diagnosis + "\" in diagnoses'")
                // What is asked more has no answer in the examples of the form.
                .replaceAll("    examples:\n(      - .*\n)+", "")
                .replaceFirst("(?sm)^examples:.*", """
                        examples:
                          - {facts: {diagnoses: [%s]}, member: true}
                          - {facts: {age: 1}, member: false}
                        """.formatted(diagnosis))
                .replaceFirst("      fields:\n", "      fields:\n" + more);
        programmes.putInForce(DESK, "test", text);
        census.run();
        settle();
        return programmes.find(own).orElseThrow();
    }

    private static String definition(String id) {
        try (var in = PhonePlatform.class.getResourceAsStream("/definitions/programme/" + id + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Somebody of the village with diagnoses. */
    long patient(String name, String house, String... diagnoses) {
        NewPerson like = TestPeople.young(name, village.code());
        long key = enrol(new NewPerson(
                like.name(),
                like.sex(),
                like.birthDate(),
                like.areaCode(),
                like.idType(),
                like.idNumber(),
                like.phone(),
                house,
                true,
                "TEST"));
        LocalDate since = today().minusDays(1);
        for (String diagnosis : diagnoses) {
            facts.tell(key, FactKind.DIAGNOSIS, diagnosis, since, null, "TEST");
        }
        settle();
        return key;
    }

    /** What the books say, asked of the table itself: deliveries of a person that count. */
    long delivered(long person) {
        return jdbc.sql("select count(*) from programme.delivery where person_key = ? and voided_at is null")
                .param(person)
                .query(Long.class)
                .single();
    }
}
