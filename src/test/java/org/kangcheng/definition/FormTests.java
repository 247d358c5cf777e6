package org.kangcheng.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What a form reads, computes and refuses; and which forms are refused because part of them can never be. */
class FormTests {
    private static final Vocabulary ABOUT =
            Vocabulary.of(Map.of("benefits", Kind.CODES)).with("age", Kind.WHOLE, Domain.numbers(0, 150));
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String BODY = """
            {"fields": [
              {"id": "height", "label": "身高", "kind": "number", "unit": "cm", "min": 40, "max": 250},
              {"id": "weight", "label": "体重", "kind": "number", "unit": "kg", "min": 1, "max": 300, "optional": true},
              {"id": "bmi", "label": "体质指数", "kind": "computed", "value": "weight / (height * height / 10000.0)",
               "digits": 1, "min": 5, "max": 80}],
             "grades": [
              {"code": "2", "label": "超重", "when": "bmi >= 24.0"},
              {"code": "1", "label": "正常", "when": "bmi >= 18.5"},
              {"code": "0", "label": "其他", "when": "height > 0.0"}]}""";

    private static Form form(String json) throws UnsoundException {
        return Form.read("form", JSON.readValue(json, FormText.class), ABOUT);
    }

    @ParameterizedTest
    @CsvSource({
        "170, 70, 24.2, 2",
        "170, 60, 20.8, 1",
        "170, '', '', 0",
        "170, 40, 13.8, 0",
    })
    void computesAndGradesByWhatItComputed(String height, String weight, String bmi, String grade) throws Exception {
        Form form = form(BODY);
        Form.Answers answers = form.answers(Map.of("height", height, "weight", weight, "bmi", "99"), Map.of());
        assertThat(answers.problems()).isEmpty();
        assertThat(answers.values().getOrDefault("bmi", "")).asString().isEqualTo(bmi);
        assertThat(form.grade(answers.values(), Map.of()).orElseThrow().code()).isEqualTo(grade);
    }

    @Test
    void aComputedValueThatCannotBeIsAProblemOfItsField() throws Exception {
        assertThat(form(BODY)
                        .answers(Map.of("height", "50", "weight", "90"), Map.of())
                        .problems())
                .containsOnlyKeys("bmi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "36.456211234,115.98543        # 36.45621,115.98543",
                "36.456211234,115.98543,12.4   # 36.45621,115.98543,12",
                "-36.5,-115.1                  # -36.50000,-115.10000",
                "91,115                        # ",
                "36.4,181                      # ",
                "36.4                          # ",
                "36.4,115,-3                   # ",
                "abc                           # ",
            })
    void readsPlaces(String typed, String expected) throws Exception {
        Form form = form("{\"fields\": [{\"id\": \"place\", \"label\": \"地点\", \"kind\": \"place\"}]}");
        Form.Answers answers = form.answers(Map.of("place", typed), Map.of());
        assertThat(answers.values().get("place")).isEqualTo(expected);
        assertThat(answers.problems()).hasSize(expected == null ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "[[[1,2],[3,4]]]               # true",
                "[[[1,2]],[[3,4],[10000,0]]]   # true",
                "[[[1,2]]]                     # false",
                "[[[1,2],[3,10001]]]           # false",
                "[[[1,2],[3,-4]]]              # false",
                "[[[1,2],[3]]]                 # false",
                "[[[1,2],[\"a\",4]]]           # false",
                "{\"a\": [[1,2],[3,4]]}        # false",
                "[]                            # false",
                "[[[1,2],[3,4]                 # false",
                "张三                           # false",
            })
    void readsSignatures(String typed, boolean signed) throws Exception {
        Form form = form("{\"fields\": [{\"id\": \"name\", \"label\": \"签名\", \"kind\": \"signature\"}]}");
        assertThat(form.answers(Map.of("name", typed), Map.of()).sound()).isEqualTo(signed);
    }

    @Test
    void whatWasClaimedIsWhatTheRuleSaysOfThePerson() throws Exception {
        Form form = form("""
                {"fields": [{"id": "insured", "label": "参保", "kind": "choice", "options": ["是", "否", "不涉及"],
                             "claimed": "'INSURED' in benefits"}]}""");
        assertThat(form.claims(Map.of("benefits", List.of("INSURED")))).isEqualTo(Map.of("insured", "是"));
        assertThat(form.claims(Map.of("benefits", List.of()))).isEmpty();
        assertThat(form.claims(Map.of())).isEmpty();
    }

    /** Each: what is exchanged in a sound form, and where it is unsound then. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "bmi >= 18.5 # bmi >= 25.0 # form.grades[1].when",
                "bmi >= 24.0 # bmi >= 90.0 # form.grades[0].when",
                "height > 0.0 # age > 200 # form.grades[2].when",
                "bmi >= 24.0 # height > 1.0 # form.grades[1].when",
                "\"optional\": true # \"when\": \"height > 300.0\" # form.fields[1].when",
                "\"optional\": true # \"when\": \"age < 10 && age > 20\" # form.fields[1].when",
                "\"digits\": 1 # \"digits\": 9 # form.fields[2].value",
                "\"weight / (height * height / 10000.0)\" # \"weight / length\" # form.fields[2].value",
                "\"weight / (height * height / 10000.0)\" # \"weight > 3.0\" # form.fields[2].value",
                "\"kind\": \"computed\" # \"kind\": \"hologram\" # form.fields[2].kind",
                "\"code\": \"1\" # \"code\": \"2\" # form.grades[1].code",
                "\"unit\": \"cm\" # \"claimed\": \"'A' in benefits\" # form.fields[0].claimed",
                "\"label\": \"超重\" # \"label\": \"超重\", \"tells\": [\"lower\"] # form.grades[0].tells",
            })
    void isRefusedWhereItCanNeverBe(String instead, String of, String where) {
        assertThat(BODY).contains(instead);
        assertThatThrownBy(() -> form(BODY.replaceFirst(Pattern.quote(instead), of)))
                .isInstanceOfSatisfying(
                        UnsoundException.class,
                        e -> assertThat(e.findings())
                                .anySatisfy(
                                        finding -> assertThat(finding.where()).isEqualTo(where)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"height > 300.0", "height >= 40.0", "height < 200.0 || height >= 200.0"})
    void aContradictionThatNeverIsOrAlwaysIsIsRefused(String when) {
        assertThatThrownBy(() -> form(BODY.replace(
                        "\"grades\"",
                        "\"contradictions\": [{\"when\": \"%s\", \"field\": \"height\", \"message\": \"不对\"}], \"grades\""
                                .formatted(when))))
                .isInstanceOfSatisfying(
                        UnsoundException.class,
                        e -> assertThat(e.findings().getFirst().where()).startsWith("form.contradictions"));
    }
}
