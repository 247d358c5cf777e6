package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Questionnaires and policies are written on a page; a new version is in force at once, an old one stays for what runs by it. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class SurveyDefinitionStory extends TestPlatform {
    private static final String PAGE = "/staff/survey-definitions";
    private static final RequestPostProcessor COMMISSION = SignedInAs.staff(Role.COMMISSION, "3715");
    private static final String POLICY = """
            engine: policy
            id: %s
            title: %s
            version: %d
            source: 测试
            from: 2026-01-01
            words: 每月免费理发一次。
            how: 到村委会报名。
            due: %s
            """;

    @Autowired
    MockMvc mvc;

    @Autowired
    Questionnaires questionnaires;

    @Autowired
    SurveyLibrary library;

    @Autowired
    Clock clock;

    @Test
    void aPolicyIsInForceOnceItIsSoundAndUntilItIsStopped() throws Exception {
        String policy = POLICY.formatted("story-haircut", "免费理发", 1, "age >= 80");
        mvc.perform(get(PAGE).with(COMMISSION)).andExpect(content().string(containsString("两免两减半")));
        mvc.perform(get(PAGE + "/policy/new").with(COMMISSION))
                .andExpect(content().string(containsString("engine: policy")));
        mvc.perform(post(PAGE + "/check").with(COMMISSION).param("text", policy))
                .andExpect(content().string(containsString("没有问题，可以生效")));
        mvc.perform(get("/public/policies")).andExpect(content().string(not(containsString("免费理发"))));
        mvc.perform(post(PAGE).with(COMMISSION).param("text", policy)).andExpect(status().is3xxRedirection());
        mvc.perform(get("/public/policies"))
                .andExpect(content().string(containsString("每月免费理发一次。")))
                .andExpect(content().string(containsString("两免两减半")));
        mvc.perform(post(PAGE).with(COMMISSION).param("text", policy))
                .andExpect(content().string(containsString("已有同样或更新的版本")));
        String stopped = policy.replace(
                "version: 1", "version: 2\nuntil: " + CityTime.today(clock).plusDays(1));
        mvc.perform(post(PAGE).with(COMMISSION).param("text", stopped)).andExpect(status().is3xxRedirection());
        mvc.perform(get(PAGE + "/policy/story-haircut").with(COMMISSION))
                .andExpect(content().string(containsString("version: 2")));
        assertThat(library.find(SurveyLibrary.POLICIES, "story-haircut").orElseThrow())
                .satisfies(it -> assertThat(it.inForceOn(CityTime.today(clock).plusDays(1)))
                        .isFalse());
    }

    @Test
    void aRoundGoesOnByTheVersionThatItWasMadeWith() throws Exception {
        Questionnaire before = questionnaires.find("outpatient").orElseThrow();
        questionnaires.keep(before);
        String next = before.definition()
                .text()
                .replaceFirst(
                        "version: [0-9]+", "version: " + (before.definition().version() + 1))
                .replace("title: 门诊就医体验", "title: 门诊就医体验（改）");
        mvc.perform(post(PAGE).with(COMMISSION).param("text", next)).andExpect(status().is3xxRedirection());
        assertThat(questionnaires.find("outpatient").orElseThrow().title()).isEqualTo("门诊就医体验（改）");
        assertThat(library.version("survey", "outpatient", before.definition().version())
                        .title())
                .isEqualTo(before.title());
        mvc.perform(get("/staff/surveys").with(COMMISSION)).andExpect(content().string(containsString("门诊就医体验（改）")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "due: age >= 80           # due: wealth >= 80           # due",
                "words: 每月免费理发一次。 # words: ''                    # words",
                "how: 到村委会报名。       # price: 3                    # how",
                "from: 2026-01-01         # from: 2099-01-01            # from",
                "engine: policy           # engine: magic               # engine",
            })
    void whatIsUnsoundIsRefusedWithWhere(String sound, String unsound, String where) throws Exception {
        String text = POLICY.formatted("story-unsound", "不成立", 1, "age >= 80").replace(sound, unsound);
        mvc.perform(post(PAGE).with(COMMISSION).param("text", text))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("findings")))
                .andExpect(content().string(containsString(where)));
        assertThat(List.of("survey", "policy"))
                .allSatisfy(engine ->
                        assertThat(library.find(engine, "story-unsound")).isEmpty());
    }

    @Test
    void onlyTheCommissionWrites() throws Exception {
        RequestPostProcessor doctor = SignedInAs.staff(Role.VILLAGE_DOCTOR, TestPeople.VILLAGE);
        mvc.perform(get(PAGE).with(doctor)).andExpect(status().isForbidden());
        mvc.perform(get(PAGE + "/magic/new").with(COMMISSION)).andExpect(status().isNotFound());
    }
}
