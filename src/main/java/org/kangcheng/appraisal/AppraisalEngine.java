package org.kangcheng.appraisal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.indicator.Period;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads schemes of appraisal out of their definitions, and tells everything that is wrong with one. */
public final class AppraisalEngine implements Engine {
    static final String NAME = "appraisal";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record Text(
            @Nullable String subjects,
            @Nullable String period,
            @Nullable Integer fall,
            @Nullable List<ItemText> items,
            @JsonProperty("red_lines") @Nullable List<Scheme.RedLine> redLines,
            Scheme.@Nullable Links links,
            @Nullable List<ExampleText> examples) {}

    private record ItemText(
            @Nullable String id,
            @Nullable String title,
            @Nullable String indicator,
            @Nullable Double weight,
            @Nullable Double full,
            @Nullable Double zero,
            @Nullable List<StepText> steps) {}

    /** One of {@code least} and {@code most}. */
    private record StepText(
            @Nullable Double least,
            @Nullable Double most,
            @Nullable Double points) {}

    /**
     * @param points given by hand
     * @param score what comes of both, to two digits
     */
    private record ExampleText(
            @Nullable Map<String, Double> values,
            @Nullable Map<String, Double> points,
            @Nullable Double score) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, AppraisalEngine::read);
    }

    static Scheme read(Definition definition) throws UnsoundException {
        Text text = text(definition);
        List<Finding> findings = new ArrayList<>();
        List<Scheme.Item> items = items(text, findings);
        Scheme scheme = new Scheme(
                definition,
                one(Scheme.Subjects.class, "subjects", text.subjects(), findings, Scheme.Subjects.COUNTIES),
                one(Period.Kind.class, "period", text.period(), findings, Period.Kind.YEAR),
                Objects.requireNonNullElse(text.fall(), 0),
                items,
                Objects.requireNonNullElse(text.redLines(), List.of()),
                Objects.requireNonNullElse(text.links(), new Scheme.Links(0, 0, 0)));
        scheme.redLines().stream()
                .filter(it -> (it.below() == null) == (it.above() == null))
                .forEach(it -> findings.add(new Finding("red_lines", "红线应写 below 或 above 之一：" + it.title())));
        if (findings.isEmpty()) {
            examples(scheme, Objects.requireNonNullElse(text.examples(), List.of()), findings);
        }
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return scheme;
    }

    private static Text text(Definition definition) throws UnsoundException {
        try {
            return JSON.treeToValue(definition.body(), Text.class);
        } catch (JacksonException e) {
            throw new UnsoundException("", "不能读作考核方案：" + e.getOriginalMessage());
        }
    }

    private static List<Scheme.Item> items(Text text, List<Finding> findings) {
        List<Scheme.Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        double sum = 0;
        for (ItemText it : Objects.requireNonNullElse(text.items(), List.<ItemText>of())) {
            String where = "items." + it.id();
            double weight = Objects.requireNonNullElse(it.weight(), 0.0);
            if (it.id() == null || it.title() == null || !ids.add(it.id())) {
                findings.add(new Finding(where, "每项要有不重复的 id 和名称。"));
                continue;
            }
            if (weight <= 0) {
                findings.add(new Finding(where, "权重应大于 0。"));
            }
            sum += weight;
            Scoring scoring = it.indicator() == null ? null : scoring(it, weight, where, findings);
            items.add(new Scheme.Item(it.id(), it.title(), it.indicator(), weight, scoring));
        }
        if (Math.abs(sum - Scheme.WHOLE) > 1e-9) {
            findings.add(new Finding("items", "各项权重之和应为 100，现为 %s。".formatted(sum)));
        }
        return items;
    }

    private static Scoring scoring(ItemText item, double weight, String where, List<Finding> findings) {
        List<StepText> steps = Objects.requireNonNullElse(item.steps(), List.of());
        if (steps.isEmpty()) {
            double full = Objects.requireNonNullElse(item.full(), 0.0);
            double zero = Objects.requireNonNullElse(item.zero(), 0.0);
            if (full == zero) {
                findings.add(new Finding(where, "满分值与零分值不能相同。"));
            }
            return new Scoring.Proportion(full, zero);
        }
        if (item.full() != null || item.zero() != null) {
            findings.add(new Finding(where, "按比例（full、zero）和分档（steps）只能写一种。"));
        }
        return steps(steps, weight, where + ".steps", findings);
    }

    private static Scoring steps(List<StepText> texts, double weight, String where, List<Finding> findings) {
        boolean least = texts.getFirst().least() != null;
        List<Scoring.Step> steps = new ArrayList<>();
        for (StepText text : texts) {
            Double bound = least ? text.least() : text.most();
            Double other = least ? text.most() : text.least();
            if (bound == null || other != null || text.points() == null) {
                findings.add(new Finding(where, "每档写 points 和 least（至少）或 most（至多）之一，各档一致。"));
                return new Scoring.Steps(List.of(), least);
            }
            Scoring.Step step = new Scoring.Step(bound, text.points() / weight);
            if (!steps.isEmpty()) {
                Scoring.Step better = steps.getLast();
                boolean worse = least ? bound < better.bound() : bound > better.bound();
                if (!worse || step.share() >= better.share()) {
                    findings.add(new Finding(where, "各档应从好到差，分数依次减少。"));
                }
            }
            steps.add(step);
        }
        if (Math.abs(steps.getFirst().share() - 1) > 1e-9 || steps.getLast().share() < 0) {
            findings.add(new Finding(where, "第一档应得满分（该项权重），各档不能少于 0 分。"));
        }
        return new Scoring.Steps(List.copyOf(steps), least);
    }

    private static <T extends Enum<T>> T one(
            Class<T> type, String where, @Nullable String name, List<Finding> findings, T otherwise) {
        try {
            return Enum.valueOf(type, String.valueOf(name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(where, "没有“%s”。".formatted(name)));
            return otherwise;
        }
    }

    private static void examples(Scheme scheme, List<ExampleText> examples, List<Finding> findings) {
        if (examples.isEmpty()) {
            findings.add(new Finding("examples", "至少要有一个例子。"));
        }
        for (ExampleText example : examples) {
            Map<String, Double> given = new HashMap<>(Objects.requireNonNullElse(example.values(), Map.of()));
            Double score = Score.of(
                            scheme,
                            given,
                            Objects.requireNonNullElse(example.points(), Map.of()),
                            Score.weights(scheme))
                    .score();
            if (example.score() == null || score == null || Math.abs(score - example.score()) > 0.005) {
                findings.add(new Finding("examples", "例子应得 %s 分，算得 %s 分。".formatted(example.score(), score)));
            }
        }
    }
}
