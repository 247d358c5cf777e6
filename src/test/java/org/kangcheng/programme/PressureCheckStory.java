package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.Sex;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.Filing;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** 首诊测血压, as it is shipped: whoever was at a doctor's has her pressure taken, once a year; what is found leads on. */
class PressureCheckStory extends ProgrammePlatform {
    private static final String ID = "story-pressure-check";
    private static final String VILLAGE = "371502001006";

    private static int people;

    @Autowired
    Entries entries;

    private InForce programme;

    /** The shipped one, for events and levels of the story's own. */
    @BeforeEach
    void shipped() throws Exception {
        if (programmes.find(ID).isEmpty()) {
            try (var in = PressureCheckStory.class.getResourceAsStream("/definitions/programme/pressure-check.yaml")) {
                programmes.putInForce(
                        DESK,
                        "test",
                        new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                .replace("id: pressure-check\n", "id: " + ID + "\n")
                                .replace("VISIT", "STORY_VISIT")
                                .replace("PRESSURE_RISK", "STORY_PRESSURE_RISK")
                                .replace("PRESSURE_SUSPECT", "STORY_PRESSURE_SUSPECT"));
            }
            census.run();
            settle();
        }
        programme = programmes.find(ID).orElseThrow();
    }

    private long aged(int years) {
        NewPerson like = TestPeople.young("来诊", VILLAGE);
        LocalDate birth = today().minusYears(years).minusDays(40 + people);
        return enrol(new NewPerson(
                like.name(),
                Sex.MALE,
                birth,
                VILLAGE,
                like.idType(),
                TestPeople.idNumber(birth, Sex.MALE, 430 + people++),
                like.phone(),
                like.address(),
                true,
                "TEST"));
    }

    private void visited(long person, LocalDate on) {
        facts.tell(person, FactKind.EVENT, "STORY_VISIT", on, on.plusDays(365), "RECORD/" + person + "/" + on);
        settle();
    }

    private Duty duty(long person, String service) {
        return Objects.requireNonNull(owed(person, service));
    }

    private @Nullable Duty owed(long person, String service) {
        return duties.find(
                        person,
                        programme.number(programme.programme().service(service).orElseThrow()))
                .orElse(null);
    }

    private String measure(long person, String service, LocalDate on, Map<String, String> typed) {
        int no = programme.number(programme.programme().service(service).orElseThrow());
        Recorded recorded = (Recorded) deliver.record(worker(VILLAGE), person, no, on, typed, service + person + on);
        settle();
        return Objects.requireNonNull(recorded.delivery().grade());
    }

    private static Map<String, String> pressure(int sbp, int dbp) {
        return Map.of("sbp", Integer.toString(sbp), "dbp", Integer.toString(dbp));
    }

    @Test
    void onlyWhoWasSeenAndNotMeasuredForAYearIsOwedOne() {
        long person = aged(41);
        long young = aged(30);
        assertThat(owed(person, "measure"))
                .as("nobody owes half of the city one")
                .isNull();
        visited(person, today().minusDays(20));
        visited(young, today().minusDays(20));
        assertThat(owed(young, "measure")).isNull();
        assertThat(duty(person, "measure").standing(today())).isEqualTo(Standing.LATE);
        assertThat(measure(person, "measure", today().minusDays(10), pressure(118, 76)))
                .isEqualTo("1");
        assertThat(duty(person, "measure").standing(today())).isEqualTo(Standing.SERVED);
        visited(person, today().minusDays(1));
        assertThat(duty(person, "measure").standing(today()))
                .as("a second visit within the year asks for nothing")
                .isEqualTo(Standing.SERVED);
        facts.tell(person, FactKind.DIAGNOSIS, "HYPERTENSION", today(), null, "TEST");
        settle();
        assertThat(owed(person, "measure")).isNull();
    }

    /** LOINC 85354-9, as hospitals file it. */
    private static ObjectNode panel(LocalDate on, int sbp, int dbp) {
        return observation("85354-9", on, "\"component\": [" + part("8480-6", sbp) + ", " + part("8462-4", dbp) + "]");
    }

    private static ObjectNode observation(String code, LocalDate on, String value) {
        return (ObjectNode) new JsonMapper().readTree("""
                {"resourceType": "Observation", "status": "final", "effectiveDateTime": "%sT09:00:00+08:00",
                 "code": {"coding": [{"system": "http://loinc.org", "code": "%s"}]}, %s}""".formatted(on, code, value));
    }

    private static String part(String code, int value) {
        return "{\"code\": {\"coding\": [{\"system\": \"http://loinc.org\", \"code\": \"%s\"}]}, %s}"
                .formatted(code, quantity(value));
    }

    private static String quantity(int value) {
        return "\"valueQuantity\": {\"value\": %d, \"unit\": \"mmHg\"}".formatted(value);
    }

    private Entry filed(long person, ObjectNode observation) {
        Entry entry = entries.fileAll(List.of(new Filing(entries.newId(person), 1, observation, null)))
                .getFirst();
        settle();
        return entry;
    }

    @Test
    void aPressureInTheRecordIsAsGoodAsTheVillageDoctorsUntilItIsTakenBack() {
        long person = aged(44);
        visited(person, today().minusDays(20));
        filed(person, observation("8462-4", today().minusDays(19), quantity(76)));
        assertThat(duty(person, "measure").standing(today()))
                .as("half of a pressure is none")
                .isEqualTo(Standing.LATE);
        Entry panel = filed(person, panel(today().minusDays(20), 118, 76));
        assertThat(duty(person, "measure").standing(today())).isEqualTo(Standing.SERVED);
        filed(person, panel(today().minusDays(20), 120, 70));
        visited(person, today().minusDays(1));
        assertThat(duty(person, "measure").standing(today()))
                .as("of a later visit within the year, too")
                .isEqualTo(Standing.SERVED);

        Entry high =
                entries.revise(panel, panel(today().minusDays(20), 150, 96)).orElseThrow();
        settle();
        assertThat(duty(person, "measure").standing(today()))
                .as("a high one asks for the next within two weeks")
                .isEqualTo(Standing.DUE);
        Entry mended =
                entries.revise(high, panel(today().minusDays(20), 130, 80)).orElseThrow();
        settle();
        assertThat(duty(person, "measure").standing(today())).isEqualTo(Standing.SERVED);
        entries.remove(mended);
        settle();
        assertThat(duty(person, "measure").standing(today())).isEqualTo(Standing.DUE);
    }

    @Test
    void whatWasMeasuredBeforeTheVisitIsFoundWhenSheComesAndWhatIsOldIsNot() {
        long measured = aged(45);
        filed(measured, observation("8480-6", today().minusDays(300), quantity(121)));
        visited(measured, today().minusDays(2));
        assertThat(duty(measured, "measure").standing(today())).isEqualTo(Standing.SERVED);
        long longAgo = aged(46);
        filed(longAgo, observation("8480-6", today().minusDays(400), quantity(121)));
        visited(longAgo, today().minusDays(2));
        assertThat(duty(longAgo, "measure").standing(today())).isEqualTo(Standing.DUE);
    }

    @Test
    void threeHighReadingsOnDifferentDaysLeadToADoctorAndHisWordEndsIt() {
        long person = aged(42);
        visited(person, today().minusDays(30));
        assertThat(measure(person, "measure", today().minusDays(29), pressure(146, 88)))
                .isEqualTo("2");
        assertThat(duty(person, "measure").window().due()).isEqualTo(today().minusDays(15));
        // Another visit does not begin anew what is being looked into.
        visited(person, today().minusDays(20));
        assertThat(duty(person, "measure").window().due()).isEqualTo(today().minusDays(15));
        assertThat(measure(person, "measure", today().minusDays(18), pressure(142, 92)))
                .isEqualTo("2B");
        assertThat(owed(person, "result")).isNull();
        assertThat(measure(person, "measure", today().minusDays(10), pressure(150, 90)))
                .isEqualTo("3");
        assertThat(duty(person, "result").standing(today())).isEqualTo(Standing.DUE);
        assertThat(measure(person, "result", today(), Map.of("result", "排除"))).isEqualTo("1");
        assertThat(owed(person, "result")).isNull();
    }

    @Test
    void whoIsAtRiskIsMeasuredEachHalfYearUntilTheRiskIsGone() {
        long person = aged(43);
        visited(person, today().minusDays(3));
        assertThat(owed(person, "high-risk")).isNull();
        assertThat(measure(person, "measure", today().minusDays(2), pressure(132, 80)))
                .isEqualTo("1R");
        assertThat(duty(person, "high-risk").window().due()).isEqualTo(today().plusDays(182));
        assertThat(measure(person, "high-risk", today(), Map.of("sbp", "118", "dbp", "76", "gone", "是")))
                .isEqualTo("1");
        assertThat(owed(person, "high-risk")).isNull();
    }
}
