package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.StatusKind;
import org.kangcheng.identity.Statuses;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.Deliver.Outcome.Recorded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** 健康扶贫: what was claimed beside what was found, each benefit and its delivery, the figure as the reports reckon it. */
@AutoConfigureMockMvc
class ReliefStory extends ProgrammePlatform {
    /** A village of this story alone: its figures are this story's people. */
    private static final String VILLAGE = "371502001004";

    @Autowired
    MockMvc mvc;

    @Autowired
    Statuses statuses;

    @Autowired
    Corrections corrections;

    @Autowired
    Exclude exclude;

    @Autowired
    Claims claims;

    @Autowired
    Relief relief;

    private InForce programme() throws Exception {
        if (programmes.find("story-relief").isEmpty()) {
            programmes.putInForce(DESK, "test", """
                    engine: programme
                    id: story-relief
                    title: 待遇
                    version: 1
                    source: 测试
                    from: 2020-01-01
                    relief: true
                    members: '"VETERAN_CARE" in statuses && area == "%s"'
                    services:
                      - {id: insurance, title: 参保资助, cadence: {yearly: {}}, by: [VILLAGE_DOCTOR], benefit: STORY_INSURED}
                      - id: visit
                        title: 入户核查
                        cadence: {every: {days: 90, first: 90, early: 89}}
                        by: [VILLAGE_DOCTOR]
                        form:
                          fields:
                            - {id: insured, label: 参加医疗保险, kind: choice, options: [是, 否, 不涉及], claimed: '"STORY_INSURED" in benefits'}
                            - {id: helped, label: 得到帮扶, kind: choice, options: [是, 否, 不涉及]}
                    examples:
                      - {facts: {statuses: [VETERAN_CARE], area: "%s"}, member: true}
                      - {facts: {age: 1}, member: false}
                    """.formatted(VILLAGE, VILLAGE));
            census.run();
            settle();
        }
        return programmes.find("story-relief").orElseThrow();
    }

    private long granted(String name) {
        long person = enrol(TestPeople.livingIn(name, VILLAGE));
        statuses.grant(DESK, person, StatusKind.VETERAN_CARE, today());
        settle();
        return person;
    }

    @Test
    void whatWasClaimedStandsBesideWhatIsFound() throws Exception {
        InForce programme = programme();
        long lied = granted("冯申报");
        long served = granted("陈实在");
        for (long person : List.of(lied, served)) {
            benefit(programme, person, "b-" + person);
        }
        Recorded wrong = visit(programme, lied, "否");
        visit(programme, served, "是");
        Claims.Compared compared = compared(programme, VILLAGE);
        assertThat(compared.differing()).isEqualTo(1);
        assertThat(compared.lines()).isEqualTo(2);
        assertThat(compared(programme, "3715")).isEqualTo(compared);
        String line = "/staff/verification/story-relief/visit/insured";
        mvc.perform(get("/staff/verification").with(commission()).param("area", VILLAGE))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("参加医疗保险")));
        mvc.perform(get(line).with(commission()).param("area", "371502001"))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("冯**"))));
        mvc.perform(get(line).with(commission()).param("area", VILLAGE))
                .andExpect(content().string(containsString("冯**")))
                .andExpect(content().string(not(containsString("陈**"))));
        mvc.perform(get("/staff/relief/people/" + PublicId.encode(lied)).with(doctor()))
                .andExpect(content().string(containsString("否（不符）")));
        mvc.perform(get("/staff/verification/story-relief/visit/helped").with(commission()))
                .andExpect(status().isNotFound());
        // Voided, it is neither compared nor listed.
        assertThat(deliver.voidRecord(worker(VILLAGE), lied, wrong.delivery().deliveryId(), "录错"))
                .isEmpty();
        assertThat(compared(programme, VILLAGE)).isEqualTo(new Claims.Compared(1, 0));
        mvc.perform(get(line).with(commission()).param("area", VILLAGE))
                .andExpect(content().string(not(containsString("冯**"))));
    }

    /** 落实率 = 已落实 ÷ (应落实 − 死亡 − 失联): who refused is missing, who died or cannot be found is not. */
    @Test
    void theFigureLeavesOutTheDeadAndTheUnreachableOnly() throws Exception {
        InForce programme = programme();
        Coverage before = coverage(programme, VILLAGE);
        long got = granted("卫一");
        long missing = granted("卫二");
        long dead = granted("卫三");
        long away = granted("卫四");
        long refused = granted("卫五");
        benefit(programme, got, "r1");
        assertThat(corrections.recordDeath(DESK, dead, today(), "死亡证明")).isEmpty();
        assertThat(exclude.exclude(worker(VILLAGE), away, programme, Exclusion.UNREACHABLE, "电话不通"))
                .isEmpty();
        assertThat(exclude.exclude(worker(VILLAGE), refused, programme, Exclusion.REFUSED, "本人不要"))
                .isEmpty();
        settle();
        Coverage now = coverage(programme, VILLAGE);
        long due = now.members() - 2;
        assertThat(now.members() - before.members()).isEqualTo(5);
        assertThat(Relief.share(now)).isEqualTo(now.served() * 100 / due + "%");
        assertThat(Relief.share(new Coverage(
                        5, 1, 1, 0, Map.of(Exclusion.DEAD, 1L, Exclusion.UNREACHABLE, 1L, Exclusion.REFUSED, 1L))))
                .isEqualTo("33%");
        assertThat(Relief.share(new Coverage(1, 0, 0, 0, Map.of(Exclusion.DEAD, 1L))))
                .isEqualTo("—");
        assertThat(relief.year(today().getYear(), VILLAGE, List.of()))
                .filteredOn(line -> line.programme().no() == programme.no()
                        && line.service().id().equals("insurance"))
                .singleElement()
                .satisfies(line -> assertThat(line.share()).isEqualTo(Relief.share(now)));
        mvc.perform(get("/staff/relief").with(commission()).param("area", VILLAGE))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(Relief.share(now))));
        mvc.perform(get("/staff/relief")
                        .with(commission())
                        .param("area", "371502")
                        .param("year", "2019"))
                .andExpect(status().isOk());
        mvc.perform(get("/staff/relief").with(commission()).param("year", "3000"))
                .andExpect(status().isBadRequest());
        mvc.perform(get("/staff/relief/people").with(commission()).param("area", VILLAGE))
                .andExpect(content().string(containsString("卫*")));
        assertThat(missing).isPositive();
    }

    @Test
    void aResidentsPageTellsStatusHelpersAndBenefits() throws Exception {
        InForce programme = programme();
        long person = granted("蒋受助");
        String page = "/staff/relief/people/" + PublicId.encode(person);
        benefit(programme, person, "p1");
        facts.tell(person, FactKind.HELPER, "县医院 李帮扶", today().minusDays(3), null, "HELPER/1");
        mvc.perform(get(page).with(doctor()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("优抚对象")))
                .andExpect(content().string(containsString("县医院 李帮扶")))
                .andExpect(content().string(containsString("参保资助")))
                .andExpect(content().string(containsString("1 次")));
        facts.endOf(person, "HELPER/1", today());
        mvc.perform(get(page).with(doctor())).andExpect(content().string(containsString("，至 " + today().minusDays(1))));
        mvc.perform(get(page).with(SignedInAs.actor(worker("371502001001")))).andExpect(status().isNotFound());
        mvc.perform(get("/staff/then/" + PublicId.encode(person)).with(doctor()))
                .andExpect(content().string(containsString("参保资助")));
        mvc.perform(get("/staff/then/" + PublicId.encode(person))
                        .with(doctor())
                        .param("on", today().toString())
                        .param("known", today().minusDays(1) + "T08:00"))
                .andExpect(content().string(containsString("当时没有应做的服务")));
        mvc.perform(get("/staff/then/" + PublicId.encode(person))
                        .with(doctor())
                        .param("on", today().plusDays(1).toString()))
                .andExpect(status().isBadRequest());
    }

    @Test
    void theFiguresPageTellsOfOtherDaysWhereTheyAreKept() throws Exception {
        programme();
        String page = "/staff/programmes/story-relief/insurance";
        LocalDate yesterday = today().minusDays(1);
        mvc.perform(get(page).with(commission()).param("area", "371502").param("on", yesterday.toString()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("当晚保存的数字")));
        mvc.perform(get(page).with(commission()).param("area", VILLAGE).param("on", yesterday.toString()))
                .andExpect(content().string(containsString("当晚保存的数字")));
        mvc.perform(get("/staff/programmes").with(commission())).andExpect(status().isOk());
    }

    private void benefit(InForce programme, long person, String key) {
        assertThat(deliver.record(
                        worker(VILLAGE),
                        person,
                        programme.numbers().getOrDefault("insurance", 0),
                        today(),
                        Map.of(),
                        key))
                .isInstanceOf(Recorded.class);
        settle();
    }

    private Recorded visit(InForce programme, long person, String insured) {
        return (Recorded) deliver.record(
                worker(VILLAGE),
                person,
                programme.numbers().getOrDefault("visit", 0),
                today(),
                Map.of("insured", insured, "helped", "是"),
                "v" + person);
    }

    private Claims.Compared compared(InForce programme, String area) {
        Collection<String> lines = List.of("insured");
        return claims.figures(
                        programme.numbers().getOrDefault("visit", 0),
                        lines,
                        List.of(area),
                        today().withDayOfYear(1),
                        today())
                .getOrDefault("insured", Map.of())
                .getOrDefault(area, Claims.Compared.NONE);
    }

    private RequestPostProcessor doctor() {
        return SignedInAs.actor(worker(VILLAGE));
    }

    private static RequestPostProcessor commission() {
        return SignedInAs.actor(
                new Actor(Actor.Kind.STAFF, "c1", "委", Set.of(Role.COMMISSION), null, null, null, null, null, true));
    }
}
