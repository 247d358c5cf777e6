package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Merges;
import org.kangcheng.identity.Sex;
import org.kangcheng.identity.StatusKind;
import org.kangcheng.identity.Statuses;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.kangcheng.programme.Deliver.Outcome.Refused;
import org.kangcheng.programme.Deliver.Outcome.Unsound;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** Who should be served, who was, who is missing: membership follows the facts, duties the days, figures the rows. */
@AutoConfigureMockMvc
class CoverageStory extends ProgrammePlatform {
    private static final String VILLAGE = TestPeople.VILLAGE;
    private static final String OTHER_VILLAGE = "371502001002";
    private static final String PRESSURE = """
            cadence: {every: {days: 90, first: 14, early: 45}}
            form:
              fields:
                - {id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}
              grades:
                - {code: "2", label: 控制不满意, when: sbp >= 140, nextDays: 14}
                - {code: "1", label: 控制满意, when: sbp > 0}""";

    @Autowired
    MockMvc mvc;

    @Autowired
    Corrections corrections;

    @Autowired
    Statuses statuses;

    @Autowired
    Exclude exclude;

    @Autowired
    Merges merges;

    @Autowired
    Turning turning;

    @Autowired
    StaleTable stale;

    @Test
    void aDiagnosisMakesAMemberAndItsEndLetsGo() throws Exception {
        InForce programme = programme("story-enter", "STORY_ENTER", PRESSURE);
        long person = enrol(TestPeople.called("赵入组"));
        assertThat(duty(person, programme)).isNull();
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_ENTER", today().minusDays(3), null, "TEST");
        settle();
        assertThat(Objects.requireNonNull(duty(person, programme)).window().due())
                .isEqualTo(today().plusDays(14));
        assertThat(coverage(programme, VILLAGE).due()).isEqualTo(1);
        facts.end(person, FactKind.DIAGNOSIS, "STORY_ENTER", today());
        settle();
        assertThat(duty(person, programme)).isNull();
        assertThat(coverage(programme, VILLAGE).members()).isZero();
        assertThat(memberships.of(person)).anySatisfy(was -> {
            assertThat(was.programmeNo()).isEqualTo(programme.no());
            assertThat(was.leftOn()).isEqualTo(today());
        });
    }

    @Test
    void aServiceMovesTheDutyOnAndTheFigureWithIt() throws Exception {
        InForce programme = programme("story-deliver", "STORY_DELIVER", PRESSURE);
        long person = member("STORY_DELIVER");
        Actors worker = new Actors();
        assertThat(record(worker.own, person, programme, today(), Map.of("sbp", "128"), "k1"))
                .isInstanceOfSatisfying(Recorded.class, done -> {
                    assertThat(done.grade().orElseThrow().code()).isEqualTo("1");
                    assertThat(done.next().due()).isEqualTo(today().plusDays(90));
                });
        assertThat(coverage(programme, VILLAGE).served()).isEqualTo(1);
        assertThat(coverage(programme, VILLAGE).percent()).isEqualTo(100);
        // The phone sends it again: the same answer, and nothing is written twice.
        assertThat(record(worker.own, person, programme, today(), Map.of("sbp", "128"), "k1"))
                .isInstanceOf(Recorded.class);
        assertThat(figures.delivered(
                        programme.number(programme.services().getFirst()), List.of(VILLAGE), today(), today()))
                .containsEntry(VILLAGE, 1L);
        // Another visit the same week is none that is asked for.
        assertThat(record(worker.own, person, programme, today(), Map.of("sbp", "130"), "k2"))
                .isInstanceOf(Refused.class);
    }

    /** A page's link leads to the next row, whatever the key of the last person. */
    @Test
    void aListGoesOnWhereItEnded() {
        WorkTable.Row row =
                new WorkTable.Row(VILLAGE, 3, 9_123_456_789_012_345_678L, LocalDate.of(9999, 12, 31), today(), null);
        assertThat(WorkTable.Cursor.parse(WorkTable.Cursor.of(row))).isEqualTo(WorkTable.Cursor.at(row));
        assertThat(WorkTable.Cursor.parse("1_2_3")).isNull();
        assertThat(WorkTable.Cursor.parse(null)).isNull();
    }

    /** The phone repeats what it sent, and in the meantime the person belongs no more: the answer is the same. */
    @Test
    void aRepeatedRecordIsAnsweredAlsoWhenNothingIsDueAnyMore() throws Exception {
        InForce programme = programme("story-repeat", "STORY_REPEAT", PRESSURE);
        long person = member("STORY_REPEAT");
        record(new Actors().own, person, programme, today(), Map.of("sbp", "120"), "k1");
        facts.end(person, FactKind.DIAGNOSIS, "STORY_REPEAT", today().plusDays(1));
        jdbc.sql("update programme.fact set from_date = from_date - 9, to_date = ? where person_key = ? and code = ?")
                .params(today(), person, "STORY_REPEAT")
                .update();
        settle();
        assertThat(duty(person, programme)).isNull();
        assertThat(record(new Actors().own, person, programme, today(), Map.of("sbp", "120"), "k1"))
                .isInstanceOf(Recorded.class);
    }

    @Test
    void aBadGradeBringsTheNextVisitSooner() throws Exception {
        InForce programme = programme("story-grade", "STORY_GRADE", PRESSURE);
        long person = member("STORY_GRADE");
        assertThat(record(new Actors().own, person, programme, today(), Map.of("sbp", "166"), "k1"))
                .isInstanceOfSatisfying(
                        Recorded.class, done -> assertThat(done.next().due()).isEqualTo(today().plusDays(14)));
    }

    @Test
    void whatCannotBeIsRefusedAtItsField() throws Exception {
        InForce programme = programme("story-field", "STORY_FIELD", PRESSURE);
        long person = member("STORY_FIELD");
        for (String typed : List.of("", "1280", "abc", "12.5", "-3")) {
            assertThat(record(new Actors().own, person, programme, today(), Map.of("sbp", typed), "k" + typed))
                    .as(typed)
                    .isInstanceOfSatisfying(
                            Unsound.class, no -> assertThat(no.problems()).containsOnlyKeys("sbp"));
        }
        assertThat(coverage(programme, VILLAGE).due()).isEqualTo(1);
    }

    @Test
    void onlyTheVillagesOwnWorkerMay() throws Exception {
        InForce programme = programme("story-scope", "STORY_SCOPE", PRESSURE);
        long person = member("STORY_SCOPE");
        assertThat(record(new Actors().neighbour, person, programme, today(), Map.of("sbp", "120"), "k1"))
                .isInstanceOf(Refused.class);
        assertThat(record(new Actors().own, person, programme, today().plusDays(1), Map.of("sbp", "120"), "k1"))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aVoidedRecordCountsNoMoreAndTheDutyIsBack() throws Exception {
        InForce programme = programme("story-void", "STORY_VOID", PRESSURE);
        long person = member("STORY_VOID");
        Recorded done = (Recorded) record(new Actors().own, person, programme, today(), Map.of("sbp", "120"), "k1");
        assertThat(deliver.voidRecord(new Actors().own, person, done.delivery().deliveryId(), "录错了人"))
                .isEmpty();
        assertThat(deliver.voidRecord(new Actors().own, person, done.delivery().deliveryId(), "再来"))
                .isPresent();
        assertThat(coverage(programme, VILLAGE).due()).isEqualTo(1);
        assertThat(coverage(programme, VILLAGE).served()).isZero();
    }

    @Test
    void whoCannotBeServedIsNeitherServedNorMissing() throws Exception {
        InForce programme = programme("story-exclude", "STORY_EXCLUDE", PRESSURE);
        long away = member("STORY_EXCLUDE");
        long dead = member("STORY_EXCLUDE");
        long there = member("STORY_EXCLUDE");
        assertThat(exclude.exclude(new Actors().own, away, programme, Exclusion.DEAD, "听说"))
                .isPresent();
        assertThat(exclude.exclude(new Actors().own, away, programme, Exclusion.UNREACHABLE, " "))
                .isPresent();
        assertThat(exclude.exclude(new Actors().own, away, programme, Exclusion.UNREACHABLE, "电话三次不通"))
                .isEmpty();
        assertThat(corrections.recordDeath(DESK, dead, today(), "死亡证明")).isEmpty();
        settle();
        record(new Actors().own, there, programme, today(), Map.of("sbp", "120"), "k1");
        Coverage coverage = coverage(programme, VILLAGE);
        assertThat(coverage.members()).isEqualTo(3);
        assertThat(coverage.excluded()).isEqualTo(Map.of(Exclusion.UNREACHABLE, 1L, Exclusion.DEAD, 1L));
        assertThat(coverage.percent()).isEqualTo(100);
        assertThat(exclude.lift(new Actors().own, away, programme)).isEmpty();
        assertThat(corrections.revokeDeath(DESK, dead, "登记错人")).isEmpty();
        settle();
        assertThat(coverage(programme, VILLAGE).due()).isEqualTo(2);
        assertThat(coverage(programme, VILLAGE).percent()).isEqualTo(33);
    }

    /** Whom an institution treated and nobody knows the home of is no village's: she waits until it is known. */
    @Test
    void whoseHomeIsUnknownIsOnNoVillagesList() throws Exception {
        InForce programme = programme("story-home", "STORY_HOME", PRESSURE);
        long person =
                ((EnrolResult.Enrolled) enrolments.enrolOfUnknownHome(DESK, TestPeople.called("李过客"))).personKey();
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_HOME", today(), null, "TEST");
        settle();
        assertThat(duty(person, programme)).isNull();
        assertThat(coverage(programme, VILLAGE).members()).isZero();
        assertThat(corrections.move(DESK, person, OTHER_VILLAGE, null, "问到了住址")).isEmpty();
        settle();
        assertThat(coverage(programme, VILLAGE).members()).isZero();
        assertThat(coverage(programme, OTHER_VILLAGE).due()).isEqualTo(1);
    }

    /** What shows that somebody cannot be served stands where she is listed, with who said so; and stays when it is lifted. */
    @Test
    void theProofOfAnExclusionStandsBesideIt() throws Exception {
        InForce programme = programme("story-proof", "STORY_PROOF", PRESSURE);
        long person = member("STORY_PROOF");
        String id = PublicId.encode(person);
        assertThat(exclude.exclude(new Actors().own, person, programme, Exclusion.UNREACHABLE, "电话三次不通"))
                .isEmpty();
        String proof = "电话三次不通（赵村医 " + today() + "）";
        String list = "/staff/programmes/story-proof/visit/people";
        for (String page : List.of("/staff/field/" + id, "/staff/then/" + id)) {
            mvc.perform(get(page).with(SignedInAs.actor(new Actors().own)))
                    .andExpect(content().string(containsString(proof)));
        }
        for (String page : List.of(list, list + "/export")) {
            mvc.perform(get(page)
                            .with(SignedInAs.actor(new Actors().own))
                            .param("area", VILLAGE)
                            .param("standing", "EXCLUDED")
                            .param("format", "CSV"))
                    .andExpect(content().string(containsString(proof)));
        }
        assertThat(exclude.lift(new Actors().own, person, programme)).isEmpty();
        mvc.perform(get("/staff/then/" + id).with(SignedInAs.actor(new Actors().own)))
                .andExpect(content().string(containsString(today() + " 赵村医")));
    }

    @Test
    void whoMovesIsOnTheOtherVillagesList() throws Exception {
        InForce programme = programme("story-move", "STORY_MOVE", PRESSURE);
        long person = member("STORY_MOVE");
        assertThat(corrections.move(DESK, person, OTHER_VILLAGE, null, "搬家")).isEmpty();
        settle();
        assertThat(coverage(programme, VILLAGE).members()).isZero();
        assertThat(coverage(programme, OTHER_VILLAGE).due()).isEqualTo(1);
        assertThat(coverage(programme, "371502").due()).isEqualTo(1);
    }

    @Test
    void twoWhoAreOneAreCountedOnce() throws Exception {
        InForce programme = programme("story-merge", "STORY_MERGE", PRESSURE);
        long one = member("STORY_MERGE");
        long same = member("STORY_MERGE");
        assertThat(coverage(programme, VILLAGE).members()).isEqualTo(2);
        record(new Actors().own, one, programme, today(), Map.of("sbp", "120"), "k1");
        merges.merge(DESK, one, same, "同一人");
        settle();
        assertThat(coverage(programme, VILLAGE).members()).isEqualTo(1);
    }

    @Test
    void aStatusOrABirthdayMakesAMember() throws Exception {
        InForce programme = programmes.find("story-status").isPresent()
                ? programmes.find("story-status").get()
                : programmes.putInForce(DESK, "test", """
                        engine: programme
                        id: story-status
                        title: 测试
                        version: 1
                        source: 测试
                        from: 2020-01-01
                        members: '"ORPHAN" in statuses && sex == "M" || age == 65 && sex == "M" && area == "371502001003"'
                        services: [{id: visit, title: 看望, cadence: {yearly: {}}, by: [VILLAGE_DOCTOR]}]
                        examples:
                          - {facts: {statuses: [ORPHAN], sex: M}, member: true}
                          - {facts: {age: 64}, member: false}
                        """);
        census.run();
        long orphan = enrol(male("孤小明", today().minusYears(10), VILLAGE));
        assertThat(duty(orphan, programme)).isNull();
        statuses.grant(DESK, orphan, StatusKind.ORPHAN, today());
        long old = enrol(male("老寿星", today().minusYears(65), "371502001003"));
        settle();
        assertThat(duty(orphan, programme)).isNotNull();
        assertThat(duty(old, programme)).isNotNull();
        // Who has a birthday is found without looking through the city.
        stale.markBirthdays(today(), clock.instant());
        assertThat(jdbc.sql("select count(*) from programme.stale where person_key = ?")
                        .param(old)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void twoPhonesThatSendTheSameVisitRecordItOnce() throws Exception {
        InForce programme = programme("story-race", "STORY_RACE", PRESSURE);
        long person = member("STORY_RACE");
        List<Callable<Deliver.Outcome>> senders = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String key = "phone-" + i % 3;
            senders.add(() -> record(new Actors().own, person, programme, today(), Map.of("sbp", "120"), key));
        }
        try (var threads = Executors.newFixedThreadPool(12)) {
            threads.invokeAll(senders)
                    .forEach(sent -> assertThat(sent).succeedsWithin(java.time.Duration.ofSeconds(20)));
        }
        assertThat(jdbc.sql("select count(*) from programme.delivery where person_key = ?")
                        .param(person)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** What is lies in the counts and in the changes that are not folded yet: the figure is the same before and after. */
    @Test
    void aFigureIsTheSameBeforeAndAfterFolding() throws Exception {
        InForce programme = programme("story-fold", "STORY_FOLD", PRESSURE);
        member("STORY_FOLD");
        Coverage before = coverage(programme, "3715");
        assertThat(before.members()).isEqualTo(1);
        Thread.sleep(1500);
        assertThat(coverage(programme, "3715")).isEqualTo(before);
    }

    private static org.kangcheng.identity.NewPerson male(String name, LocalDate birth, String village) {
        int nth = (int) (Math.random() * 499);
        return new org.kangcheng.identity.NewPerson(
                name,
                Sex.MALE,
                birth,
                village,
                "01",
                TestPeople.idNumber(birth, Sex.MALE, nth),
                null,
                null,
                true,
                "TEST");
    }

    private long member(String diagnosis) {
        long person = enrol(TestPeople.called("钱随访"));
        facts.tell(person, FactKind.DIAGNOSIS, diagnosis, today(), null, "TEST");
        settle();
        return person;
    }

    private final class Actors {
        final org.kangcheng.access.Actor own = worker(VILLAGE);
        final org.kangcheng.access.Actor neighbour = worker(OTHER_VILLAGE);
    }
}
