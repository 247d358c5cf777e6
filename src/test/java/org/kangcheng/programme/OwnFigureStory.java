package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** A visit is counted by its grade as soon as it is recorded, for its village and for whoever made it. */
@AutoConfigureMockMvc
class OwnFigureStory extends ProgrammePlatform {
    private static final Actor WORKER = new Actor(
            Actor.Kind.STAFF,
            "own-figures",
            "钱数字",
            Set.of(Role.VILLAGE_DOCTOR),
            null,
            null,
            null,
            TestPeople.VILLAGE,
            null,
            false);

    @Autowired
    ShippedProgrammes shipped;

    @Autowired
    Indicators indicators;

    @Autowired
    MockMvc mvc;

    @Test
    void controlledOrNotIsInTheFigureAndOnHerOwnPage() throws Exception {
        shipped.ensure();
        InForce programme = programmes.find("hypertension").orElseThrow();
        assertThat(mine()).contains("还没有您登记的");
        Figure before = controlled();
        record("128", "own-1", programme);
        record("165", "own-2", programme);

        Figure after = controlled();
        assertThat(after.numerator()).isEqualTo(before.numerator() + 1);
        assertThat(after.denominator()).isEqualTo(before.denominator() + 2);
        assertThat(mine()).contains("高血压随访控制率", "50.0%", "1 ÷ 2", "高血压随访次数");
    }

    private void record(String systolic, String key, InForce programme) {
        long person = enrol(TestPeople.called("孙" + key));
        facts.tell(person, FactKind.DIAGNOSIS, "HYPERTENSION", today().minusDays(3), null, "TEST");
        settle();
        Map<String, String> typed =
                Map.of("sbp", systolic, "dbp", "80", "medication", "规律", "side_effect", "否", "complication", "否");
        assertThat(record(WORKER, person, programme, today(), typed, key)).isInstanceOf(Deliver.Outcome.Recorded.class);
    }

    private Figure controlled() {
        Indicator indicator = indicators.find("hypertension-controlled").orElseThrow();
        return indicators.value(indicator, Place.area(TestPeople.VILLAGE), indicators.current(indicator));
    }

    private String mine() throws Exception {
        return mvc.perform(get("/staff/mine").with(SignedInAs.actor(WORKER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
