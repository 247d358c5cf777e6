package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.SheetFormat;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Whom a programme is for becomes known: registered on the resident's page, or by the table that a unit keeps. */
@AutoConfigureMockMvc
class RosterStory extends SheetPlatform {
    private static final String OTHER_VILLAGE = "371502001002";

    @Autowired
    MockMvc mvc;

    @Autowired
    EnrolmentImport table;

    @Autowired
    Registration registration;

    /** Of this story alone: who works cold is due each day, who works at a counter twice a week, who is ill at 14 days. */
    private InForce screening() throws Exception {
        if (programmes.find("story-screening").isEmpty()) {
            programmes.putInForce(DESK, "test", """
                    engine: programme
                    id: story-screening
                    title: 测试应检尽检
                    version: 1
                    source: 测试
                    from: 2020-01-01
                    members: '"STORY_COLD" in occupations || "STORY_COUNTER" in occupations || "STORY_COUGH" in diagnoses'
                    enrols:
                      - {occupation: STORY_COLD, label: 冷库一线, asks: 上岗的日期, oldest: 4000}
                      - {occupation: STORY_COUNTER, label: 柜台, asks: 上岗的日期, of: age >= 16, oldest: 4000}
                      - {diagnosis: STORY_COUGH, label: 咳嗽, asks: 确诊的日期, of: '!("STORY_COUGH" in diagnoses)', oldest: 30}
                      - {event: STORY_FLIGHT, label: 入境, asks: 到达的日期, oldest: 14, lasts: 30}
                    services:
                      - id: sample
                        title: 采样
                        by: [VILLAGE_DOCTOR]
                        cadence:
                          choose:
                            - {when: '"STORY_COLD" in occupations', then: {every: {days: 1, first: 0, early: 0}}}
                            - {then: {every: {days: 14, first: 14, early: 7}}}
                    examples:
                      - {facts: {occupations: [STORY_COLD]}, member: true}
                      - {facts: {age: 30}, member: false}
                    """);
            census.run();
            settle();
        }
        return programmes.find("story-screening").orElseThrow();
    }

    @Test
    void workIsRegisteredOnThePageAndLeft() throws Exception {
        InForce programme = screening();
        long person = enrol(TestPeople.young("冷库工", TestPeople.VILLAGE));
        String page = "/staff/field/" + PublicId.encode(person);
        mvc.perform(get(page).with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString("冷库一线")))
                .andExpect(content().string(containsString("上岗的日期")));
        register(page, "STORY_COLD", today().minusDays(4001).toString(), 400);
        register(page, "STORY_COLD", today().minusDays(90).toString(), 302);
        register(page, "STORY_COLD", today().toString(), 409);
        settle();
        assertThat(Objects.requireNonNull(duty(person, programme)).window().due())
                .isEqualTo(today());
        String source = registration.registered(person).getFirst().source();
        mvc.perform(get(page).with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString("今天起不再属于")));
        mvc.perform(post(page + "/events/end").with(doctor(TestPeople.VILLAGE)).param("source", source))
                .andExpect(status().isFound());
        settle();
        assertThat(duty(person, programme)).isNull();
        assertThat(registration.registered(person)).isEmpty();
        // She was a member, and that stands.
        mvc.perform(get("/staff/then/" + PublicId.encode(person)).with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString("测试应检尽检")))
                .andExpect(content().string(not(containsString("仍在"))));
    }

    @Test
    void whereSheWorksIsAskedOfWorkAloneAndShown() throws Exception {
        screening();
        long person = enrol(TestPeople.young("有单位", TestPeople.VILLAGE));
        for (String desk : List.of("/staff/field/", "/staff/due/")) {
            mvc.perform(get(desk + PublicId.encode(person)).with(doctor(TestPeople.VILLAGE)))
                    .andExpect(content()
                            .string(matchesPattern(
                                    "(?s).*上岗的日期(?:(?!</form>).)*name=\"unit\"[^>]*maxlength=\"100\".*")))
                    .andExpect(content().string(not(matchesPattern("(?s).*到达的日期(?:(?!</form>).)*name=\"unit\".*"))));
        }
        String page = "/staff/field/" + PublicId.encode(person);
        mvc.perform(registering(page, "STORY_COLD", today().toString()).param("unit", "长".repeat(101)))
                .andExpect(status().is(400))
                .andExpect(content().string(containsString("“单位”最多 100 个字。")));
        mvc.perform(registering(page, "STORY_COLD", today().toString()).param("unit", "  东昌冷库有限公司 "))
                .andExpect(status().isFound());
        mvc.perform(registering("/staff/due/" + PublicId.encode(person), "STORY_COUNTER", today().toString())
                        .param("unit", " "))
                .andExpect(status().isFound());
        assertThat(registration.registered(person))
                .extracting(Registration.Registered::label, Registration.Registered::unit)
                .containsExactlyInAnyOrder(tuple("冷库一线", "东昌冷库有限公司"), tuple("柜台", null));
        for (String shown : List.of(page, "/staff/then/" + PublicId.encode(person))) {
            mvc.perform(get(shown).with(doctor(TestPeople.VILLAGE)))
                    .andExpect(content().string(containsString("东昌冷库有限公司")));
        }
    }

    @Test
    void whatEndsByItselfIsNotEndedByHand() throws Exception {
        screening();
        long person = enrol(TestPeople.young("入境者", TestPeople.VILLAGE));
        assertThat(registration.register(
                        worker(TestPeople.VILLAGE), person, "story-screening", "STORY_FLIGHT", today(), null))
                .isEmpty();
        String source = registration.registered(person).getFirst().source();
        assertThat(registration.end(worker(TestPeople.VILLAGE), person, source))
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo("has-its-end"));
        assertThat(registration.end(worker(TestPeople.VILLAGE), person, "REGISTERED/0/别人"))
                .hasValueSatisfying(no -> assertThat(no.status()).isEqualTo(404));
        assertThat(registration.takeBack(worker(TestPeople.VILLAGE), person, source))
                .isEmpty();
        assertThat(registration.registered(person)).isEmpty();
    }

    @Test
    void aUnitsTableMakesMembersAndBadRowsComeBack() throws Exception {
        InForce programme = screening();
        NewPerson cold = TestPeople.young("甲冷库", TestPeople.VILLAGE);
        NewPerson counter = TestPeople.young("乙柜台", OTHER_VILLAGE);
        NewPerson cough = TestPeople.young("丙咳嗽", TestPeople.VILLAGE);
        NewPerson far = TestPeople.young("丁外县", "371521001001");
        long first = enrol(cold);
        long second = enrol(counter);
        long third = enrol(cough);
        enrol(far);
        // As units call their columns.
        List<String> columns = List.of("姓名", "身份证号", "应检尽检类别", "上岗日期", "单位");
        List<List<String>> rows = List.of(
                row(cold, "冷库一线", "2026/3/1"),
                row(counter, "柜台", ""),
                row(cough, "咳嗽", today().minusDays(2).toString()),
                row(cough, "咳嗽", today().minusDays(2).toString()),
                row(cough, "入境", ""),
                row(cough, "伙计", ""),
                row(cold, "咳嗽", "2020-01-01"),
                row(far, "冷库一线", ""));
        ImportJob job = done(table, start(county("371502"), columns, rows));
        assertThat(counts(job)).isEqualTo(new Counts(3, 1, 4));
        assertThat(errors(table, job))
                .containsExactly(
                        "6 缺少日期（到达的日期）。",
                        "7 登记事项应为：冷库一线、柜台、咳嗽、入境。",
                        "8 “确诊的日期”应在今天以前的 30 天之内。",
                        "9 辖区内没有这位居民，或姓名与证件号码不符。");
        settle();
        mvc.perform(get("/staff/field/" + PublicId.encode(first)).with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString("某冷库")));
        assertThat(Objects.requireNonNull(duty(first, programme)).window().due())
                .isEqualTo(today());
        assertThat(List.of(second, third))
                .allSatisfy(person -> assertThat(Objects.requireNonNull(duty(person, programme))
                                .window()
                                .due())
                        .isEqualTo(today().plusDays(14)));
        ImportJob again = done(table, start(county("371502"), columns, rows));
        assertThat(counts(again)).isEqualTo(new Counts(0, 4, 4));
    }

    @Test
    void theTableComesInOnAPageOfTheProgramme() throws Exception {
        screening();
        String page = "/staff/enrolments/story-screening";
        mvc.perform(get("/staff/programmes/story-screening/sample").with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString(page)));
        mvc.perform(get(page).with(doctor(TestPeople.VILLAGE)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("冷库一线、柜台、咳嗽、入境")));
        mvc.perform(get(page + "/template").with(doctor(TestPeople.VILLAGE)).param("format", "CSV"))
                .andExpect(content().string(containsString("姓名,证件号码,登记事项,日期,单位")));
        mvc.perform(get("/staff/enrolments/elderly").with(doctor(TestPeople.VILLAGE)))
                .andExpect(status().isNotFound());
        ImportJob job = done(
                table,
                start(worker(TestPeople.VILLAGE), List.of("姓名", "证件号码"), List.of(List.of("无人", "371599194001010011"))));
        mvc.perform(get("/staff/enrolment-imports/" + job.id()).with(doctor(TestPeople.VILLAGE)))
                .andExpect(content().string(containsString(page)));
        mvc.perform(get("/staff/enrolment-imports/" + job.id() + "/progress").with(doctor(TestPeople.VILLAGE)))
                .andExpect(status().isOk());
        mvc.perform(get("/staff/enrolment-imports/" + job.id()).with(SignedInAs.actor(county("371502"))))
                .andExpect(status().isNotFound());
    }

    private void register(String page, String code, String on, int status) throws Exception {
        mvc.perform(registering(page, code, on)).andExpect(status().is(status));
    }

    private MockHttpServletRequestBuilder registering(String page, String code, String on) {
        return post(page + "/events")
                .with(doctor(TestPeople.VILLAGE))
                .param("programme", "story-screening")
                .param("code", code)
                .param("on", on);
    }

    private ImportJob start(Actor actor, List<String> columns, List<List<String>> rows) throws IOException {
        return imports.start(
                table, table.order(actor, "story-screening"), sheet(SheetFormat.CSV, columns, rows), "花名册.csv");
    }

    private static List<String> row(NewPerson person, String what, String on) {
        return List.of(person.name(), String.valueOf(person.idNumber()), what, on, "某冷库");
    }

    private static Actor county(@Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF, "c7", "县委", Set.of(Role.COMMISSION), null, null, null, area, null, area == null);
    }

    private org.springframework.test.web.servlet.request.RequestPostProcessor doctor(String village) {
        return SignedInAs.actor(worker(village));
    }
}
