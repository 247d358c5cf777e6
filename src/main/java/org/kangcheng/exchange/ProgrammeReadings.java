package org.kangcheng.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.ServiceHistory.Delivered;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The answers of a delivery's form: all of them as items, those that are known measures as Observations too. */
final class ProgrammeReadings {
    /** @param unit in UCUM */
    private record Measure(String loinc, String display, String unit) {}

    /** By the form's field. */
    private static final Map<String, Measure> MEASURES = load();

    private ProgrammeReadings() {}

    private static Map<String, Measure> load() {
        try (InputStream in = ProgrammeReadings.class.getResourceAsStream("/programme/observations.csv")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("field,"))
                    .map(line -> line.split(",", 4))
                    .collect(Collectors.toUnmodifiableMap(
                            parts -> parts[0], parts -> new Measure(parts[1], parts[2], parts[3])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<ObjectNode> of(long person, Delivered delivered) {
        List<ObjectNode> observations = new ArrayList<>();
        for (Form.Field field : delivered.form().fields()) {
            Measure measure = MEASURES.get(field.id());
            JsonNode answer = delivered.answers().get(field.id());
            if (measure != null && answer != null && answer.isNumber()) {
                observations.add(observation(person, delivered, measure, answer));
            }
        }
        return observations;
    }

    private static ObjectNode observation(long person, Delivered delivered, Measure measure, JsonNode answer) {
        ObjectNode observation = ProgrammeResource.of(
                "Observation", person, PublicId.encode(delivered.id().key()) + "." + measure.loinc);
        observation.put("status", delivered.voided() ? "entered-in-error" : "final");
        ObjectNode code = observation.putObject("code").put("text", measure.display);
        ProgrammeResource.coding(code, "http://loinc.org|" + measure.loinc);
        ProgrammeResource.reference(observation.putObject("subject"), person);
        observation
                .put("effectiveDateTime", delivered.on().toString())
                .put("issued", delivered.recordedAt().toString());
        observation.putArray("performer").addObject().put("display", delivered.worker());
        observation
                .putObject("valueQuantity")
                .put("value", answer.decimalValue())
                .put("system", "http://unitsofmeasure.org")
                .put("code", measure.unit)
                .put("unit", measure.unit);
        return observation;
    }

    static void items(ObjectNode response, Delivered delivered) {
        List<Form.Field> answered = delivered.form().fields().stream()
                .filter(field -> delivered.answers().has(field.id()))
                .toList();
        if (answered.isEmpty()) {
            return;
        }
        ArrayNode items = response.putArray("item");
        for (Form.Field field : answered) {
            ObjectNode item = items.addObject().put("linkId", field.id()).put("text", field.label());
            ObjectNode answer = item.putArray("answer").addObject();
            JsonNode value = Objects.requireNonNull(delivered.answers().get(field.id()));
            switch (field.input()) {
                case YES_NO -> answer.put("valueBoolean", value.asBoolean());
                case WHOLE -> answer.put("valueInteger", value.asInt());
                case NUMBER, COMPUTED -> answer.put("valueDecimal", value.decimalValue());
                // The strokes; of a photo its number among the files of the visit, which are shown to no program.
                case SIGNATURE ->
                    answer.putObject("valueAttachment")
                            .put("contentType", "application/json")
                            .put("title", "手写签名")
                            .put("data", base64(value.asString()));
                case PHOTO -> answer.putObject("valueAttachment").put("title", "照片 " + value.asString());
                case TEXT, CHOICE, PLACE -> answer.put("valueString", value.asString());
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
