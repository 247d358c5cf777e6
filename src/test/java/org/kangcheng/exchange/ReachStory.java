package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Readings;
import org.kangcheng.card.Cards;
import org.kangcheng.card.Codes;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.Merges;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Who sees what through the door, and what the resident hears of it. */
class ReachStory extends TestDoor {
    @Autowired
    private Clock clock;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Merges merges;

    @Autowired
    Grants grants;

    @Autowired
    Readings readings;

    @Autowired
    Cards cards;

    @Autowired
    Codes codes;

    private NewPerson resident = TestPeople.called("阮见");

    private long enrolled() {
        return ((EnrolResult.Enrolled) enrolments.enrol(Actor.system("测试"), resident)).personKey();
    }

    /** The hospital's own Patient of the resident, found by her ID number. */
    private String filed(Program hospital) {
        String json = """
                {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "name":[{"text":"%s"}],"gender":"female","birthDate":"%s"}""".formatted(resident.idNumber(), resident.name(), resident.birthDate());
        return hospital.post("Patient", json).expect(201).id();
    }

    private static String condition(Program hospital, String patient, String text) {
        return hospital.post("Condition", """
                {"resourceType":"Condition","code":{"text":"%s"},"subject":{"reference":"Patient/%s"}}""".formatted(text, patient))
                .expect(201)
                .id();
    }

    @Test
    void aPatientOfHerIdNumberIsTheResident() {
        long person = enrolled();
        assertThat(filed(program(hospital(9)))).startsWith(PublicId.encode(person) + "-");
    }

    @Test
    void aGrantOpensWhatOthersFiled() {
        long person = enrolled();
        Program first = program(hospital(9));
        Program second = program(hospital(10));
        String condition = condition(first, filed(first), "高血压");
        String own = filed(second);

        second.get("Condition/" + condition).expect(404);
        assertThat(conditions(second, own)).isEmpty();

        grants.grant(
                person, hospital(10).institutionId(), "visit:1", clock.instant().plus(Duration.ofHours(1)));
        second.get("Condition/" + condition).expect(200);
        assertThat(conditions(second, own)).containsExactly("高血压");
        assertThat(second.put(
                                "Condition/" + condition,
                                second.get("Condition/" + condition).raw().body())
                        .status())
                .isEqualTo(403);
    }

    /** The printed code may be anybody's copy: it says who somebody is, and opens nothing. */
    @Test
    void theCodeOnHerPhoneOpensWhatOthersFiledAndAPrintedOneDoesNot() {
        long person = enrolled();
        cards.issue(Actor.system("测试"), person);
        Program first = program(hospital(9));
        Program second = program(hospital(10));
        String condition = condition(first, filed(first), "高血压");
        String own = filed(second);

        read(second, codes.staticCode(person));
        second.get("Condition/" + condition).expect(404);
        assertThat(conditions(second, own)).isEmpty();

        read(second, codes.present(person).text());
        second.get("Condition/" + condition).expect(200);
        assertThat(conditions(second, own)).containsExactly("高血压");

        // A printed code read afterwards takes nothing away.
        read(second, codes.staticCode(person));
        second.get("Condition/" + condition).expect(200);
    }

    private void read(Program hospital, String code) {
        String body = """
                {"code":"%s","careStep":"010102","channel":"0300"}""".formatted(code);
        send(hospital.request("http://127.0.0.1:" + port + "/api/v1/codes/verify")
                        .setHeader("Content-Type", "application/json")
                        .setHeader("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .expect(200);
    }

    private static List<String> conditions(Program program, String patient) {
        JsonNode everything =
                program.get("Patient/" + patient + "/$everything").expect(200).body();
        return everything
                .path("entry")
                .valueStream()
                .map(entry -> entry.path("resource"))
                .filter(resource -> resource.path("resourceType").asString().equals("Condition"))
                .map(resource -> resource.path("code").path("text").asString())
                .toList();
    }

    @Test
    void theIdNumberIsShownOnlyToWhomItIsAllowed() {
        long person = enrolled();
        Program hospital = program(hospital(9));
        filed(hospital);
        String resident = "Patient/" + PublicId.encode(person);
        assertThat(hospital.get(resident).expect(200).body().has("identifier")).isFalse();
        assertThat(city().get(resident)
                        .expect(200)
                        .body()
                        .path("identifier")
                        .path(0)
                        .path("value")
                        .asString())
                .isEqualTo(this.resident.idNumber());
        assertThat(hospital.get("Patient?identifier=urn:oid:2.16.156.10011.1.3|" + this.resident.idNumber())
                        .expect(200)
                        .body()
                        .path("entry")
                        .size())
                .isEqualTo(2);
    }

    @Test
    void eachReadingStandsInTheResidentsList() {
        long person = enrolled();
        Program hospital = program(hospital(9));
        String patient = filed(hospital);
        String condition = condition(hospital, patient, "头痛");
        int before = readings.of(person, null, 100).items().size();
        hospital.get("Condition/" + condition).expect(200);
        hospital.get("Condition?patient=" + patient).expect(200);
        hospital.get("Patient/" + patient + "/$everything").expect(200);
        assertThat(readings.of(person, null, 100).items())
                .hasSize(before + 3)
                .allMatch(reading -> hospital(9).institutionId() == reading.institutionId());
    }

    @Test
    void aSearchForTwoStandsInTheListsOfBoth() {
        long one = enrolled();
        Program hospital = program(hospital(9));
        String first = filed(hospital);
        resident = TestPeople.called("阮双");
        long other = enrolled();
        String second = filed(hospital);
        condition(hospital, first, "头痛");

        hospital.get("Condition?patient=" + first + "," + second).expect(200);

        assertThat(whats(one)).containsExactly("健康档案检索:Condition");
        assertThat(whats(other)).as("that nothing was found tells of her too").containsExactly("健康档案检索:Condition");
    }

    @Test
    void aCountThatTellsOfSomebodyStandsInHerList() {
        long person = enrolled();
        Program hospital = program(hospital(9));
        String patient = filed(hospital);
        condition(hospital, patient, "头痛");

        hospital.get("Condition?patient=" + patient + "&code=E11&_summary=count")
                .expect(200);
        hospital.get("Condition?patient=" + patient + "&_count=0").expect(200);
        hospital.get("Patient?identifier=urn:oid:2.16.156.10011.1.3|" + resident.idNumber() + "&_summary=count")
                .expect(200);
        hospital.get("Appointment?patient=" + patient + "&_summary=count").expect(200);

        assertThat(whats(person))
                .containsExactlyInAnyOrder("健康档案计数:Condition", "健康档案计数:Condition", "健康档案计数:Patient", "预约信息");
    }

    private List<String> whats(long person) {
        return readings.of(person, null, 100).items().stream()
                .map(Readings.Reading::what)
                .toList();
    }

    @Test
    void mergedPeopleHaveOneRecord() {
        long kept = enrolled();
        Program hospital = program(hospital(9));
        String first = filed(hospital);
        condition(hospital, first, "甲");
        resident = TestPeople.called("阮重");
        long retired = enrolled();
        String second = filed(hospital);
        condition(hospital, second, "乙");
        assertThat(merges.merge(Actor.system("测试"), retired, kept, "同一人")).isEmpty();

        assertThat(conditions(hospital, first)).containsExactlyInAnyOrder("甲", "乙");
        assertThat(conditions(hospital, second)).containsExactlyInAnyOrder("甲", "乙");
        JsonNode alias =
                hospital.get("Patient/" + PublicId.encode(retired)).expect(200).body();
        assertThat(alias.path("link").path(0).path("type").asString()).isEqualTo("replaced-by");
    }
}
