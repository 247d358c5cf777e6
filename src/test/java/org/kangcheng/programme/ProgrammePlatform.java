package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.Invariants;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What stories of programmes need: people, workers, a programme of their own, and looking again at once. */
abstract class ProgrammePlatform extends TestPlatform {
    static final Actor DESK = Actor.system("test");

    @Autowired
    Enrolments enrolments;

    @Autowired
    Programmes programmes;

    @Autowired
    Census census;

    @Autowired
    Keeping keeping;

    @Autowired
    VillageTasks villages;

    @Autowired
    DutyTable duties;

    @Autowired
    MembershipTable memberships;

    @Autowired
    Figures figures;

    @Autowired
    Facts facts;

    @Autowired
    Deliver deliver;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    LocalDate today() {
        return CityTime.today(clock);
    }

    Actor worker(String area) {
        return new Actor(
                Actor.Kind.STAFF, "v1", "赵村医", Set.of(Role.VILLAGE_DOCTOR), null, null, null, area, null, false);
    }

    long enrol(NewPerson person) {
        long key = ((EnrolResult.Enrolled) enrolments.enrol(DESK, person)).personKey();
        settle();
        return key;
    }

    /** A programme of this test alone: its people are those with the diagnosis that the test gives them. */
    InForce programme(String id, String diagnosis, String service) throws UnsoundException {
        InForce programme = programmes.find(id).isPresent()
                ? programmes.find(id).get()
                : programmes.putInForce(DESK, "test", """
                        engine: programme
                        id: %1$s
                        title: 测试项目
                        version: 1
                        source: 测试
                        from: 2020-01-01
                        members: '"%2$s" in diagnoses'
                        services:
                          - id: visit
                            title: 随访
                            by: [VILLAGE_DOCTOR]
                        %3$s
                        examples:
                          - {facts: {diagnoses: [%2$s]}, member: true}
                          - {facts: {age: 1}, member: false}
                        """.formatted(
                                id, diagnosis, service.indent(4).stripTrailing()));
        census.run();
        settle();
        return programmes.find(id).orElseThrow();
    }

    /** Until nobody waits to be looked at and no village to be gone through, nor is by the platform itself. */
    void settle() {
        while (waiting()) {
            keeping.lookAtSome();
            villages.next();
        }
        transaction.executeWithoutResult(
                _ -> jdbc.sql("lock table programme.stale in share mode").update());
        programmes.reload();
    }

    private boolean waiting() {
        return jdbc.sql("select exists (select from programme.stale) or exists (select from programme.village_task)")
                .query(Boolean.class)
                .single();
    }

    @Nullable
    Duty duty(long person, InForce programme) {
        return duties.find(person, programme.number(programme.services().getFirst()))
                .orElse(null);
    }

    Deliver.Outcome record(
            Actor worker, long person, InForce programme, LocalDate on, Map<String, String> typed, String key) {
        return deliver.record(
                worker, person, programme.number(programme.services().getFirst()), on, typed, key);
    }

    Coverage coverage(InForce programme, String area) {
        int no = programme.number(programme.services().getFirst());
        return figures.of(no, Set.of(area), today()).get(area);
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        settle();
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().matches("(programme|sheet|tally)/.*"))
                    .isNotEmpty()
                    .allMatch(Invariants.Finding::holds);
        }
    }
}
