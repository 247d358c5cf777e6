package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A programme that nobody prepared is written on a page and is live; an unsound one is refused, with where and why. */
@AutoConfigureMockMvc
class DefinitionStory extends ProgrammePlatform {
    private static final String SOUND = """
            engine: programme
            id: new-campaign
            title: 新项目
            version: 1
            source: 测试
            from: 2020-01-01
            members: '"STORY_CAMPAIGN" in diagnoses'
            services:
              - {id: visit, title: 上门, cadence: {once: {within: 30}}, by: [VILLAGE_DOCTOR]}
              - id: pressure
                title: 量血压
                when: age >= 65
                cadence: {yearly: {}}
                by: [VILLAGE_DOCTOR]
                form:
                  fields: [{id: sbp, label: 收缩压, kind: whole, min: 60, max: 280}]
                  grades:
                    - {code: "2", label: 高, when: sbp >= 140}
                    - {code: "1", label: 平, when: sbp < 140}
                examples:
                  - {facts: {previous_grade: "1"}, answers: {sbp: 150}, grade: "2"}
                  - {answers: {sbp: 20}, refused: sbp}
            enrols:
              - {occupation: STORY_WORK, label: 从业, asks: 上岗的日期, oldest: 30}
            examples:
              - {facts: {diagnoses: [STORY_CAMPAIGN]}, member: true}
              - {facts: {age: 70}, member: false}
            """;

    @Autowired
    MockMvc mvc;

    static Stream<Arguments> unsound() {
        return Stream.of(
                Arguments.of("id: new-campaign", "id: New Campaign", "id"),
                Arguments.of("version: 1", "version: 0", "version"),
                Arguments.of("from: 2020-01-01", "from: someday", "from"),
                Arguments.of("engine: programme", "engine: magic", "engine"),
                Arguments.of("'\"STORY_CAMPAIGN\" in diagnoses'", "wage > 3", "members"),
                Arguments.of("'\"STORY_CAMPAIGN\" in diagnoses'", "age >= 0", "examples[1]"),
                Arguments.of("'\"STORY_CAMPAIGN\" in diagnoses'", "age > 200", "examples[0]"),
                Arguments.of("once: {within: 30}", "weekly: {times: 4, gap: 3}", "services[0].cadence.weekly"),
                Arguments.of("once: {within: 30}", "once: {within: -1}", "services[0].cadence.once.within"),
                Arguments.of("once: {within: 30}", "yearly: {}, once: {within: 3}", "services[0].cadence"),
                Arguments.of("once: {within: 30}", "sometimes: {}", "services[0].cadence.sometimes"),
                Arguments.of(
                        "once: {within: 30}",
                        "after: {event: \"x' or true\", within: 3}",
                        "services[0].cadence.after.event"),
                Arguments.of("by: [VILLAGE_DOCTOR]", "by: [WIZARD]", "services[0].by"),
                Arguments.of("title: 上门,", "title: '',", "services[0].title"),
                Arguments.of("grade: \"2\"", "grade: \"1\"", "services[1].examples[0]"),
                Arguments.of("answers: {sbp: 150}", "answers: {sbp: 1500}", "services[1].examples[0]"),
                Arguments.of("when: sbp >= 140", "when: sbp >= 160", "services[1].examples[0]"),
                Arguments.of("refused: sbp", "refused: dbp", "services[1].examples[1]"),
                Arguments.of("facts: {previous_grade", "facts: {grade_before", "services[1].examples[0].facts"),
                Arguments.of("occupation: STORY_WORK", "occupation: work", "enrols[0].occupation"),
                Arguments.of("occupation: STORY_WORK", "occupation: A, event: B", "enrols[0]"),
                Arguments.of("occupation: STORY_WORK", "event: STORY_WORK", "enrols[0].lasts"),
                Arguments.of("members:", "members: [", "行"));
    }

    @ParameterizedTest
    @MethodSource("unsound")
    void isRefusedWithWhereAndWhy(String instead, String of, String where) {
        assertThat(programmes.check(SOUND.replace(instead, of)))
                .anySatisfy(finding -> assertThat(finding.where()).contains(where));
    }

    @Test
    void isSoundAsItStands() {
        assertThat(programmes.check(SOUND)).isEmpty();
    }

    @Test
    void whatIsShippedIsSound() {
        assertThat(programmes.shipped())
                .hasSizeGreaterThan(13)
                .allSatisfy(definition -> assertThat(definition.source()).isNotBlank());
    }

    @Test
    void isLiveWithItsListsAndFigures() throws Exception {
        long person = enrol(TestPeople.called("孙新项"));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_CAMPAIGN", today(), null, "TEST");
        mvc.perform(post("/staff/definitions/check")
                        .with(commission())
                        .param("text", SOUND.replace("age: 70", "wage: 1")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("examples[1].facts.wage")));
        mvc.perform(post("/staff/definitions").with(commission()).param("text", SOUND))
                .andExpect(redirectedUrl("/staff/programmes/new-campaign/visit"));
        census.run();
        settle();
        String village = TestPeople.VILLAGE;
        mvc.perform(get("/staff/programmes/new-campaign/visit")
                        .with(commission())
                        .param("area", "371502001"))
                .andExpect(content().string(containsString("id=\"members\">1<")));
        mvc.perform(get("/staff/programmes/new-campaign/visit/people")
                        .with(commission())
                        .param("area", village)
                        .param("standing", "DUE"))
                .andExpect(content().string(containsString("孙**")));
        RequestPostProcessor worker = SignedInAs.actor(worker(village));
        String id = org.kangcheng.kernel.PublicId.encode(person);
        InForce programme = programmes.find("new-campaign").orElseThrow();
        int no = programme.number(programme.services().getFirst());
        mvc.perform(get("/staff/field").with(worker)).andExpect(content().string(containsString("孙新项")));
        mvc.perform(get("/staff/field/" + id).with(worker)).andExpect(content().string(containsString("上门")));
        mvc.perform(get("/staff/field/" + id + "/" + no).with(worker)).andExpect(status().isOk());
        mvc.perform(post("/staff/field/" + id + "/" + no)
                        .with(worker)
                        .param("on", today().toString())
                        .param("requestKey", "k"))
                .andExpect(redirectedUrl("/staff/field"));
        mvc.perform(get("/staff/programmes/new-campaign/visit")
                        .with(commission())
                        .param("area", village))
                .andExpect(content().string(containsString("id=\"served\">1<")));
        // The same text again is no new version.
        mvc.perform(post("/staff/definitions").with(commission()).param("text", SOUND))
                .andExpect(content().string(containsString("新的版本号应更大")));
        mvc.perform(get("/staff/field/" + id).with(SignedInAs.actor(worker("371502001002"))))
                .andExpect(status().isNotFound());
    }

    @Test
    void isReadFromAFileAndChecked() throws Exception {
        mvc.perform(multipart("/staff/definitions/file")
                        .file(new MockMultipartFile("file", SOUND.getBytes(StandardCharsets.UTF_8)))
                        .with(commission()))
                .andExpect(content().string(containsString("没有问题，可以生效")))
                .andExpect(content().string(containsString("STORY_CAMPAIGN")));
        mvc.perform(multipart("/staff/definitions/file")
                        .file(new MockMultipartFile("file", "members: [".getBytes(StandardCharsets.UTF_8)))
                        .with(commission()))
                .andExpect(content().string(containsString("不是有效的 YAML")));
        mvc.perform(multipart("/staff/definitions/file")
                        .file(new MockMultipartFile("file", new byte[400_001]))
                        .with(commission()))
                .andExpect(content().string(containsString("文件太大")));
    }

    /** What was sound becomes unsound by a stricter check: here its text is changed behind the platform's back. */
    @Test
    void whatAStricterCheckFindsUnsoundStandsStillUntilItIsCorrected() throws Exception {
        String id = "story-stricter";
        InForce programme = programme(id, "STORY_STRICTER", "cadence: {once: {within: 30}}");
        long person = enrol(TestPeople.young("孙停住", TestPeople.VILLAGE));
        facts.tell(person, FactKind.DIAGNOSIS, "STORY_STRICTER", today(), null, "TEST");
        settle();
        var due = duty(person, programme);
        assertThat(due).isNotNull();
        change("members: '", "members: 'age > 200 && ");
        programmes.computed(programme);

        assertThat(programmes.unsound()).anySatisfy(it -> {
            assertThat(it.id()).isEqualTo(id);
            assertThat(it.findings()).isNotEmpty();
        });
        assertThat(programmes.find(id)).isEmpty();
        facts.tell(person, FactKind.OCCUPATION, "STORY_OTHER", today(), null, "TEST");
        settle();
        assertThat(duty(person, programme)).as("what is due stays").isEqualTo(due);
        assertThat(record(worker(TestPeople.VILLAGE), person, programme, today(), Map.of(), "stricter"))
                .isInstanceOf(Deliver.Outcome.Refused.class);
        mvc.perform(get("/staff/definitions").with(commission()))
                .andExpect(content().string(containsString(id + "（第 1 版）")));
        mvc.perform(get("/staff/definitions/" + id).with(commission()))
                .andExpect(content().string(containsString("不可能有居民符合")));

        String corrected = programme.programme().definition().text().replace("version: 1", "version: 2");
        programmes.putInForce(DESK, "test", corrected);
        census.run();
        settle();
        assertThat(programmes.unsound()).noneMatch(it -> it.id().equals(id));
        assertThat(record(worker(TestPeople.VILLAGE), person, programme, today(), Map.of(), "stricter"))
                .isInstanceOf(Deliver.Outcome.Recorded.class);
    }

    private static void change(String instead, String of) throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner();
                var statement = connection.prepareStatement(
                        "update definition.version set text = replace(text, ?, ?) where id = 'story-stricter'")) {
            statement.setString(1, instead);
            statement.setString(2, of);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static RequestPostProcessor commission() {
        return SignedInAs.actor(
                new Actor(Actor.Kind.STAFF, "c1", "委", Set.of(Role.COMMISSION), null, null, null, null, null, true));
    }
}
