package org.kangcheng.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads a resource's {@link Summary} out of its tree. */
@Component
class Summaries {
    /** By these an institution may look through all its filings; everything else narrows what they find. */
    static final Set<String> ENTRIES =
            Set.of("identifier", "code", "category", "status", "clinical-status", "vaccine-code", "type", "name");

    /** A filing is entered by at most so many letters of a name; the rest is compared on what was found. */
    static final int ENTRY_PREFIX = 8;

    private static final List<String> TITLES = List.of(
            "code", "vaccineCode", "medicationCodeableConcept", "type", "procedureCode", "category", "class", "name");
    private static final int TITLE_LENGTH = 200;

    private final Tokens tokens;

    Summaries(Tokens tokens) {
        this.tokens = tokens;
    }

    Summary of(String type, JsonNode resource) {
        List<Long> all = new ArrayList<>();
        List<Long> entries = new ArrayList<>();
        for (SearchParameter parameter : SearchParameters.of(type).all()) {
            if (parameter.searchable()) {
                for (JsonNode value : parameter.values(resource)) {
                    add(parameter, value, all, entries);
                }
            }
        }
        return new Summary(
                Kind.of(type, resource),
                code(resource),
                cut(title(type, resource)),
                cut(gist(type, resource)),
                Concepts.code(resource.has("category") ? resource.path("category") : resource.path("class")),
                status(resource),
                when(type, resource),
                encounter(type, resource),
                distinct(all.stream().mapToLong(Long::longValue)),
                distinct(LongStream.concat(
                        LongStream.of(Tokens.EVERY), entries.stream().mapToLong(Long::longValue))));
    }

    private static long[] distinct(LongStream values) {
        return values.sorted().distinct().toArray();
    }

    private void add(SearchParameter parameter, JsonNode value, List<Long> all, List<Long> entries) {
        switch (parameter.kind()) {
            case TOKEN -> addCodes(parameter.name(), value, all, entries);
            case STRING -> addNames(parameter.name(), value, all, entries);
            case REFERENCE -> addReference(parameter.name(), value, all);
            case DATE -> {
                // Dates have columns of their own.
            }
        }
    }

    private void addCodes(String name, JsonNode value, List<Long> all, List<Long> entries) {
        if (value.has("coding")) {
            value.path("coding").forEach(coding -> addCodes(name, coding, all, entries));
            return;
        }
        String code = value.isObject()
                ? value.path("code").asString(value.path("value").asString(""))
                : value.asString("");
        if (!code.isEmpty()) {
            long any = tokens.code(name, code);
            all.add(any);
            all.add(tokens.coded(name, value.path("system").asString(""), code));
            if (ENTRIES.contains(name)) {
                entries.add(any);
            }
        }
    }

    private void addNames(String name, JsonNode value, List<Long> all, List<Long> entries) {
        if (value.isObject()) {
            for (String part : List.of("text", "family", "given", "prefix", "suffix")) {
                value.path(part).forEach(item -> addNames(name, item, all, entries));
                if (value.path(part).isString()) {
                    addNames(name, value.path(part), all, entries);
                }
            }
            return;
        }
        String text = Tokens.normal(value.asString(""));
        for (int length = 1; length <= text.length(); length++) {
            long prefix = tokens.prefix(name, text.substring(0, length));
            all.add(prefix);
            if (ENTRIES.contains(name) && length <= ENTRY_PREFIX) {
                entries.add(prefix);
            }
        }
    }

    private void addReference(String name, JsonNode value, List<Long> all) {
        String reference = value.path("reference").asString("");
        // The person is the shard itself.
        if (!reference.isEmpty() && !name.equals("patient") && !name.equals("subject")) {
            all.add(tokens.of(name, reference));
        }
    }

    private static @Nullable String code(JsonNode resource) {
        for (String name : TITLES.subList(0, 3)) {
            String code = Concepts.code(resource.path(name));
            if (code != null) {
                return code;
            }
        }
        return null;
    }

    private static @Nullable String status(JsonNode resource) {
        JsonNode status = resource.path("status");
        return status.isString() ? status.stringValue() : Concepts.code(resource.path("clinicalStatus"));
    }

    private static @Nullable Span when(String type, JsonNode resource) {
        return SearchParameters.of(type).date().stream()
                .flatMap(date -> date.values(resource).stream())
                .flatMap(value -> Span.of(value).stream())
                .findFirst()
                .or(() -> Span.of(resource.path("recordedDate")))
                .orElse(null);
    }

    private static @Nullable Long encounter(String type, JsonNode resource) {
        SearchParameters known = SearchParameters.of(type);
        return known.find("encounter").or(() -> known.find("context")).stream()
                .flatMap(parameter -> parameter.values(resource).stream())
                .map(value -> value.path("reference").asString(""))
                .filter(reference -> reference.startsWith("Encounter/"))
                .flatMap(reference -> EntryId.parse(reference.substring("Encounter/".length())).stream())
                .map(EntryId::entryKey)
                .findFirst()
                .orElse(null);
    }

    static String title(String type, JsonNode resource) {
        for (String name : TITLES) {
            JsonNode value = resource.path(name);
            String words = value.isString() ? value.stringValue() : Concepts.words(value);
            if (!words.isEmpty()) {
                return words;
            }
        }
        return type;
    }

    private static String gist(String type, JsonNode resource) {
        return switch (type) {
            case "Observation" -> result(resource);
            case "Encounter" -> Concepts.words(resource.path("reasonCode").path(0));
            case "DiagnosticReport" -> resource.path("conclusion").asString("");
            case "MedicationRequest" ->
                resource.path("dosageInstruction").path(0).path("text").asString("");
            case "AllergyIntolerance" ->
                Concepts.words(resource.path("reaction").path(0).path("manifestation"));
            default -> "";
        };
    }

    private static String result(JsonNode observation) {
        StringJoiner parts = new StringJoiner(" / ");
        for (JsonNode component : observation.path("component")) {
            parts.add(Concepts.value(component));
        }
        String value = observation.has("component") ? parts.toString() : Concepts.value(observation);
        String flag = Concepts.code(observation.path("interpretation"));
        return flag == null || flag.equals("N") ? value : value + " " + flag;
    }

    private static String cut(String text) {
        return text.length() <= TITLE_LENGTH ? text : text.substring(0, TITLE_LENGTH);
    }
}
