package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** From the list of figures down to the people behind one: within reach, and logged. */
@AutoConfigureMockMvc
class FigurePagesStory extends IndicatorPlatform {
    private static final String OTHER_COUNTY = "371521";

    @Autowired
    MockMvc mvc;

    @Autowired
    Institutions institutions;

    /** Digits and copied readings of public health services, by the institution whose workers recorded them. */
    @Test
    void theLeagueOfDataQualityCountsSignsOfMadeUpDataThatNobodyExplained() throws Exception {
        Institution primary =
                institutions.list(Institution.Kind.PRIMARY, "371502").getLast();
        String league = "/staff/figures/quality?place="
                + Place.institution(primary.institutionId()).key();
        Actor commission = staff(Role.COMMISSION, null, "3715");
        for (String state : new String[] {"OPEN", "EXPLAINED"}) {
            jdbc.sql("""
                    insert into programme.sign (sign_id, kind, worker_id, worker, institution_id, area_code, service_no,
                        first_day, last_day, finding, records, state, found_at)
                    values (:id, 'end-digit', 'quality-story', '某人', :institution, :village, -1, :day, :day, '尾数', 1, :state, now())
                    """)
                    .param("id", state.equals("OPEN") ? 990_001L : 990_002L)
                    .param("institution", primary.institutionId())
                    .param("village", VILLAGE)
                    .param("day", indicators.today().minusDays(state.equals("OPEN") ? 1 : 2))
                    .param("state", state)
                    .update();
        }
        try {
            mvc.perform(get(league).with(SignedInAs.actor(commission)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("尾数集中 1 条")))
                    .andExpect(content().string(not(containsString("尾数集中 2 条"))));
        } finally {
            jdbc.sql("delete from programme.sign where worker_id = 'quality-story'")
                    .update();
        }
    }

    @Test
    void theCommissionGoesDownFromTheCityToThePeople() throws Exception {
        long person = ((EnrolResult.Enrolled) enrolments.enrol(DESK, TestPeople.called("周下钻"))).personKey();
        cards.issue(DESK, person);
        Actor commission = staff(Role.COMMISSION, null, "3715");
        mvc.perform(get("/staff/figures").with(SignedInAs.actor(commission)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("电子健康卡发卡率")))
                .andExpect(content().string(containsString("未接入")));
        mvc.perform(get("/staff/figures/card-coverage").with(SignedInAs.actor(commission)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("东昌府区")))
                .andExpect(content().string(containsString("逐行核对")));
        mvc.perform(post("/staff/figures/card-coverage/proof")
                        .param("place", VILLAGE)
                        .with(SignedInAs.actor(commission)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("一致：逐行重算与计数相同")));
        long logged = disclosures();
        mvc.perform(get("/staff/figures/card-coverage/rows")
                        .param("feed", "card.issued")
                        .param("place", VILLAGE)
                        .with(SignedInAs.actor(commission)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("**")))
                .andExpect(content().string(not(containsString("周下钻"))));
        assertThat(disclosures()).isEqualTo(logged + 1);
    }

    @Test
    void aListIsOfAVillageOrAnInstitution() throws Exception {
        mvc.perform(get("/staff/figures/card-coverage/rows")
                        .param("feed", "card.issued")
                        .param("place", "371502")
                        .with(SignedInAs.actor(staff(Role.COMMISSION, null, "3715"))))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("请先下钻")));
    }

    @Test
    void nobodySeesMoreThanHerOwn() throws Exception {
        Actor doctor = staff(Role.VILLAGE_DOCTOR, null, VILLAGE);
        mvc.perform(get("/staff/figures").with(SignedInAs.actor(doctor))).andExpect(status().isOk());
        mvc.perform(get("/staff/figures").param("place", OTHER_COUNTY).with(SignedInAs.actor(doctor)))
                .andExpect(status().isNotFound());
        Institution own = institutions.list(Institution.Kind.HOSPITAL, "").getFirst();
        Institution other = institutions.list(Institution.Kind.HOSPITAL, "").get(1);
        Actor manager = staff(Role.MANAGER, own.institutionId(), null);
        mvc.perform(get("/staff/figures").with(SignedInAs.actor(manager)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(own.name())))
                .andExpect(content().string(containsString("爽约率")))
                .andExpect(content().string(not(containsString("家庭医生签约率"))));
        mvc.perform(get("/staff/figures")
                        .param("place", Place.institution(other.institutionId()).key())
                        .with(SignedInAs.actor(manager)))
                .andExpect(status().isNotFound());
    }

    @Test
    void whatIsAskedWronglyIsRefusedByName() throws Exception {
        Actor commission = staff(Role.COMMISSION, null, "3715");
        mvc.perform(get("/staff/figures/nothing").with(SignedInAs.actor(commission)))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("没有这个指标")));
        mvc.perform(get("/staff/figures/visits").param("period", "2026-13").with(SignedInAs.actor(commission)))
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("统计期应为")));
        mvc.perform(get("/staff/figures").param("place", "@seven").with(SignedInAs.actor(commission)))
                .andExpect(status().isNotFound());
    }

    @Test
    void figuresGoOutAsATable() throws Exception {
        Actor commission = staff(Role.COMMISSION, null, "3715");
        String csv = mvc.perform(get("/staff/figures/residents/table").with(SignedInAs.actor(commission)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains("指标,名称,地方,统计期,分子").contains("residents,在世居民,东昌府区,now,");
        assertThat(mvc.perform(get("/staff/figures/table").with(SignedInAs.actor(commission)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("relief-granted", "未接入");
    }

    @Test
    void aListOfAnySizeGoesOutAndWhomItNamesIsLoggedAsOneSet() throws Exception {
        long person = ((EnrolResult.Enrolled) enrolments.enrol(DESK, TestPeople.called("郑名单"))).personKey();
        String csv = mvc.perform(get("/staff/figures/residents/rows/table")
                        .param("feed", "people.living")
                        .with(SignedInAs.actor(staff(Role.COMMISSION, null, "3715"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        long people = now(indicator("residents"), Place.CITY).numerator();
        assertThat(csv.lines().count()).isEqualTo(people + 1);
        assertThat(csv).contains(PublicId.encode(person)).doesNotContain("郑名单");
        assertThat(jdbc.sql("""
                        select people_count from access.reading where person_key = 0 and what = '在世居民名单导出'
                         order by reading_id desc limit 1
                        """).query(Long.class).single()).isEqualTo(people);
        mvc.perform(get("/staff/figures/residents/rows/table")
                        .param("feed", "people.living")
                        .with(SignedInAs.actor(staff(Role.VILLAGE_DOCTOR, null, VILLAGE))))
                .andExpect(status().isForbidden());
    }

    @Test
    void aNewIndicatorIsTriedAndPutInForce() throws Exception {
        Actor commission = staff(Role.COMMISSION, null, "3715");
        String text = """
                engine: indicator
                id: story-uncarded
                title: 尚未领卡的居民
                version: 1
                source: 测试
                from: 2024-01-01
                group: 测试
                explanation: 在世居民里还没有电子健康卡的人数。
                unit: count
                direction: less
                periods: [now]
                numerator: {add: [people.living], less: [card.issued]}
                exclusions: 已有卡的不计。
                examples:
                  - {feeds: {people.living: 10, card.issued: 8}, value: "2"}
                """;
        mvc.perform(post("/staff/figures/definitions/edit")
                        .param("text", text.replace("value: \"2\"", "value: \"3\""))
                        .param("put", "yes")
                        .with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("应为 2，写的是 3")));
        mvc.perform(post("/staff/figures/definitions/edit")
                        .param("text", text)
                        .param("put", "yes")
                        .with(SignedInAs.actor(commission)))
                .andExpect(status().is3xxRedirection());
        assertProved(indicator("story-uncarded"));
    }

    private long disclosures() {
        return jdbc.sql("select count(*) from access.reading where person_key = 0 and what = '电子健康卡发卡率名单'")
                .query(Long.class)
                .single();
    }

    private static Actor staff(Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF,
                "figures",
                "看数人",
                Set.of(role),
                institution,
                null,
                null,
                area,
                null,
                role == Role.COMMISSION);
    }
}
