package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.List;
import org.kangcheng.definition.Form;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A filled-in form as a reader wants it: labels, values, units. */
@Component
class FormWords {
    private final Programmes programmes;
    private final JsonMapper json;

    FormWords(Programmes programmes, JsonMapper json) {
        this.programmes = programmes;
        this.json = json;
    }

    /** In one line; "" when nothing was asked. */
    String of(Delivery delivery) {
        JsonNode answers = json.readTree(delivery.form());
        List<String> words = new ArrayList<>();
        for (Form.Field field : programmes
                .service(delivery.serviceNo())
                .map(service -> service.form().fields())
                .orElse(List.of())) {
            JsonNode answer = answers.get(field.id());
            if (answer != null) {
                words.add(field.label() + " " + text(field, answer) + (field.unit() == null ? "" : " " + field.unit()));
            }
        }
        return String.join("，", words);
    }

    private static String text(Form.Field field, JsonNode answer) {
        return switch (field.input()) {
            case SIGNATURE -> "已签名";
            case PHOTO -> "已拍照";
            default -> text(answer);
        };
    }

    static String text(JsonNode answer) {
        if (answer.isBoolean()) {
            return answer.asBoolean() ? "是" : "否";
        }
        return answer.isNumber() ? answer.decimalValue().stripTrailingZeros().toPlainString() : answer.asString();
    }
}
