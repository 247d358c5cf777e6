package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Residents are found by all that a search says, and by nothing that it does not; what would cost too much is refused. */
class ResidentSearchStory extends TestDoor {
    private static final String NAME = "贲寻";
    private static final String ID_NUMBER = "urn:oid:2.16.156.10011.1.3|";

    private static final List<NewPerson> PEOPLE = new ArrayList<>();
    private static final List<String> IDS = new ArrayList<>();

    @Autowired
    Enrolments enrolments;

    /** Two women born about 1940 and a man born about 1998. */
    @BeforeEach
    void threeLiveHere() {
        if (PEOPLE.isEmpty()) {
            PEOPLE.add(TestPeople.called(NAME + "甲"));
            PEOPLE.add(TestPeople.called(NAME + "乙"));
            PEOPLE.add(TestPeople.young(NAME + "丙", TestPeople.VILLAGE));
            PEOPLE.forEach(person -> IDS.add(PublicId.encode(
                    ((EnrolResult.Enrolled) enrolments.enrol(Actor.system("测试"), person)).personKey())));
        }
    }

    private static List<String> found(Program program, String query) {
        JsonNode bundle = program.get("Patient?" + query).expect(200).body();
        return bundle.path("entry")
                .valueStream()
                .map(entry -> entry.path("resource").path("id").asString())
                .toList();
    }

    @Test
    void eachConditionHolds() {
        Program city = city();
        String number = "identifier=" + ID_NUMBER + PEOPLE.getFirst().idNumber();
        assertThat(found(city, "name=" + NAME)).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(found(city, "name=" + NAME + "&gender=male")).containsExactly(IDS.get(2));
        assertThat(found(city, "name=" + NAME + "&gender:not=male")).hasSize(2);
        assertThat(found(city, "name=" + NAME + "&birthdate=ge1990")).containsExactly(IDS.get(2));
        assertThat(found(city, "name=" + NAME + "&birthdate=ge1930&birthdate=lt1990"))
                .hasSize(2);
        assertThat(found(city, "name=" + NAME + "&birthdate=" + PEOPLE.get(1).birthDate()))
                .containsExactly(IDS.get(1));
        assertThat(found(city, "name=" + NAME + "&family=" + NAME)).isEmpty();
        assertThat(found(city, "name=" + NAME + "甲," + NAME)).containsExactlyInAnyOrderElementsOf(IDS);
        assertThat(found(city, "name=" + NAME + "&_lastUpdated=lt2020")).isEmpty();
        assertThat(found(city, "name=" + NAME + "&_lastUpdated=ge2020")).hasSize(3);
        assertThat(found(city, "_id=" + IDS.getFirst() + "&gender=male")).isEmpty();
        assertThat(found(city, "_id=" + IDS.getFirst() + "," + IDS.get(2) + "&gender=male"))
                .containsExactly(IDS.get(2));
        assertThat(found(city, number)).containsExactly(IDS.getFirst());
        assertThat(found(city, "identifier=" + PEOPLE.getFirst().idNumber())).containsExactly(IDS.getFirst());
        assertThat(found(city, number + "&birthdate=1901-01-01")).isEmpty();
        assertThat(found(city, number + "&name=别人")).isEmpty();
        assertThat(found(city, number + "&_id=" + IDS.get(1))).isEmpty();
    }

    @Test
    void theyAreCountedAndSortedToo() {
        Program city = city();
        assertThat(total(city, "name=" + NAME + "&_summary=count")).isEqualTo(3);
        assertThat(total(city, "name=" + NAME + "&gender=male&_summary=count")).isEqualTo(1);
        assertThat(total(city, "identifier=" + ID_NUMBER + PEOPLE.getFirst().idNumber() + "&_summary=count"))
                .isEqualTo(1);
        String ids = "_id=" + String.join(",", IDS);
        assertThat(found(city, ids + "&_sort=birthdate")).containsExactlyElementsOf(IDS);
        assertThat(found(city, ids + "&_sort=-birthdate")).containsExactlyElementsOf(IDS.reversed());
    }

    private static long total(Program program, String query) {
        return program.get("Patient?" + query).expect(200).body().path("total").asLong(-1);
    }

    @Test
    void aPageIsAsLongAsAskedWhateverWasPassedOver() {
        Program city = city();
        List<String> seen = new ArrayList<>();
        String next = "Patient?name=" + NAME + "&gender=female&_count=1";
        for (int page = 0; !next.isEmpty(); page++) {
            JsonNode bundle = city.get(next).expect(200).body();
            assertThat(page).isLessThan(5);
            assertThat(bundle.path("entry").size()).isLessThanOrEqualTo(1);
            bundle.path("entry")
                    .forEach(entry -> seen.add(entry.path("resource").path("id").asString()));
            next = SyntheaStory.link(bundle, "next");
        }
        assertThat(seen).containsExactlyInAnyOrder(IDS.get(0), IDS.get(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "birthdate=1980-01-01",
                "family=贲",
                "gender=male",
                "_lastUpdated=ge2020",
                "name=贲&_sort=birthdate"
            })
    void whatWouldPassOverTheWholeCityIsRefused(String query) {
        Reply reply = city().get("Patient?" + query).expect(422);
        assertThat(reply.body().path("issue").path(0).path("code").asString()).isEqualTo("too-costly");
    }

    @Test
    void aHospitalFindsItsOwnAndWhomItKnows() {
        Program hospital = program(hospital(14));
        NewPerson person = PEOPLE.get(1);
        String filed = hospital.post("Patient", """
                {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "name":[{"text":"%s"}],"gender":"female","birthDate":"%s"}""".formatted(person.idNumber(), person.name(), person.birthDate()))
                .expect(201)
                .id();
        String number = "identifier=" + ID_NUMBER + person.idNumber();
        assertThat(found(hospital, number)).containsExactlyInAnyOrder(IDS.get(1), filed);
        assertThat(found(hospital, number + "&gender=male")).isEmpty();
        assertThat(found(hospital, number + "&_sort=birthdate")).containsExactlyInAnyOrder(IDS.get(1), filed);
        assertThat(found(hospital, "birthdate=" + person.birthDate())).containsExactly(filed);
        assertThat(found(hospital, "name=" + NAME)).containsExactly(filed);
        assertThat(found(hospital, "_id=" + IDS.getFirst())).isEmpty();
    }
}
