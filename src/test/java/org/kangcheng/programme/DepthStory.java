package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.Deliver.Outcome;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.kangcheng.programme.Deliver.Outcome.Refused;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.NewEntry;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What services tell, what a new version or an end changes, what is missed, what is withdrawn, what was known when. */
class DepthStory extends ProgrammePlatform {
    private static final String VILLAGE = TestPeople.VILLAGE;
    private static final String ONCE = "cadence: {once: {within: 30}}";

    @Autowired
    Entries entries;

    @Autowired
    Institutions institutions;

    @Autowired
    People people;

    @Autowired
    EndProgrammes endProgrammes;

    @Autowired
    FigureDays figureDays;

    @Autowired
    WorkTable work;

    @Autowired
    KnownThen knownThen;

    @Autowired
    Missed missed;

    @Autowired
    Counting counting;

    @Test
    void dosesKeepTheirDistance() throws Exception {
        InForce programme = programme("story-doses", "STORY_DOSES", """
                cadence:
                  doses:
                    - {title: 一, opens: P0D, due: P60D}
                    - {title: 二, opens: P21D, due: P56D}
                    - {title: 三, opens: P2M, due: P4M}""");
        long person = member("STORY_DOSES");
        assertThat(next(deliver(person, programme, 100, "d1")).due()).isEqualTo(daysAgo(100 - 56));
        assertThat(deliver(person, programme, 80, "d2")).isInstanceOf(Refused.class);
        Window third = next(deliver(person, programme, 79, "d3"));
        assertThat(third.point()).isEqualTo(2);
        assertThat(third.opens()).isEqualTo(daysAgo(79).plusMonths(2));
        // What is recorded late must keep its distance too, to the one before and the one after.
        assertThat(deliver(person, programme, 90, "d4")).isInstanceOf(Refused.class);
        assertThat(deliver(person, programme, 110, "d5")).isInstanceOf(Refused.class);
        assertThat(next(deliver(person, programme, 0, "d6")).isNever()).isTrue();
        assertThat(coverage(programme, VILLAGE).served()).isEqualTo(1);
    }

    @Test
    void aGradeTellsWhatItFoundAndVoidedTakesItBack() throws Exception {
        InForce programme = programme("story-level", "STORY_LEVEL", """
                cadence: {every: {days: 90, first: 14, early: 80}}
                form:
                  fields: [{id: sbp, label: 收缩压, kind: whole, min: 60, max: 280}]
                  grades:
                    - {code: "2", label: 高, when: sbp >= 140, tells: [STORY_HIGH]}
                    - {code: "1", label: 平, when: sbp > 0, ends: [STORY_HIGH]}""");
        InForce centre = putInForce("story-centre", "'\"STORY_HIGH\" in levels'", "levels: [STORY_HIGH]", ONCE);
        long person = member("STORY_LEVEL");
        Recorded first = recorded(record(own(), person, programme, daysAgo(30), Map.of("sbp", "150"), "l1"));
        settle();
        assertThat(duty(person, centre)).isNotNull();
        recorded(record(own(), person, programme, daysAgo(10), Map.of("sbp", "120"), "l2"));
        settle();
        assertThat(duty(person, centre)).isNull();
        Recorded wrong = recorded(record(own(), person, programme, today(), Map.of("sbp", "160"), "l3"));
        settle();
        assertThat(duty(person, centre)).isNotNull();
        assertThat(deliver.voidRecord(own(), person, wrong.delivery().deliveryId(), "录错"))
                .isEmpty();
        settle();
        assertThat(duty(person, centre)).isNull();
        // The census finds the same people as looking at each does.
        assertThat(first.grade().orElseThrow().tells()).containsExactly("STORY_HIGH");
        assertThat(inSql(person, "\"STORY_HIGH\" in levels")).isFalse();
    }

    @Test
    void theCadenceFollowsThePersonsWork() throws Exception {
        InForce programme = programme("story-work", "STORY_WORK", """
                cadence:
                  choose:
                    - {when: '"STORY_COLD_CHAIN" in occupations', then: {every: {days: 1, first: 0, early: 0}}}
                    - {then: {every: {days: 30, first: 14, early: 10}}}""");
        long person = member("STORY_WORK");
        assertThat(due(person, programme)).isEqualTo(today().plusDays(14));
        facts.tell(person, FactKind.OCCUPATION, "STORY_COLD_CHAIN", today(), null, "TEST");
        settle();
        assertThat(due(person, programme)).isEqualTo(today());
        assertThat(next(deliver(person, programme, 0, "w1")).due()).isEqualTo(today().plusDays(1));
        facts.withdraw(person, "TEST");
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_WORK", today(), null, "AGAIN");
        settle();
        assertThat(due(person, programme)).isEqualTo(today().plusDays(30));
    }

    @Test
    void aWithdrawnConditionTakesItsFactBackAndNoOthers() throws Exception {
        InForce programme =
                putInForce("story-condition", "'\"TUBERCULOSIS\" in diagnoses'", "diagnoses: [TUBERCULOSIS]", ONCE);
        long person = enrol(TestPeople.called("周结核"));
        EntryId wrong = condition(person, "A15.0", "active", "confirmed");
        EntryId other = condition(person, "A16.2", "active", "confirmed");
        settle();
        assertThat(duty(person, programme)).isNotNull();
        revise(wrong, "active", "entered-in-error");
        settle();
        assertThat(duty(person, programme)).as("the other still says so").isNotNull();
        entries.remove(entries.read(other).orElseThrow());
        settle();
        assertThat(duty(person, programme)).isNull();
        // Said again, and then over.
        revise(wrong, "active", "confirmed");
        settle();
        assertThat(duty(person, programme)).isNotNull();
        revise(wrong, "resolved", "confirmed");
        settle();
        assertThat(duty(person, programme)).isNull();
        condition(person, "A15.1", "active", "refuted");
        settle();
        assertThat(duty(person, programme)).isNull();
    }

    @Test
    void aNewVersionRedatesTheDutiesThatStand() throws Exception {
        InForce programme =
                programme("story-version", "STORY_VERSION", "cadence: {every: {days: 90, first: 14, early: 45}}");
        long served = member("STORY_VERSION");
        long waiting = member("STORY_VERSION");
        deliver(served, programme, 10, "v1");
        programmes.putInForce(
                DESK,
                "test",
                programme
                        .programme()
                        .definition()
                        .text()
                        .replace("version: 1", "version: 2")
                        .replace("days: 90, first: 14", "days: 60, first: 7"));
        census.run();
        settle();
        assertThat(due(served, programme)).isEqualTo(daysAgo(10).plusDays(60));
        assertThat(due(waiting, programme)).isEqualTo(today().plusDays(7));
    }

    @Test
    void aProgrammeEndsOnItsDayAndItsFiguresStay() throws Exception {
        InForce programme = programme("story-end", "STORY_END", ONCE);
        long served = member("STORY_END");
        long missing = member("STORY_END");
        deliver(served, programme, 0, "e1");
        programmes.putInForce(
                DESK,
                "test",
                programme
                        .programme()
                        .definition()
                        .text()
                        .replace("version: 1", "version: 2")
                        .replace("from: 2020-01-01", "from: 2020-01-01\nuntil: " + today().plusDays(1)));
        census.run();
        settle();
        endProgrammes.endOn(today());
        assertThat(programmes.find("story-end")).isPresent();
        endProgrammes.endOn(today().plusDays(1));
        programmes.reload();
        assertThat(programmes.find("story-end")).isEmpty();
        settle();
        InForce over = programmes.over().stream()
                .filter(it -> it.programme().id().equals("story-end"))
                .findFirst()
                .orElseThrow();
        assertThat(over.ending()).isFalse();
        assertThat(duty(served, programme)).isNull();
        assertThat(duty(missing, programme)).isNull();
        assertThat(memberships.of(missing)).anySatisfy(was -> {
            assertThat(was.programmeNo()).isEqualTo(programme.no());
            assertThat(was.leftOn()).isEqualTo(today().plusDays(1));
        });
        assertThat(coverage(programme, VILLAGE).members()).isZero();
        for (String area : List.of(VILLAGE, "371502", "3715")) {
            Coverage stays = endProgrammes
                    .figures(over, over.services().getFirst(), List.of(area))
                    .get(area);
            assertThat(stays.members()).isEqualTo(2);
            assertThat(stays.served()).isEqualTo(1);
            assertThat(stays.due()).isEqualTo(1);
        }
        assertThat(deliver(missing, programme, 0, "e2")).isInstanceOf(Refused.class);
        int no = over.number(over.services().getFirst());
        assertThat(work.ended(VILLAGE, no, 2, Standing.SERVED, EndProgrammes.lastDay(over), null, 9))
                .extracting(WorkTable.Row::personKey)
                .containsExactly(served);
        assertThat(work.ended(VILLAGE, no, 2, Standing.DUE, EndProgrammes.lastDay(over), null, 9))
                .extracting(WorkTable.Row::personKey)
                .containsExactly(missing);
    }

    @Test
    void aMissedPointIsClosedWhenTheNextOpensAndCanBeMadeGood() throws Exception {
        InForce programme = programme("story-missed", "STORY_MISSED", """
                cadence:
                  calendar:
                    anchor: STORY_BEGIN
                    missed: close
                    points:
                      - {title: 一, opens: P0D, due: P10D}
                      - {title: 二, opens: P30D, due: P40D}
                      - {title: 三, opens: P60D, due: P70D}""");
        long person = enrol(TestPeople.called("吴漏做"));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_MISSED", daysAgo(5), null, "TEST");
        facts.tell(person, FactKind.EVENT, "STORY_BEGIN", daysAgo(5), null, "TEST");
        settle();
        int no = programme.number(programme.services().getFirst());
        // Twenty days pass: it is late, and not closed.
        begun(person, programme, 25);
        turnTo(today());
        assertThat(Objects.requireNonNull(duty(person, programme)).window().point())
                .isZero();
        assertThat(coverage(programme, VILLAGE).late()).isEqualTo(1);
        // The next point opens.
        begun(person, programme, 30);
        turnTo(today());
        assertThat(Objects.requireNonNull(duty(person, programme)).window().point())
                .isEqualTo(1);
        assertThat(coverage(programme, VILLAGE).late()).isZero();
        assertThat(missed.of(List.of(person))).singleElement().satisfies(row -> {
            assertThat(row.point()).isZero();
            assertThat(row.dueOn()).isEqualTo(daysAgo(20));
        });
        // It was done after all, and is recorded late.
        Recorded late = recorded(deliver(person, programme, 22, "m1"));
        assertThat(late.delivery().point()).isZero();
        assertThat(late.next().point()).isEqualTo(1);
        assertThat(missed.of(List.of(person))).isEmpty();
        assertThat(jdbc.sql("select service_no from programme.missed where service_no = ?")
                        .param(no)
                        .query(Integer.class)
                        .list())
                .isEmpty();
    }

    /** As if the event had been so many days ago when the duty was set. */
    private void begun(long person, InForce programme, int days) {
        LocalDate before = jdbc.sql("select from_date from programme.fact where person_key = ? and kind = 'EVENT'")
                .param(person)
                .query(LocalDate.class)
                .single();
        long more = ChronoUnit.DAYS.between(daysAgo(days), before);
        jdbc.sql("update programme.fact set from_date = from_date - ?::int where person_key = ? and kind = 'EVENT'")
                .params(more, person)
                .update();
        Duty duty = Objects.requireNonNull(duty(person, programme));
        Window window = duty.window();
        transaction.executeWithoutResult(_ -> {
            Duty earlier = new Duty(
                    person,
                    duty.serviceNo(),
                    new Window(window.opens().minusDays(more), window.due().minusDays(more), window.point()),
                    duty.lastDone(),
                    duty.excluded());
            counting.remove(VILLAGE, duty);
            duties.save(VILLAGE, earlier);
            counting.add(VILLAGE, earlier);
        });
    }

    private void turnTo(LocalDate day) {
        transaction.executeWithoutResult(_ -> missed.turn(programmes.all(), day));
        settle();
    }

    @Test
    void aTargetHoldsForTheAreasWithin() throws Exception {
        Programme programme = programme("story-target", "STORY_TARGET", ONCE).programme();
        assertThat(new Programme(
                                programme.definition(),
                                programme.members(),
                                programme.services(),
                                Map.of("3715", 75, "371502", 90),
                                false,
                                List.of(),
                                null)
                        .target("371502001"))
                .isEqualTo(90);
        assertThat(new Programme(
                                programme.definition(),
                                programme.members(),
                                programme.services(),
                                Map.of("3715", 75, "371502", 90),
                                false,
                                List.of(),
                                null)
                        .target("371525"))
                .isEqualTo(75);
    }

    /** A visit is recorded ten days late, and voided later still: each evening is told as it was believed then. */
    @Test
    void whatWasKnownWhenCanBeShown() throws Exception {
        InForce programme = programme("story-then", "STORY_THEN", "cadence: {every: {days: 90, first: 14, early: 45}}");
        long person = member("STORY_THEN");
        LocalDate visit = daysAgo(20);
        Recorded late = recorded(record(own(), person, programme, visit, Map.of(), "t1"));
        Instant entered = at(daysAgo(40));
        Instant recordedAt = at(daysAgo(10));
        Instant voidedAt = at(daysAgo(5));
        assertThat(deliver.voidRecord(own(), person, late.delivery().deliveryId(), "走错了门"))
                .isEmpty();
        jdbc.sql("update programme.delivery set recorded_at = ?, voided_at = ? where person_key = ?")
                .params(Timestamp.from(recordedAt), Timestamp.from(voidedAt), person)
                .update();
        jdbc.sql("update programme.membership set entered_on = ?, recorded_at = ? where person_key = ?")
                .params(daysAgo(40), Timestamp.from(entered), person)
                .update();
        jdbc.sql("update programme.fact set from_date = ?, recorded_at = ? where person_key = ?")
                .params(daysAgo(40), Timestamp.from(entered), person)
                .update();
        assertThat(then(person, programme, daysAgo(15), at(daysAgo(14)))).isEqualTo(Standing.LATE);
        assertThat(then(person, programme, daysAgo(15), at(daysAgo(9)))).isEqualTo(Standing.SERVED);
        assertThat(then(person, programme, daysAgo(21), at(daysAgo(9)))).isEqualTo(Standing.LATE);
        assertThat(then(person, programme, daysAgo(15), at(today()))).isEqualTo(Standing.LATE);
        assertThat(then(person, programme, daysAgo(30), at(today()))).isEqualTo(Standing.DUE);
        assertThat(then(person, programme, daysAgo(30), at(daysAgo(41)))).isNull();
        assertThat(then(person, programme, daysAgo(41), at(today()))).isNull();
    }

    @Test
    void theFiguresOfAnEveningStay() throws Exception {
        InForce programme = programme("story-evening", "STORY_EVENING", ONCE);
        long person = member("STORY_EVENING");
        int no = programme.number(programme.services().getFirst());
        jdbc.sql("delete from programme.figure_of_day where service_no = ?")
                .param(no)
                .update();
        figureDays.keep(today());
        deliver(person, programme, 0, "f1");
        figureDays.keep(today());
        for (String area : List.of(VILLAGE, "371502001", "371502", "3715")) {
            Coverage kept = figureDays.of(no, List.of(area), today()).get(area);
            assertThat(kept.members()).isEqualTo(1);
            assertThat(kept.due()).isEqualTo(1);
            assertThat(kept.served()).isZero();
        }
        assertThat(coverage(programme, "371502").served()).isEqualTo(1);
        // An evening that says nothing new adds no row, and is answered by the one before; a day before all has none.
        figureDays.keep(today().plusDays(1));
        figureDays.keep(today().plusDays(2));
        long rows = jdbc.sql("select count(*) from programme.figure_of_day where service_no = ? and area_code = ?")
                .params(no, VILLAGE)
                .query(Long.class)
                .single();
        assertThat(rows).isEqualTo(2);
        assertThat(figureDays
                        .of(no, List.of(VILLAGE), today().plusDays(2))
                        .get(VILLAGE)
                        .served())
                .isEqualTo(1);
        assertThat(figureDays.of(no, List.of(VILLAGE), daysAgo(1))).isEmpty();
    }

    private @Nullable Standing then(long person, InForce programme, LocalDate day, Instant at) {
        return knownThen.of(people.find(person).orElseThrow(), day, at).stream()
                .filter(line -> line.programme().no() == programme.no())
                .map(KnownThen.Line::standing)
                .findFirst()
                .orElse(null);
    }

    private static Instant at(LocalDate day) {
        return CityTime.instant(day.atTime(12, 0));
    }

    private LocalDate daysAgo(long days) {
        return today().minusDays(days);
    }

    private Actor own() {
        return worker(VILLAGE);
    }

    private Outcome deliver(long person, InForce programme, int daysAgo, String key) {
        return record(own(), person, programme, daysAgo(daysAgo), Map.of(), key);
    }

    private static Recorded recorded(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Recorded.class);
        return (Recorded) outcome;
    }

    private static Window next(Outcome outcome) {
        return recorded(outcome).next();
    }

    private LocalDate due(long person, InForce programme) {
        return Objects.requireNonNull(duty(person, programme)).window().due();
    }

    private long member(String diagnosis) {
        long person = enrol(TestPeople.called("郑深度"));
        facts.tell(person, FactKind.DIAGNOSIS, diagnosis, today(), null, "TEST");
        settle();
        return person;
    }

    private boolean inSql(long person, String rule) throws UnsoundException {
        return jdbc.sql("select coalesce("
                        + Rule.parse("", rule, PersonFacts.VOCABULARY).sql(PersonFacts.COLUMNS)
                        + ", false) from programme.subject p where person_key = :person and :today is not null")
                .param("person", person)
                .param("today", today())
                .query(Boolean.class)
                .single();
    }

    private InForce putInForce(String id, String members, String example, String cadence) throws UnsoundException {
        if (programmes.find(id).isEmpty()) {
            programmes.putInForce(DESK, "test", """
                    engine: programme
                    id: %s
                    title: 测试
                    version: 1
                    source: 测试
                    from: 2020-01-01
                    members: %s
                    services:
                      - {id: visit, title: 看望, by: [VILLAGE_DOCTOR], %s}
                    examples:
                      - {facts: {%s}, member: true}
                      - {facts: {age: 1}, member: false}
                    """.formatted(id, members, cadence, example));
        }
        census.run();
        settle();
        return programmes.find(id).orElseThrow();
    }

    private EntryId condition(long person, String code, String clinical, String certainty) {
        Institution hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(12);
        String json = condition(code, clinical, certainty);
        return entries.file(new NewEntry(
                person,
                hospital.institutionId(),
                "Condition",
                code,
                "结核",
                null,
                clinical,
                CityTime.instant(daysAgo(3).atTime(9, 0)),
                null,
                json,
                null));
    }

    private String condition(String code, String clinical, String certainty) {
        return """
                {"resourceType":"Condition","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"%s"}],
                 "text":"结核"},"clinicalStatus":{"coding":[{"code":"%s"}]},"verificationStatus":{"coding":[{"code":"%s"}]},
                 "recordedDate":"%s"}""".formatted(
                        code, clinical, certainty, CityTime.instant(daysAgo(3).atTime(9, 0)));
    }

    private void revise(EntryId id, String clinical, String certainty) {
        Entry before = entries.read(id).orElseThrow();
        assertThat(entries.revise(
                        before, (ObjectNode) JsonMapper.shared().readTree(condition("A15.0", clinical, certainty))))
                .isPresent();
    }
}
