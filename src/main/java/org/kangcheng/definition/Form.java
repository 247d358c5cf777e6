package org.kangcheng.definition;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.FormText.ContradictionText;
import org.kangcheng.definition.FormText.FieldText;
import org.kangcheng.definition.FormText.GradeText;

/** 表单: what is asked when a service is delivered, which answers can be, and how they are graded. */
public final class Form {
    /** 一格. @param when asked only if it holds of what was answered before; null: always */
    public record Field(
            String id,
            String label,
            Input input,
            @Nullable String unit,
            @Nullable Double min,
            @Nullable Double max,
            List<String> options,
            boolean optional,
            @Nullable Rule when) {}

    public enum Input {
        YES_NO(Kind.YES_NO),
        WHOLE(Kind.WHOLE),
        NUMBER(Kind.NUMBER),
        TEXT(Kind.TEXT),
        CHOICE(Kind.TEXT);

        final Kind kind;

        Input(Kind kind) {
            this.kind = kind;
        }
    }

    /**
     * 分级.
     *
     * @param nextDays when the next time is due in case of this grade; null: as the cadence says
     * @param refer to be referred up at once
     */
    public record Grade(
            String code, String label, Rule when, @Nullable Integer nextDays, boolean refer) {}

    record Contradiction(Rule when, String field, String message) {}

    /** What was typed, read. @param problems by field, in Chinese; empty when all is well */
    public record Answers(Map<String, Object> values, Map<String, String> problems) {
        public boolean sound() {
            return problems.isEmpty();
        }
    }

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    static final int LONGEST_TEXT = 500;

    /** The numbers that are understood: what Java and the phone read alike. */
    private static final Pattern WHOLE_TEXT = Pattern.compile("[+-]?[0-9]{1,15}");

    private static final Pattern NUMBER_TEXT = Pattern.compile("[+-]?[0-9]{1,15}([.][0-9]{1,15})?");

    private final List<Field> fields;
    private final List<Grade> grades;
    private final List<Contradiction> contradictions;
    private final Vocabulary vocabulary;

    private Form(List<Field> fields, List<Grade> grades, List<Contradiction> contradictions, Vocabulary vocabulary) {
        this.fields = List.copyOf(fields);
        this.grades = List.copyOf(grades);
        this.contradictions = List.copyOf(contradictions);
        this.vocabulary = vocabulary;
    }

    public static Form none() {
        return new Form(List.of(), List.of(), List.of(), Vocabulary.of(Map.of()));
    }

    /** @param about names beside the form's own: what is known of the person */
    public static Form read(String where, FormText text, Vocabulary about) throws UnsoundException {
        return new Reader(where, about).form(text);
    }

    public List<Field> fields() {
        return fields;
    }

    public List<Grade> grades() {
        return grades;
    }

    List<Contradiction> contradictions() {
        return contradictions;
    }

    /** As data, rules and sentences included, for the phone that checks it off line. */
    public Map<String, Object> data() {
        return FormData.of(this);
    }

    /**
     * Reads what was typed. A field that its rule does not ask for is passed over, whatever was typed in it.
     *
     * @param about what is known of the person, by name
     */
    public Answers answers(Map<String, String> typed, Map<String, ? extends @Nullable Object> about) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, @Nullable Object> known = new HashMap<>(about);
        for (Field field : fields) {
            if (field.when != null && !field.when.holds(known)) {
                continue;
            }
            String text = typed.getOrDefault(field.id, "").strip();
            if (text.isEmpty()) {
                if (!field.optional) {
                    problems.put(field.id, missing(field));
                }
                continue;
            }
            value(field, text)
                    .ifPresentOrElse(
                            value -> {
                                values.put(field.id, value);
                                known.put(field.id, value);
                            },
                            () -> problems.put(field.id, expected(field)));
        }
        for (Contradiction contradiction : contradictions) {
            if (contradiction.when.holds(known)) {
                problems.putIfAbsent(contradiction.field, contradiction.message);
            }
        }
        return new Answers(values, problems);
    }

    /** The first grade that fits: a form lists the most serious first. */
    public Optional<Grade> grade(Map<String, Object> values, Map<String, ? extends @Nullable Object> about) {
        Map<String, @Nullable Object> known = new HashMap<>(about);
        known.putAll(values);
        return grades.stream().filter(grade -> grade.when.holds(known)).findFirst();
    }

    private static Optional<Object> value(Field field, String text) {
        try {
            return switch (field.input) {
                case YES_NO -> yesNo(text);
                case WHOLE ->
                    within(field, (double) Long.parseLong(number(text, WHOLE_TEXT)))
                            .map(Double::longValue);
                case NUMBER ->
                    within(field, Double.parseDouble(number(text, NUMBER_TEXT))).map(number -> number);
                case TEXT -> text.length() <= LONGEST_TEXT ? Optional.of(text) : Optional.empty();
                case CHOICE -> field.options.contains(text) ? Optional.of(text) : Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A Chinese keyboard types full-width digits. */
    private static String number(String text, Pattern form) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (!form.matcher(plain).matches()) {
            throw new NumberFormatException();
        }
        return plain;
    }

    private static Optional<Object> yesNo(String text) {
        return switch (text) {
            case "是", "true", "yes" -> Optional.of(true);
            case "否", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> within(Field field, double number) {
        boolean low = field.min != null && number < field.min;
        boolean high = field.max != null && number > field.max;
        return Double.isFinite(number) && !low && !high ? Optional.of(number) : Optional.empty();
    }

    static String missing(Field field) {
        return "请填写“%s”。".formatted(field.label);
    }

    static String expected(Field field) {
        return switch (field.input) {
            case WHOLE, NUMBER ->
                "“%s”应为 %s 至 %s 之间的%s。"
                        .formatted(field.label, plain(field.min), plain(field.max), field.input.kind.label());
            case YES_NO -> "“%s”应为“是”或“否”。".formatted(field.label);
            case CHOICE -> "“%s”应为：%s。".formatted(field.label, String.join("、", field.options));
            case TEXT -> "“%s”最多 %d 个字。".formatted(field.label, LONGEST_TEXT);
        };
    }

    private static String plain(@Nullable Double bound) {
        if (bound == null) {
            return "不限";
        }
        return bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString();
    }

    /** Builds a form out of its text, gathering what is wrong. */
    private static final class Reader {
        private final String where;
        private Vocabulary vocabulary;
        private final List<Finding> findings = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();

        Reader(String where, Vocabulary about) {
            this.where = where;
            this.vocabulary = about;
        }

        Form form(FormText text) throws UnsoundException {
            Set<String> seen = new HashSet<>(vocabulary.names().keySet());
            List<FieldText> wanted = orEmpty(text.fields());
            for (int i = 0; i < wanted.size(); i++) {
                field(where + ".fields[" + i + "]", wanted.get(i), seen);
            }
            List<Grade> grades = new ArrayList<>();
            List<GradeText> graded = orEmpty(text.grades());
            for (int i = 0; i < graded.size(); i++) {
                grade(where + ".grades[" + i + "]", graded.get(i)).ifPresent(grades::add);
            }
            List<Contradiction> contradictions = new ArrayList<>();
            List<ContradictionText> refused = orEmpty(text.contradictions());
            for (int i = 0; i < refused.size(); i++) {
                contradiction(where + ".contradictions[" + i + "]", refused.get(i))
                        .ifPresent(contradictions::add);
            }
            if (!findings.isEmpty()) {
                throw new UnsoundException(findings);
            }
            return new Form(fields, grades, contradictions, vocabulary);
        }

        private void field(String at, FieldText text, Set<String> seen) {
            String id = text.id() == null ? "" : text.id();
            if (!NAME.matcher(id).matches() || !seen.add(id)) {
                findings.add(new Finding(at + ".id", "应为小写英文名称，不可重复，也不可与居民信息同名。"));
                return;
            }
            if (text.label() == null || text.label().isBlank()) {
                findings.add(new Finding(at + ".label", "缺少显示名称。"));
            }
            Optional<Input> input = input(text.kind());
            if (input.isEmpty()) {
                findings.add(new Finding(at + ".kind", "应为 yes-no、whole、number、text 或 choice。"));
                return;
            }
            range(at, text, input.get());
            Rule when =
                    text.when() == null ? null : rule(at + ".when", text.when()).orElse(null);
            fields.add(new Field(
                    id,
                    text.label() == null ? id : text.label(),
                    input.get(),
                    text.unit(),
                    text.min(),
                    text.max(),
                    List.copyOf(orEmpty(text.options())),
                    Boolean.TRUE.equals(text.optional()),
                    when));
            vocabulary = vocabulary.with(id, input.get().kind);
        }

        private void range(String at, FieldText text, Input input) {
            boolean number = input == Input.WHOLE || input == Input.NUMBER;
            if (number && (text.min() == null || text.max() == null || text.min() > text.max())) {
                findings.add(new Finding(at, "数字应写明合理范围 min 和 max。"));
            }
            if (input == Input.CHOICE && orEmpty(text.options()).size() < 2) {
                findings.add(new Finding(at + ".options", "至少两个选项。"));
            }
        }

        private static Optional<Input> input(@Nullable String kind) {
            return switch (kind) {
                case "yes-no" -> Optional.of(Input.YES_NO);
                case "whole" -> Optional.of(Input.WHOLE);
                case "number" -> Optional.of(Input.NUMBER);
                case "text" -> Optional.of(Input.TEXT);
                case "choice" -> Optional.of(Input.CHOICE);
                case null, default -> Optional.empty();
            };
        }

        private Optional<Grade> grade(String at, GradeText text) {
            String code = text.code();
            String label = text.label();
            if (code == null || label == null || text.when() == null) {
                findings.add(new Finding(at, "分级应写明 code、label 和 when。"));
                return Optional.empty();
            }
            if (text.nextDays() != null && (text.nextDays() < 1 || text.nextDays() > 400)) {
                findings.add(new Finding(at + ".nextDays", "应为 1 至 400 天。"));
            }
            return rule(at + ".when", text.when())
                    .map(when -> new Grade(code, label, when, text.nextDays(), Boolean.TRUE.equals(text.refer())));
        }

        private Optional<Contradiction> contradiction(String at, ContradictionText text) {
            String field = text.field();
            String message = text.message();
            boolean named = fields.stream().anyMatch(it -> it.id.equals(field));
            if (text.when() == null || field == null || message == null || !named) {
                findings.add(new Finding(at, "应写明 when、field（表单中的一格）和 message。"));
                return Optional.empty();
            }
            return rule(at + ".when", text.when()).map(when -> new Contradiction(when, field, message));
        }

        private Optional<Rule> rule(String at, String text) {
            try {
                return Optional.of(Rule.parse(at, text, vocabulary));
            } catch (UnsoundException e) {
                findings.addAll(e.findings());
                return Optional.empty();
            }
        }

        private static <T> List<T> orEmpty(@Nullable List<T> list) {
            return list == null ? List.of() : list;
        }
    }
}
