package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kangcheng.record.Criteria.DateTest;
import org.kangcheng.record.SearchParameter;
import org.kangcheng.record.SearchParameters;
import org.kangcheng.record.SearchTerms;
import org.kangcheng.record.Span;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a resource that the platform makes fulfils what a search asks: every condition, by the rules by which filed
 * resources are found (FHIR R4, 3.1.1). A condition on an element that it does not have is not fulfilled.
 */
final class Fit {
    private Fit() {}

    /** @param but parameters that were looked to already */
    static Predicate<ObjectNode> of(SearchRequest request, Set<String> but) {
        String type = request.criteria().type();
        Predicate<ObjectNode> fits = resource -> true;
        for (Map.Entry<String, List<String>> asked : request.plain().entrySet()) {
            if (!but.contains(asked.getKey()) && !SearchRequest.ofPerson(asked.getKey())) {
                for (String value : asked.getValue()) {
                    fits = fits.and(condition(type, asked.getKey(), value));
                }
            }
        }
        return fits;
    }

    private static Predicate<ObjectNode> condition(String type, String name, String value) {
        List<String> values = SearchTerms.values(value);
        if (name.equals("_id")) {
            return resource -> values.contains(resource.path("id").asString());
        }
        if (name.equals("_lastUpdated")) {
            List<DateTest> tests = SearchTerms.dates(value).orElse(List.of());
            return resource -> dated(resource.path("meta").path("lastUpdated"), tests);
        }
        int colon = name.indexOf(':');
        Optional<SearchParameter> parameter =
                SearchParameters.of(type).find(colon < 0 ? name : name.substring(0, colon));
        boolean negated = name.endsWith(":not");
        // What is no condition on the resource: how it is sorted, cut and written.
        return parameter
                .<Predicate<ObjectNode>>map(known -> resource -> holds(known, resource, values, value) != negated)
                .orElse(resource -> true);
    }

    private static boolean holds(SearchParameter parameter, ObjectNode resource, List<String> values, String text) {
        List<JsonNode> found = parameter.values(resource);
        return switch (parameter.kind()) {
            case TOKEN -> found.stream().anyMatch(node -> codes(node).stream().anyMatch(values::contains));
            case STRING -> found.stream().anyMatch(node -> words(node).stream().anyMatch(word -> begins(word, values)));
            case REFERENCE -> found.stream().anyMatch(node -> refers(node, values));
            case DATE -> {
                List<DateTest> tests = SearchTerms.dates(text).orElse(List.of());
                yield found.stream().anyMatch(node -> dated(node, tests));
            }
        };
    }

    /** A code as a search may write it: alone, or behind its system. */
    private static List<String> codes(JsonNode node) {
        List<String> codes = new ArrayList<>();
        if (node.has("coding")) {
            node.path("coding").forEach(coding -> codes.addAll(codes(coding)));
            return codes;
        }
        String code =
                node.isObject() ? node.path("code").asString(node.path("value").asString("")) : node.asString("");
        if (!code.isEmpty()) {
            codes.add(code);
            codes.add(node.path("system").asString("") + "|" + code);
        }
        return codes;
    }

    private static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        if (node.isString()) {
            words.add(node.stringValue());
        } else {
            for (String part : List.of("text", "family", "given", "prefix", "suffix")) {
                JsonNode value = node.path(part);
                if (value.isArray()) {
                    value.forEach(item -> words.addAll(words(item)));
                } else if (value.isString()) {
                    words.add(value.stringValue());
                }
            }
        }
        return words;
    }

    private static boolean begins(String word, List<String> values) {
        String plain = word.strip().toLowerCase(Locale.ROOT);
        return values.stream().anyMatch(value -> plain.startsWith(value.toLowerCase(Locale.ROOT)));
    }

    private static boolean refers(JsonNode node, List<String> values) {
        String reference = node.path("reference").asString("");
        return values.stream()
                .anyMatch(value -> value.contains("/") ? reference.equals(value) : reference.endsWith("/" + value));
    }

    private static boolean dated(JsonNode node, List<DateTest> tests) {
        return Span.of(node).stream()
                .anyMatch(span -> tests.stream().anyMatch(test -> test.prefix().holds(span, test.span())));
    }
}
