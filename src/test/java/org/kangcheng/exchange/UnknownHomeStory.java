package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;

/** Whom a hospital's filing makes known is no village's resident until it is known in which she lives. */
class UnknownHomeStory extends TestDoor {
    private static final Actor DESK = Actor.system("测试");

    @Autowired
    Areas areas;

    @Autowired
    Corrections corrections;

    @Autowired
    Enrolments enrolments;

    private long patient(Program hospital, NewPerson person, String address) {
        String id = hospital.post(
                        "Patient", """
                {"resourceType":"Patient","identifier":[{"system":"urn:oid:2.16.156.10011.1.3","value":"%s"}],
                 "name":[{"text":"%s"}],"gender":"female","birthDate":"%s"%s}""".formatted(person.idNumber(), person.name(), person.birthDate(), address))
                .expect(201)
                .id();
        return PublicId.decode(id.split("-")[0]).orElseThrow();
    }

    private List<String> livesIn(long person) {
        return jdbc.sql("select area_code from identity.resident where person_key = ?")
                .param(person)
                .query(String.class)
                .list();
    }

    private long residents() {
        return jdbc.sql("select sum(residents) from identity.resident_count")
                .query(Long.class)
                .single();
    }

    @Test
    void sheIsCountedNowhereUntilSomebodyKnows() {
        long before = residents();
        long person = patient(program(hospital(17)), TestPeople.called("无居甲"), "");
        assertThat(livesIn(person)).isEmpty();
        assertThat(residents()).isEqualTo(before);

        // A death and its revocation bring her nowhere either.
        assertThat(corrections.recordDeath(DESK, person, LocalDate.of(2025, 1, 1), "测试"))
                .isEmpty();
        assertThat(corrections.revokeDeath(DESK, person, "测试")).isEmpty();
        assertThat(livesIn(person)).isEmpty();

        assertThat(corrections.move(DESK, person, TestPeople.VILLAGE, null, "本人告知"))
                .isEmpty();
        assertThat(livesIn(person)).containsExactly(TestPeople.VILLAGE);
        assertThat(residents()).isEqualTo(before + 1);
    }

    @Test
    void aWindowThatEnrolsHerKnowsIt() {
        NewPerson told = TestPeople.called("无居乙");
        long person = patient(program(hospital(17)), told, "");
        long before = residents();
        assertThat(enrolments.enrol(DESK, told)).isEqualTo(new EnrolResult.Known(person));
        assertThat(livesIn(person)).containsExactly(told.areaCode());
        assertThat(enrolments.enrol(DESK, told)).isEqualTo(new EnrolResult.Known(person));
        assertThat(residents()).isEqualTo(before + 1);
    }

    @Test
    void anAddressThatNamesAVillageTellsIt() {
        String village = "371521001001";
        String text = "山东省聊城市" + areas.path(village).replace(" ", "") + "12号";
        long person = patient(
                program(hospital(17)),
                TestPeople.called("有居"),
                ",\"address\":[{\"use\":\"old\",\"text\":\"聊城市%s\"},{\"use\":\"home\",\"text\":\"%s\"}]"
                        .formatted(areas.path(TestPeople.VILLAGE), text));
        assertThat(livesIn(person)).containsExactly(village);
    }
}
