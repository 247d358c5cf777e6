package org.kangcheng.survey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.FormText;
import org.kangcheng.definition.Kind;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.definition.Vocabulary;
import org.kangcheng.identity.StatusKind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads questionnaires out of their definitions, and tells everything that is wrong with one. */
public final class QuestionnaireEngine implements Engine {
    static final String NAME = "survey";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** As it is written. */
    private record Text(
            @Nullable String target,
            @Nullable String among,
            @Nullable FormText form,
            @Nullable List<ScoreText> scores,
            @Nullable String bad) {}

    private record ScoreText(
            @Nullable String id,
            @Nullable String title,
            @Nullable List<String> of) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        return Engine.findings(definition, QuestionnaireEngine::read);
    }

    static Questionnaire read(Definition definition) throws UnsoundException {
        Text text = text(definition);
        if (text.form == null) {
            throw new UnsoundException("form", "问卷没有题目。");
        }
        Form form = Form.read("form", text.form, Vocabulary.of(Map.of()));
        List<Finding> findings = new ArrayList<>();
        Questionnaire.Target target = target(text.target, findings);
        String among = text.among;
        if (among != null && !isStatus(among)) {
            findings.add(new Finding("among", "没有“" + among + "”这种身份。"));
        }
        if (among != null && target == Questionnaire.Target.STAFF) {
            findings.add(new Finding("among", "身份是居民的，职工问卷不能按身份抽。"));
        }
        List<Questionnaire.Score> scores = scores(text.scores, form, findings);
        Rule bad = text.bad == null ? null : Rule.parse("bad", text.bad, vocabulary(form));
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return new Questionnaire(definition, target, among, form, scores, bad);
    }

    private static Questionnaire.Target target(@Nullable String text, List<Finding> findings) {
        for (Questionnaire.Target target : Questionnaire.Target.values()) {
            if (target.name().toLowerCase(Locale.ROOT).equals(text)) {
                return target;
            }
        }
        findings.add(new Finding("target", "应为 visits（就诊）、discharges（出院）、residents（居民）、households（户）或 staff（职工）。"));
        return Questionnaire.Target.RESIDENTS;
    }

    private static boolean isStatus(String name) {
        for (StatusKind kind : StatusKind.values()) {
            if (kind.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<Questionnaire.Score> scores(
            @Nullable List<ScoreText> texts, Form form, List<Finding> findings) {
        List<Questionnaire.Score> scores = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (ScoreText text : texts == null ? List.<ScoreText>of() : texts) {
            String at = "scores[" + scores.size() + "]";
            List<String> of = text.of == null ? List.of() : text.of;
            if (text.id == null || !text.id.matches("[a-z][a-z0-9-]*") || !ids.add(text.id)) {
                findings.add(new Finding(at + ".id", "应为小写英文，不可重复。"));
            }
            if (text.title == null || text.title.isBlank() || of.isEmpty()) {
                findings.add(new Finding(at, "应写明名称 title 和题目 of。"));
            }
            of.stream()
                    .filter(field -> !scorable(form, field))
                    .forEach(field -> findings.add(new Finding(at + ".of", "“" + field + "”应为是否题，或 1 至 5 的整数题。")));
            scores.add(new Questionnaire.Score(String.valueOf(text.id), String.valueOf(text.title), of));
        }
        if (scores.isEmpty()) {
            findings.add(new Finding("scores", "至少要有一个得分。"));
        }
        return List.copyOf(scores);
    }

    private static boolean scorable(Form form, String name) {
        return form.fields().stream()
                .filter(field -> field.id().equals(name))
                .anyMatch(field -> field.input() == Form.Input.YES_NO
                        || field.input() == Form.Input.WHOLE
                                && Double.valueOf(1).equals(field.min())
                                && Double.valueOf(5).equals(field.max()));
    }

    private static Vocabulary vocabulary(Form form) {
        Vocabulary vocabulary = Vocabulary.of(Map.of());
        for (Form.Field field : form.fields()) {
            Kind kind = field.input().kind();
            vocabulary = vocabulary.with(field.id(), kind);
        }
        return vocabulary;
    }

    private static Text text(Definition definition) throws UnsoundException {
        try {
            return JSON.treeToValue(definition.body(), Text.class);
        } catch (JacksonException e) {
            throw new UnsoundException("", "只能写 target、among、form、scores、bad。");
        }
    }
}
