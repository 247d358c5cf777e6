package org.kangcheng.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/** The resident reads her record and who has looked; a doctor without a grant says why first. */
class RecordPagesStory extends RecordPlatform {
    @Autowired
    private Clock clock;

    @Autowired
    WebApplicationContext context;

    @Autowired
    Grants grants;

    @Autowired
    Readings readings;

    @Autowired
    TransactionTemplate transaction;

    private MockMvc mvc;
    private final MockHttpSession session = new MockHttpSession();

    @BeforeEach
    void browser() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
    }

    private String mine(String path) throws Exception {
        return send(get(path).with(SignedInAs.resident(7, person)), 200).getContentAsString();
    }

    private Actor doctor() {
        return new Actor(
                Actor.Kind.STAFF,
                "77",
                "秦医生",
                Set.of(Role.DOCTOR),
                hospital.institutionId(),
                null,
                null,
                null,
                null,
                false);
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse response =
                mvc.perform(request.session(session)).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(status);
        return response;
    }

    private String staffPath() {
        return "/staff/people/" + PublicId.encode(person) + "/record";
    }

    @Test
    void theResidentSeesHerTimelineAndEachEntry() throws Exception {
        EntryId id = result(person, "5.60", SPRING);
        condition("高血压", SPRING.plusSeconds(60), null);

        assertThat(mine("/m/record")).contains("高血压").contains("血糖").contains(hospital.name());
        assertThat(mine("/m/record?kind=DIAGNOSIS")).contains("高血压").doesNotContain("血糖");
        assertThat(mine("/m/record/" + id)).contains("5.60 mmol/L").contains("第 1 版");
    }

    @Test
    void herResultsAreChartsWithTheirTables() throws Exception {
        result(person, "5.60", SPRING);
        result(person, "7.2", SPRING.plus(Duration.ofDays(9)));
        assertThat(mine("/m/results")).contains("2 次");
        assertThat(mine("/m/results?code=1558-6"))
                .contains("data-value=\"7.2\"")
                .contains("异常")
                .contains("3.9 – 6.1");
        send(get("/m/results?code=none").with(SignedInAs.resident(7, person)), 404);
    }

    @Test
    void anothersEntryIsNotThere() throws Exception {
        EntryId anothers = result(enrolled("旁人"), "5.1", SPRING);
        send(get("/m/record/" + anothers).with(SignedInAs.resident(7, person)), 404);
    }

    @Test
    void aDoctorWithAGrantSeesAtOnce() throws Exception {
        condition("高血压", SPRING, null);
        grants.grant(
                person, hospital.institutionId(), "visit:5", clock.instant().plus(Duration.ofHours(1)));
        String page =
                send(get(staffPath()).with(SignedInAs.actor(doctor())), 200).getContentAsString();
        assertThat(page).contains("高血压").contains("闻*").doesNotContain("未获授权");
        assertThat(mine("/m/readings")).contains("秦医生").contains("诊疗").contains(hospital.name());
    }

    @Test
    void whoeverWorksThroughAListIsNamedToEachInIt() throws Exception {
        assertThat(mine("/m/readings/lists")).contains("没有名单里有您");
        transaction.executeWithoutResult(
                _ -> readings.logDisclosure(doctor(), List.of(person), "班次预约名单", Purpose.REGISTRATION));
        assertThat(mine("/m/readings/lists")).contains("秦医生").contains("班次预约名单").contains(hospital.name());
        assertThat(mine("/m/readings")).contains("我在哪些名单里").doesNotContain("班次预约名单");
    }

    @Test
    void withoutOneAReasonComesFirst() throws Exception {
        EntryId id = condition("高血压", SPRING, null);
        assertThat(send(get(staffPath()).with(SignedInAs.actor(doctor())), 200).getContentAsString())
                .contains("调阅原因")
                .doesNotContain("高血压");
        send(get(staffPath() + "/" + id).with(SignedInAs.actor(doctor())), 302);
        send(post(staffPath()).param("reason", "急").with(SignedInAs.actor(doctor())), 400);

        send(post(staffPath()).param("reason", "急诊抢救,患者昏迷").with(SignedInAs.actor(doctor())), 302);
        assertThat(send(get(staffPath()).with(SignedInAs.actor(doctor())), 200).getContentAsString())
                .contains("高血压")
                .contains("未获授权的调阅");
        assertThat(send(get(staffPath() + "/" + id).with(SignedInAs.actor(doctor())), 200)
                        .getContentAsString())
                .contains("高血压");
        assertThat(mine("/m/readings")).contains("急诊抢救,患者昏迷");
        assertThat(toReview()).isEqualTo(1);
    }

    private long toReview() {
        return jdbc.sql("select count(*) from access.break_glass where person_key = ?")
                .param(person)
                .query(Long.class)
                .single();
    }

    @Test
    void whatSheLookedAtHerselfIsShownWhenAsked() throws Exception {
        mine("/m/record");
        assertThat(mine("/m/readings")).doesNotContain("本人查询");
        assertThat(mine("/m/readings?own=true")).contains("本人查询");
    }

    /** Who looks at herself all day still finds on the first page who else did. */
    @Test
    void whoElseLookedIsOnTheFirstPageHoweverOftenSheLookedHerself() throws Exception {
        grants.grant(
                person, hospital.institutionId(), "visit:6", clock.instant().plus(Duration.ofHours(1)));
        send(get(staffPath()).with(SignedInAs.actor(doctor())), 200);
        for (int n = 0; n < 60; n++) {
            mine("/m/record");
        }
        assertThat(mine("/m/readings")).contains("秦医生").doesNotContain("更早的记录");
        assertThat(mine("/m/readings?own=true")).doesNotContain("秦医生").contains("更早的记录");
    }
}
