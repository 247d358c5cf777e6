package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** Whom a follow-up has sent to a doctor is not lost from sight: seen or not, followed up or not. */
@AutoConfigureMockMvc
class ReferralStory extends ProgrammePlatform {
    /** A village of this story alone. */
    private static final String VILLAGE = "371502001005";

    private static final String PRESSURE = """
            cadence: {every: {days: 90, first: 14, early: 80}}
            form:
              fields: [{id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}]
              grades:
                - {code: "4", label: "过高，转诊", when: sbp >= 180, nextDays: 14, refer: true}
                - {code: "1", label: 平稳, when: sbp < 180}""";

    @Autowired
    MockMvc mvc;

    @Test
    void whoWasSentOnIsListedUntilSheWasSeen() throws Exception {
        InForce programme = programme("story-refer", "STORY_REFER", PRESSURE);
        long steady = member("金平稳");
        long high = member("高血压");
        long wrong = member("严录错");
        LocalDate longAgo = today().minusDays(20);
        record(steady, programme, today(), "130", "r1");
        record(high, programme, longAgo, "190", "r2");
        Recorded mistake = record(wrong, programme, today(), "200", "r3");
        shows(containsString("高血压</a>"), containsString("过高，转诊"), containsString("两周未就诊"));
        shows(containsString("严录错"), containsString("尚未就诊"), not(containsString("金平稳")));
        mvc.perform(get("/staff/referrals").with(commission()).param("area", "371502001"))
                .andExpect(content().string(containsString("高**")))
                .andExpect(content().string(not(containsString("高血压</a>"))));
        mvc.perform(get("/staff/referrals").with(commission()).param("area", "371502"))
                .andExpect(content().string(not(containsString("高**"))));
        mvc.perform(get("/staff/referrals").with(doctor()).param("area", "371502"))
                .andExpect(status().isNotFound());

        assertThat(deliver.voidRecord(worker(VILLAGE), wrong, mistake.delivery().deliveryId(), "录错"))
                .isEmpty();
        facts.tell(high, FactKind.EVENT, "VISIT", today().minusDays(1), today().plusDays(300), "RECORD/test");
        shows(
                containsString("已就诊 " + today().minusDays(1) + " 门诊"),
                not(containsString("两周未就诊")),
                not(containsString("严录错")));
        settle();
        record(high, programme, today(), "150", "r4");
        shows(containsString("此后随访 " + today()));
    }

    @SafeVarargs
    private void shows(Matcher<String>... all) throws Exception {
        for (Matcher<String> one : all) {
            mvc.perform(get("/staff/referrals").with(doctor()))
                    .andExpect(status().isOk())
                    .andExpect(content().string(one));
        }
    }

    private Recorded record(long person, InForce programme, LocalDate on, String sbp, String key) {
        return (Recorded) record(worker(VILLAGE), person, programme, on, Map.of("sbp", sbp), key);
    }

    private long member(String name) {
        long person = enrol(TestPeople.young(name, VILLAGE));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_REFER", today().minusDays(60), null, "TEST");
        settle();
        return person;
    }

    private org.springframework.test.web.servlet.request.RequestPostProcessor doctor() {
        return SignedInAs.actor(worker(VILLAGE));
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor commission() {
        return SignedInAs.actor(
                new Actor(Actor.Kind.STAFF, "c1", "委", Set.of(Role.COMMISSION), null, null, null, null, null, true));
    }
}
