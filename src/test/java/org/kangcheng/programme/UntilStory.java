package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.programme.Deliver.Outcome.Refused;

/** What is due until something holds: gathered in SQL and looked at in Java it comes to the same. */
class UntilStory extends ProgrammePlatform {
    private static final String UNTIL = """
            cadence: {until: {holds: '"STORY_DONE" in diagnoses', within: 20}}""";

    @Test
    void itIsServedWhileTheRuleHoldsAndDueWhenItDoesNot() throws Exception {
        long has = enrol(TestPeople.called("吴已有"));
        long lacks = enrol(TestPeople.called("吴没有"));
        for (long person : new long[] {has, lacks}) {
            facts.tell(person, FactKind.DIAGNOSIS, "STORY_UNTIL", today(), null, "TEST");
        }
        facts.tell(has, FactKind.DIAGNOSIS, "STORY_DONE", today(), null, "TEST");
        settle();
        InForce programme = programme("story-until", "STORY_UNTIL", UNTIL);
        assertThat(due(has, programme).isNever()).isTrue();
        assertThat(due(lacks, programme).due()).isEqualTo(today().plusDays(20));
        assertThat(coverage(programme, TestPeople.VILLAGE).served()).isEqualTo(1);
        facts.tell(lacks, FactKind.DIAGNOSIS, "STORY_DONE", today(), null, "TEST");
        facts.end(has, FactKind.DIAGNOSIS, "STORY_DONE", today());
        settle();
        assertThat(due(lacks, programme).isNever()).isTrue();
        assertThat(due(has, programme).due()).isEqualTo(today().plusDays(20));
        assertThat(coverage(programme, TestPeople.VILLAGE).served()).isEqualTo(1);
    }

    @Test
    void nobodyDeliversIt() throws Exception {
        InForce programme = programme("story-until-by-itself", "STORY_UNTIL_BY_ITSELF", UNTIL);
        long person = enrol(TestPeople.called("吴自动"));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_UNTIL_BY_ITSELF", today(), null, "TEST");
        settle();
        assertThat(record(worker(TestPeople.VILLAGE), person, programme, today(), Map.of(), "k1"))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo("done-by-itself"));
    }

    private Window due(long person, InForce programme) {
        return Objects.requireNonNull(duty(person, programme)).window();
    }
}
