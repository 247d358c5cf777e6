package org.kangcheng.definition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form as data, for whoever checks it without this program: the phone ({@code static/js/phone/form.js}). It brings its
 * sentences along, so that a refusal reads the same on the phone.
 */
final class FormData {
    private FormData() {}

    static Map<String, Object> of(Form form) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fields", form.fields().stream().map(FormData::field).toList());
        data.put(
                "contradictions",
                form.contradictions().stream().map(FormData::contradiction).toList());
        data.put("grades", form.grades().stream().map(FormData::grade).toList());
        return data;
    }

    private static Map<String, Object> field(Form.Field field) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", field.id());
        data.put("label", field.label());
        data.put("kind", field.input().name());
        put(data, "unit", field.unit());
        put(data, "min", field.min());
        put(data, "max", field.max());
        put(data, "options", field.options().isEmpty() ? null : field.options());
        put(data, "optional", field.optional() ? true : null);
        put(data, "when", field.when() == null ? null : field.when().tree());
        put(data, "computed", field.computed() == null ? null : field.computed().tree());
        put(data, "digits", field.computed() == null ? null : field.computed().digits());
        data.put("missing", Form.missing(field));
        data.put("wrong", TypedAnswer.expected(field));
        put(data, "longest", field.input() == Form.Input.TEXT ? TypedAnswer.LONGEST_TEXT : null);
        return data;
    }

    private static Map<String, Object> contradiction(Form.Contradiction contradiction) {
        return Map.of(
                "when", contradiction.when().tree(),
                "field", contradiction.field(),
                "message", contradiction.message());
    }

    private static Map<String, Object> grade(Form.Grade grade) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("code", grade.code());
        data.put("label", grade.label());
        data.put("when", grade.when().tree());
        put(data, "nextDays", grade.nextDays());
        put(data, "refer", grade.refer() ? true : null);
        return data;
    }

    private static void put(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
