package org.kangcheng.card;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;

/** The fields of a program's request, each refused by name when it is missing or cannot be understood. */
final class Fields {
    private Fields() {}

    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Refusal.badInput("missing-field", "缺少字段 " + field + "。").asException();
        }
        return value.strip();
    }

    static <T> T understood(@Nullable String value, String field, Function<String, Optional<T>> reading) {
        return reading.apply(required(value, field)).orElseThrow(() -> wrong(field));
    }

    static Refused wrong(String field) {
        return Refusal.badInput("bad-field", "字段 " + field + " 的值不正确。").asException();
    }
}
