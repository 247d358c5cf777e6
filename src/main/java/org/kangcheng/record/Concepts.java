package org.kangcheng.record;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads coded elements as people do. */
final class Concepts {
    private Concepts() {}

    /** The words of a CodeableConcept, Coding, or list of them: its text, else what the first coding displays. */
    static String words(JsonNode node) {
        JsonNode first = node.isArray() ? node.path(0) : node;
        String text = first.path("text").asString("");
        JsonNode coding = first.has("coding") ? first.path("coding").path(0) : first;
        return !text.isEmpty()
                ? text
                : coding.path("display").asString(coding.path("code").asString(""));
    }

    /** The first code of a CodeableConcept, Coding, or list of them. */
    static @Nullable String code(JsonNode node) {
        JsonNode first = node.isArray() ? node.path(0) : node;
        JsonNode coding = first.has("coding") ? first.path("coding").path(0) : first;
        String code = coding.path("code").asString("");
        return code.isEmpty() ? null : code;
    }

    /** {@code 5.6 mmol/L}. */
    static String quantity(JsonNode quantity) {
        JsonNode value = quantity.path("value");
        if (!value.isNumber()) {
            return "";
        }
        BigDecimal number = value.decimalValue();
        String digits = number.scale() > 4
                ? number.setScale(2, java.math.RoundingMode.HALF_UP).toPlainString()
                : number.toPlainString();
        return (digits + " "
                        + quantity.path("unit").asString(quantity.path("code").asString("")))
                .strip();
    }

    /** An observation's (or component's) value in words; empty when it has none. */
    static String value(JsonNode observation) {
        if (observation.has("valueQuantity")) {
            return quantity(observation.path("valueQuantity"));
        }
        if (observation.has("valueCodeableConcept")) {
            return words(observation.path("valueCodeableConcept"));
        }
        return observation.path("valueString").asString("");
    }
}
