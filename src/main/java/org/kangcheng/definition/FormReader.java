package org.kangcheng.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form.Contradiction;
import org.kangcheng.definition.Form.Field;
import org.kangcheng.definition.Form.Grade;
import org.kangcheng.definition.Form.Input;
import org.kangcheng.definition.FormText.ContradictionText;
import org.kangcheng.definition.FormText.FieldText;
import org.kangcheng.definition.FormText.GradeText;

/** Builds a form out of its text, gathering what is wrong. */
final class FormReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int MOST_DIGITS = 4;
    private static final int FARTHEST_NEXT = 400;

    private final String where;
    private final Vocabulary about;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<Grade> grades = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private Vocabulary vocabulary;

    FormReader(String where, Vocabulary about) {
        this.where = where;
        this.about = about;
        this.vocabulary = about;
    }

    Form form(FormText text) throws UnsoundException {
        Set<String> seen = new HashSet<>(vocabulary.names().keySet());
        List<FieldText> asked = orEmpty(text.fields());
        for (int i = 0; i < asked.size(); i++) {
            field(where + ".fields[" + i + "]", asked.get(i), seen);
        }
        List<GradeText> graded = orEmpty(text.grades());
        for (int i = 0; i < graded.size(); i++) {
            grade(where + ".grades[" + i + "]", graded.get(i));
        }
        List<ContradictionText> refused = orEmpty(text.contradictions());
        for (int i = 0; i < refused.size(); i++) {
            contradiction(where + ".contradictions[" + i + "]", refused.get(i));
        }
        if (findings.isEmpty()) {
            findings.addAll(new FormSoundness(where, vocabulary, fields, grades, contradictions).check());
        }
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return new Form(fields, grades, contradictions);
    }

    private void field(String at, FieldText text, Set<String> seen) {
        String id = text.id() == null ? "" : text.id();
        if (!NAME.matcher(id).matches() || !seen.add(id)) {
            found(at + ".id", "应为小写英文名称，不可重复，也不可与居民信息同名。");
            return;
        }
        if (text.label() == null || text.label().isBlank()) {
            found(at + ".label", "缺少显示名称。");
        }
        Optional<Input> kind = Arrays.stream(Input.values())
                .filter(input -> input.code().equals(text.kind()))
                .findFirst();
        if (kind.isEmpty()) {
            found(
                    at + ".kind",
                    Arrays.stream(Input.values()).map(Input::code).collect(Collectors.joining("、", "应为 ", " 之一。")));
            return;
        }
        Input input = kind.get();
        range(at, text, input);
        Rule when = text.when() == null
                ? null
                : rule(at + ".when", text.when(), vocabulary).orElse(null);
        Field field = new Field(
                id,
                text.label() == null ? id : text.label(),
                input,
                text.unit(),
                text.min(),
                text.max(),
                List.copyOf(orEmpty(text.options())),
                Boolean.TRUE.equals(text.optional()),
                when,
                computed(at, text, input),
                claimed(at + ".claimed", text, input));
        fields.add(field);
        vocabulary = vocabulary.with(id, input.kind, domain(field));
    }

    private static Domain domain(Field field) {
        boolean sure = !field.optional() && field.when() == null && field.input() != Input.COMPUTED;
        Set<String> options = field.input() == Input.CHOICE ? Set.copyOf(field.options()) : Set.of();
        return new Domain(field.min(), field.max(), options, sure, field.when());
    }

    private void range(String at, FieldText text, Input input) {
        boolean number = input == Input.WHOLE || input == Input.NUMBER;
        if (number && (text.min() == null || text.max() == null || text.min() > text.max())) {
            found(at, "数字应写明合理范围 min 和 max。");
        }
        Set<String> options = new HashSet<>(orEmpty(text.options()));
        if (input == Input.CHOICE
                && (options.size() < 2
                        || options.size() < orEmpty(text.options()).size())) {
            found(at + ".options", "至少两个不同的选项。");
        }
    }

    private @Nullable Formula computed(String at, FieldText text, Input input) {
        if (input != Input.COMPUTED) {
            if (text.value() != null || text.digits() != null) {
                found(at + ".value", "只有 computed 的一格有算式 value 和位数 digits。");
            }
            return null;
        }
        int digits = text.digits() == null ? 1 : text.digits();
        if (text.value() == null || digits < 0 || digits > MOST_DIGITS) {
            found(at + ".value", "应写明算式 value；小数位数 digits 为 0 至 %d。".formatted(MOST_DIGITS));
            return null;
        }
        try {
            return Formula.parse(at + ".value", text.value(), digits, vocabulary);
        } catch (UnsoundException e) {
            findings.addAll(e.findings());
            return null;
        }
    }

    /** Of the person as she was known before anybody looked: not of what the form asks. */
    private @Nullable Rule claimed(String at, FieldText text, Input input) {
        if (text.claimed() == null) {
            return null;
        }
        boolean yesOrNo = input == Input.YES_NO
                || input == Input.CHOICE && orEmpty(text.options()).containsAll(List.of("是", "否"));
        if (!yesOrNo) {
            found(at, "只有“是/否”的一格可以与申报比对。");
        }
        return rule(at, text.claimed(), about).orElse(null);
    }

    private void grade(String at, GradeText text) {
        String code = text.code();
        String label = text.label();
        if (code == null || label == null || text.when() == null) {
            found(at, "分级应写明 code、label 和 when。");
            return;
        }
        if (grades.stream().anyMatch(grade -> grade.code().equals(code))) {
            found(at + ".code", "分级的 code 不可重复。");
        }
        if (text.nextDays() != null && (text.nextDays() < 1 || text.nextDays() > FARTHEST_NEXT)) {
            found(at + ".nextDays", "应为 1 至 %d 天。".formatted(FARTHEST_NEXT));
        }
        List<String> tells = codes(at + ".tells", text.tells());
        List<String> ends = codes(at + ".ends", text.ends());
        rule(at + ".when", text.when(), vocabulary)
                .map(when ->
                        new Grade(code, label, when, text.nextDays(), Boolean.TRUE.equals(text.refer()), tells, ends))
                .ifPresent(grades::add);
    }

    private List<String> codes(String at, @Nullable List<String> codes) {
        if (!orEmpty(codes).stream().allMatch(code -> CODE.matcher(code).matches())) {
            found(at, "应为大写英文的事实代码。");
        }
        return List.copyOf(orEmpty(codes));
    }

    private void contradiction(String at, ContradictionText text) {
        String field = text.field();
        String message = text.message();
        boolean named = fields.stream().anyMatch(it -> it.id().equals(field));
        if (text.when() == null || field == null || message == null || !named) {
            found(at, "应写明 when、field（表单中的一格）和 message。");
            return;
        }
        rule(at + ".when", text.when(), vocabulary)
                .map(when -> new Contradiction(when, field, message))
                .ifPresent(contradictions::add);
    }

    private Optional<Rule> rule(String at, String text, Vocabulary names) {
        try {
            return Optional.of(Rule.parse(at, text, names));
        } catch (UnsoundException e) {
            findings.addAll(e.findings());
            return Optional.empty();
        }
    }

    private void found(String at, String why) {
        findings.add(new Finding(at, why));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
