package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A village doctor sends somebody on with a slip; the hospital says whether it takes her, that she came, and gives her back. */
@AutoConfigureMockMvc
class ReferralSlipStory extends ProgrammePlatform {
    private static final String VILLAGE = "371502001007";

    @Autowired
    MockMvc mvc;

    @Autowired
    Institutions institutions;

    private InForce programme;
    private Institution hospital;
    private Institution other;

    @BeforeEach
    void sendingOn() throws Exception {
        programme = programme("story-slip", "STORY_SLIP", """
                cadence: {every: {days: 90, first: 14, early: 80}}
                form:
                  fields: [{id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}]
                  grades:
                    - {code: "4", label: "过高，转诊", when: sbp >= 180, nextDays: 14, refer: true}
                    - {code: "1", label: 平稳, when: sbp < 180}""");
        List<Institution> hospitals = institutions.list(Institution.Kind.HOSPITAL, "3715");
        hospital = hospitals.getFirst();
        other = hospitals.getLast();
        assertThat(hospital).isNotEqualTo(other);
    }

    private Recorded measured(String name, String sbp) {
        long person = enrol(TestPeople.young(name, VILLAGE));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_SLIP", today().minusDays(60), null, "TEST");
        settle();
        return (Recorded) record(worker(VILLAGE), person, programme, today(), Map.of("sbp", sbp), "slip-" + person);
    }

    private static String of(Recorded recorded) {
        return "/staff/referral-slips/of/"
                + new PublicId(
                        recorded.delivery().personKey(), recorded.delivery().deliveryId());
    }

    private MockHttpServletResponse asked(Actor who, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(SignedInAs.actor(who))).andReturn().getResponse();
    }

    private String seen(Actor who, String path) throws Exception {
        MockHttpServletResponse response = asked(who, get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private int issue(Recorded recorded, Institution to) throws Exception {
        return asked(
                        worker(VILLAGE),
                        post(of(recorded))
                                .param("institution", Long.toString(to.institutionId()))
                                .param("note", "对青霉素过敏"))
                .getStatus();
    }

    private String slip(Recorded recorded) throws Exception {
        String at = asked(worker(VILLAGE), get(of(recorded))).getRedirectedUrl();
        assertThat(at).startsWith("/staff/referral-slips/");
        return at;
    }

    private static Actor at(Institution institution, String name) {
        return new Actor(
                Actor.Kind.STAFF,
                "d" + institution.institutionId(),
                name,
                Set.of(Role.DOCTOR),
                institution.institutionId(),
                null,
                null,
                null,
                null,
                false);
    }

    @Test
    void whoIsSentOnIsTakenComesAndIsGivenBackWithWhoAndWhen() throws Exception {
        Recorded recorded = measured("钱转诊", "190");
        assertThat(seen(worker(VILLAGE), "/staff/referrals")).contains("开转诊单");
        String hers = "/staff/field/" + PublicId.encode(recorded.delivery().personKey());
        assertThat(seen(worker(VILLAGE), hers)).contains(of(recorded));
        assertThat(seen(worker(VILLAGE), of(recorded))).contains("钱转诊", "过高，转诊", "收缩压 190 mmHg", hospital.name());
        assertThat(issue(recorded, hospital)).isEqualTo(302);
        assertThat(issue(recorded, hospital)).as("the same again").isEqualTo(302);
        assertThat(issue(recorded, other)).isEqualTo(409);
        String slip = slip(recorded);
        assertThat(seen(worker(VILLAGE), slip))
                .contains("对青霉素过敏", "data-print", "接诊医生签名", "赵村医 " + today())
                .doesNotContain("/accept");

        Actor doctor = at(hospital, "周县医");
        assertThat(seen(doctor, "/staff/referrals-in")).contains("钱**", "待接收").doesNotContain("钱转诊");
        assertThat(seen(doctor, slip)).contains("钱转诊", "/accept");
        assertThat(asked(doctor, post(slip + "/accept")).getStatus()).isEqualTo(302);
        assertThat(asked(at(hospital, "吴县医"), post(slip + "/accept")).getStatus())
                .isEqualTo(302);
        assertThat(asked(doctor, post(slip + "/came")).getStatus()).isEqualTo(302);
        assertThat(asked(doctor, post(slip + "/return").param("note", " ")).getStatus())
                .isEqualTo(400);
        assertThat(asked(doctor, post(slip + "/return").param("note", "换药，两周后测血压"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(asked(doctor, post(slip + "/accept")).getStatus()).isEqualTo(409);
        assertThat(seen(worker(VILLAGE), slip))
                .contains("接收", "周县医 " + today(), "到诊", "已转回：换药，两周后测血压")
                .doesNotContain("吴县医");
        assertThat(seen(worker(VILLAGE), "/staff/referrals")).contains("已转回");
    }

    @Test
    void whomAHospitalCannotTakeIsSentToAnother() throws Exception {
        Recorded recorded = measured("孙退回", "188");
        assertThat(issue(recorded, hospital)).isEqualTo(302);
        String first = slip(recorded);
        assertThat(asked(at(hospital, "周县医"), post(first + "/return").param("note", "床位已满"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(seen(worker(VILLAGE), first)).contains("已退回：床位已满");
        assertThat(issue(recorded, other)).isEqualTo(302);
        assertThat(slip(recorded)).isNotEqualTo(first);
        // Who comes without having been announced is taken.
        assertThat(asked(at(other, "郑市医"), post(slip(recorded) + "/came")).getStatus())
                .isEqualTo(302);
        assertThat(seen(at(other, "郑市医"), slip(recorded))).contains("接收", "到诊", "郑市医 " + today());
    }

    @Test
    void nobodyElseSeesOrAnswersIt() throws Exception {
        Recorded recorded = measured("李旁人", "186");
        assertThat(issue(recorded, hospital)).isEqualTo(302);
        String slip = slip(recorded);
        Actor stranger = at(other, "郑市医");
        assertThat(asked(stranger, get(slip)).getStatus()).isEqualTo(404);
        assertThat(asked(stranger, get(of(recorded))).getStatus()).isEqualTo(404);
        for (String step : List.of("/accept", "/came")) {
            assertThat(asked(stranger, post(slip + step)).getStatus()).isEqualTo(403);
        }
        assertThat(seen(stranger, "/staff/referrals-in")).doesNotContain("李**");
        assertThat(asked(worker("371521001001"), get(slip)).getStatus()).isEqualTo(404);
    }

    @Test
    void onlyAGradeThatSendsOnHasASlip() throws Exception {
        assertThat(issue(measured("王平稳", "130"), hospital)).isEqualTo(422);
        Recorded wrong = measured("张录错", "199");
        assertThat(deliver.voidRecord(
                        worker(VILLAGE),
                        wrong.delivery().personKey(),
                        wrong.delivery().deliveryId(),
                        "录错"))
                .isEmpty();
        assertThat(issue(wrong, hospital)).isEqualTo(422);
    }
}
