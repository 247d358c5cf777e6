package org.kangcheng.definition;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 表单: what is asked when a service is delivered, which answers can be, and how they are graded. */
public final class Form {
    /**
     * 一格.
     *
     * @param when asked only if it holds of what was answered before; null: always
     * @param computed how a computed field follows from others; null for what is asked
     * @param claimed what was claimed of this line beforehand; null when nothing is
     */
    public record Field(
            String id,
            String label,
            Input input,
            @Nullable String unit,
            @Nullable Double min,
            @Nullable Double max,
            List<String> options,
            boolean optional,
            @Nullable Rule when,
            @Nullable Formula computed,
            @Nullable Rule claimed) {}

    public enum Input {
        YES_NO("yes-no", Kind.YES_NO),
        WHOLE("whole", Kind.WHOLE),
        NUMBER("number", Kind.NUMBER),
        TEXT("text", Kind.TEXT),
        CHOICE("choice", Kind.TEXT),
        /** Follows from other fields; nobody types it. */
        COMPUTED("computed", Kind.NUMBER),
        /** 签名: its strokes, each a list of points, as JSON: {@code [[[12,30],[14,31]],…]}. */
        SIGNATURE("signature", Kind.TEXT),
        /** 地点: latitude and longitude (WGS 84) and, if known, the accuracy in metres: {@code 36.45621,115.98543,12}. */
        PLACE("place", Kind.TEXT),
        /** 照片: the number of the entry's file that it is, from 1 to 9. */
        PHOTO("photo", Kind.TEXT);

        private final String code;
        final Kind kind;

        Input(String code, Kind kind) {
            this.code = code;
            this.kind = kind;
        }

        /** As definitions write it. */
        public String code() {
            return code;
        }

        /** What rules see of an answer. */
        public Kind kind() {
            return kind;
        }
    }

    /**
     * 分级.
     *
     * @param nextDays when the next time is due in case of this grade; null: as the cadence says
     * @param refer to be referred up at once
     * @param tells facts that hold of the person from then on
     * @param ends facts that hold of her no more
     */
    public record Grade(
            String code,
            String label,
            Rule when,
            @Nullable Integer nextDays,
            boolean refer,
            List<String> tells,
            List<String> ends) {}

    record Contradiction(Rule when, String field, String message) {}

    /** What was typed, read. @param problems by field, in Chinese; empty when all is well */
    public record Answers(Map<String, Object> values, Map<String, String> problems) {
        public boolean sound() {
            return problems.isEmpty();
        }
    }

    private static final String ON_PAGES = "field-";

    private final List<Field> fields;
    private final List<Grade> grades;
    private final List<Contradiction> contradictions;

    Form(List<Field> fields, List<Grade> grades, List<Contradiction> contradictions) {
        this.fields = List.copyOf(fields);
        this.grades = List.copyOf(grades);
        this.contradictions = List.copyOf(contradictions);
    }

    public static Form none() {
        return new Form(List.of(), List.of(), List.of());
    }

    /** @param about names beside the form's own: what is known of the person */
    public static Form read(String where, FormText text, Vocabulary about) throws UnsoundException {
        return new FormReader(where, about).form(text);
    }

    /** As a page names a field. */
    public static String onPages(String field) {
        return ON_PAGES + field;
    }

    /** The answers among what a page has sent: the field {@code sbp} comes as {@code field-sbp}. */
    public static Map<String, String> typed(Map<String, String> sent) {
        Map<String, String> typed = new LinkedHashMap<>();
        sent.forEach((name, value) -> {
            if (name.startsWith(ON_PAGES)) {
                typed.put(name.substring(ON_PAGES.length()), value);
            }
        });
        return typed;
    }

    public List<Field> fields() {
        return fields;
    }

    /** Those that are photographed. */
    public List<Field> photos() {
        return fields.stream().filter(field -> field.input == Input.PHOTO).toList();
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
     * Reads what was typed. A field that its rule does not ask for is passed over, whatever was typed in it; a computed one
     * is computed.
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
            if (field.computed == null && text.isEmpty()) {
                if (!field.optional) {
                    problems.put(field.id, missing(field));
                }
                continue;
            }
            Optional<?> read = field.computed == null ? TypedAnswer.read(field, text) : field.computed.value(known);
            read.ifPresent(value -> {
                values.put(field.id, value);
                known.put(field.id, value);
            });
            boolean wrong =
                    field.computed == null ? read.isEmpty() : read.isPresent() && !TypedAnswer.within(field, read);
            if (wrong) {
                problems.put(field.id, TypedAnswer.expected(field));
            }
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

    static String missing(Field field) {
        return switch (field.input) {
            case PHOTO -> "请拍照：“%s”。".formatted(field.label);
            case SIGNATURE -> "请手写签名：“%s”。".formatted(field.label);
            default -> "请填写“%s”。".formatted(field.label);
        };
    }

    /** The lines that can be claimed beforehand. */
    public List<Field> claimable() {
        return fields.stream().filter(field -> field.claimed != null).toList();
    }

    /** What was claimed, by field: 是. A line for which nobody has said so was not claimed. */
    public Map<String, String> claims(Map<String, ? extends @Nullable Object> about) {
        Map<String, String> claims = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.claimed != null && field.claimed.holds(about)) {
                claims.put(field.id, TypedAnswer.yesOrNo(true));
            }
        }
        return claims;
    }

    /** What was found of a claimed line, as claims are written: 是, 否, or what else was chosen. */
    public static String found(Object answer) {
        return answer instanceof Boolean yes ? TypedAnswer.yesOrNo(yes) : answer.toString();
    }
}
