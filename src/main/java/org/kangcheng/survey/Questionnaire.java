package org.kangcheng.survey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;

/**
 * 问卷, of a definition: what is asked, how answers become scores from 0 to 100, which answers are bad.
 *
 * @param among residents with this granted status alone; null: anybody
 */
record Questionnaire(
        Definition definition,
        Target target,
        @Nullable String among,
        Form form,
        List<Score> scores,
        @Nullable Rule bad) {

    enum Target {
        /** Real visits, by institution. */
        VISITS("按机构抽就诊"),
        /** Stays in hospital that are over, by institution. */
        DISCHARGES("按机构抽出院"),
        /** Residents, by county. */
        RESIDENTS("按区县抽居民"),
        /** Households, by county; of each one adult. */
        HOUSEHOLDS("按区县抽户，每户一人"),
        /** Those who work for an institution, by institution. What they say stands beside nothing that residents say. */
        STAFF("按机构抽职工");

        private final String label;

        /** Asked where they live, and not where they were cared for. */
        boolean atHome() {
            return this == RESIDENTS || this == HOUSEHOLDS;
        }

        Target(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 得分: the mean of these answers: a scale of 1 to 5 as (x − 1) ÷ 4 × 100, a yes as 100. */
    record Score(String id, String title, List<String> of) {}

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    /** 率: of one question that is answered by yes or no. */
    boolean isRate(String score) {
        return scores.stream()
                .filter(it -> it.id.equals(score) && it.of.size() == 1)
                .anyMatch(it -> form.fields().stream()
                        .anyMatch(field -> field.id().equals(it.of.getFirst()) && field.input() == Form.Input.YES_NO));
    }

    /** Each score that has an answer. */
    Map<String, Double> scored(Map<String, Object> answers) {
        Map<String, Double> scored = new HashMap<>();
        for (Score score : scores) {
            score.of.stream()
                    .map(answers::get)
                    .filter(it -> it instanceof Boolean || it instanceof Long)
                    .mapToDouble(it -> it instanceof Boolean yes ? (yes ? 100 : 0) : ((Long) it - 1) * 25.0)
                    .average()
                    .ifPresent(mean -> scored.put(score.id, mean));
        }
        return scored;
    }
}
