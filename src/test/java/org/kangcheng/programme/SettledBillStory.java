package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.payment.PayableRef;
import org.kangcheng.settlement.Charge;
import org.kangcheng.settlement.Settlements;
import org.springframework.beans.factory.annotation.Autowired;

/** A settled bill warns of who pays too much herself, and delivers the benefits whose rules have paid; taken back, it does not. */
class SettledBillStory extends ProgrammePlatform {
    private static final String DEFINITION = """
            engine: programme
            id: story-spending
            title: 费用预警
            version: 1
            source: 测试
            from: 2020-01-01
            members: '"STORY_WARNING" in events || "STORY_BENEFIT" in diagnoses'
            spending: {warns: STORY_WARNING, yuan: 500, months: 12}
            services:
              - {id: verify, title: 入户核实, when: '"STORY_WARNING" in events', cadence: {after: {event: STORY_WARNING, within: 7}}, by: [VILLAGE_DOCTOR]}
              - {id: relief, title: 减免, when: '"STORY_BENEFIT" in diagnoses', cadence: {yearly: {}}, by: [VILLAGE_DOCTOR], benefit: STORY_RELIEF, settled: [SELF_PAY]}
            examples:
              - {facts: {events: [STORY_WARNING]}, member: true}
              - {facts: {age: 50}, member: false}
            """;

    @Autowired
    Settlements settlements;

    @Autowired
    PersonReading reading;

    @Autowired
    Ids ids;

    private InForce programme() throws Exception {
        if (programmes.find("story-spending").isEmpty()) {
            programmes.putInForce(DESK, "test", DEFINITION);
            census.run();
            settle();
        }
        return programmes.find("story-spending").orElseThrow();
    }

    private PayableRef settled(long person, long yuan) {
        PayableRef bill = new PayableRef("story-bill", ids.next());
        settlements.settle(person, 7, bill, List.of(new Charge(1, "住院费", Fen.ofYuan(yuan))));
        heard();
        return bill;
    }

    /** Until the platform has told everybody who listens. */
    private void heard() {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (jdbc.sql(
                                "select count(*) from event.event_publication where completion_date is null and listener_id like 'programme.%'")
                        .query(Long.class)
                        .single()
                > 0) {
            assertThat(System.nanoTime()).as("the listeners take too long").isLessThan(end);
            Thread.onSpinWait();
        }
        settle();
    }

    @Test
    void whoPaysTooMuchHerselfIsWarnedOfOnce() throws Exception {
        InForce programme = programme();
        long person = enrol(TestPeople.young("费用高", TestPeople.VILLAGE));
        settled(person, 300);
        assertThat(duty(person, programme)).isNull();
        PayableRef second = settled(person, 200);
        assertThat(duty(person, programme).window().due()).isEqualTo(today().plusDays(7));
        settled(person, 900);
        assertThat(warnings(person)).isEqualTo(1);

        settlements.reverse(person, second);
        heard();
        assertThat(warnings(person)).as("1,200 yuan are still above").isEqualTo(1);
    }

    @Test
    void aBillTakenBackTakesTheWarningBack() throws Exception {
        InForce programme = programme();
        long person = enrol(TestPeople.young("退费", TestPeople.VILLAGE));
        PayableRef bill = settled(person, 501);
        assertThat(duty(person, programme)).isNotNull();
        assertThat(settlements.reverse(person, bill)).isTrue();
        heard();
        assertThat(duty(person, programme)).isNull();
        assertThat(warnings(person)).isZero();
        settled(person, 600);
        assertThat(duty(person, programme)).isNotNull();
    }

    @Test
    void aBillSettledByItsRuleDeliversTheBenefit() throws Exception {
        InForce programme = programme();
        long person = enrol(TestPeople.young("减免", TestPeople.VILLAGE));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_BENEFIT", today().minusDays(9), null, "test");
        settle();
        int relief = programme.numbers().get("relief");
        assertThat(duties.find(person, relief).orElseThrow().standing(today())).isEqualTo(Standing.DUE);

        PayableRef bill = settled(person, 10);
        assertThat(duties.find(person, relief).orElseThrow().standing(today())).isEqualTo(Standing.SERVED);
        assertThat(reading.of(person, today()).orElseThrow().benefits()).contains("STORY_RELIEF");
        assertThat(figures.of(relief, Set.of(TestPeople.VILLAGE), today())
                        .get(TestPeople.VILLAGE)
                        .served())
                .isPositive();

        settlements.reverse(person, bill);
        heard();
        assertThat(duties.find(person, relief).orElseThrow().standing(today())).isEqualTo(Standing.DUE);
        assertThat(reading.of(person, today()).orElseThrow().benefits()).isEmpty();
    }

    private long warnings(long person) {
        return jdbc.sql("select count(*) from programme.fact where person_key = ? and code = 'STORY_WARNING'")
                .param(person)
                .query(Long.class)
                .single();
    }
}
