package org.kangcheng.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** A resource in words, for whoever reads the record: what it says, line by line. */
final class EntryDetails {
    record Line(String label, String value) {}

    /** Elements that mean the same in all types, in the order in which they are shown. */
    private static final Map<String, String> LABELS = labels();

    private EntryDetails() {}

    private static Map<String, String> labels() {
        Map<String, String> labels = new java.util.LinkedHashMap<>();
        labels.put("code", "项目");
        labels.put("vaccineCode", "疫苗");
        labels.put("medicationCodeableConcept", "药品");
        labels.put("type", "类型");
        labels.put("category", "类别");
        labels.put("clinicalStatus", "临床状态");
        labels.put("severity", "严重程度");
        labels.put("interpretation", "判断");
        labels.put("conclusion", "结论");
        labels.put("reasonCode", "原因");
        labels.put("bodySite", "部位");
        labels.put("serviceProvider", "就诊机构");
        labels.put("performer", "执行者");
        labels.put("requester", "开立者");
        labels.put("location", "地点");
        labels.put("description", "说明");
        return labels;
    }

    static List<Line> of(JsonNode resource) {
        List<Line> lines = new ArrayList<>();
        LABELS.forEach((name, label) -> add(lines, label, words(resource.path(name))));
        add(lines, "结果", Concepts.value(resource));
        add(lines, "参考范围", range(resource));
        for (JsonNode part : resource.path("component")) {
            add(lines, Concepts.words(part.path("code")), Concepts.value(part));
        }
        for (JsonNode dosage : resource.path("dosageInstruction")) {
            add(lines, "用法", dosage.path("text").asString(""));
        }
        for (JsonNode reaction : resource.path("reaction")) {
            add(lines, "反应", Concepts.words(reaction.path("manifestation")));
        }
        for (JsonNode note : resource.path("note")) {
            add(lines, "备注", note.path("text").asString(""));
        }
        return lines;
    }

    private static void add(List<Line> lines, String label, String value) {
        if (!value.isBlank()) {
            lines.add(new Line(label, value));
        }
    }

    /** Whatever an element is: a text, a concept, a reference, or a list of them. */
    private static String words(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        if (!node.isArray()) {
            String nested = node.path("location").path("display").asString("");
            return nested.isEmpty() ? Concepts.words(node) : nested;
        }
        StringJoiner all = new StringJoiner("、");
        node.forEach(item -> {
            String words = words(item);
            if (!words.isBlank()) {
                all.add(words);
            }
        });
        return all.toString();
    }

    static String range(JsonNode observation) {
        JsonNode range = observation.path("referenceRange").path(0);
        String text = range.path("text").asString("");
        String low = Concepts.quantity(range.path("low"));
        String high = Concepts.quantity(range.path("high"));
        return !text.isEmpty() ? text : low.isEmpty() && high.isEmpty() ? "" : (low + " – " + high).strip();
    }

    /** The plain texts that a document or a report carries. */
    static List<String> texts(JsonNode resource) {
        List<String> texts = new ArrayList<>();
        resource.path("presentedForm").forEach(form -> addText(texts, form));
        resource.path("content").forEach(content -> addText(texts, content.path("attachment")));
        return texts;
    }

    private static void addText(List<String> texts, JsonNode attachment) {
        if (attachment.path("contentType").asString("").startsWith("text/plain")) {
            try {
                byte[] bytes =
                        Base64.getMimeDecoder().decode(attachment.path("data").asString(""));
                texts.add(new String(bytes, StandardCharsets.UTF_8).strip());
            } catch (IllegalArgumentException e) {
                // What cannot be read is left out; the entry itself is kept as it was received.
            }
        }
    }
}
