package org.kangcheng.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * One of FHIR's search parameters for one type of resource, read from the standard's own definition.
 *
 * @param paths where the values stand, each a chain of element names below the resource
 * @param targets what a reference may point to; empty when it may be anything, or the parameter is none
 * @param searchable false when the parameter only serves {@code _include}
 */
public record SearchParameter(
        String type, String name, Kind kind, List<List<String>> paths, Set<String> targets, boolean searchable) {
    /** FHIR's parameter types, as far as they are supported. */
    public enum Kind {
        TOKEN,
        REFERENCE,
        STRING,
        DATE
    }

    /** The elements of {@code resource} that the parameter looks at, lists flattened. */
    public List<JsonNode> values(JsonNode resource) {
        List<JsonNode> found = new ArrayList<>(2);
        for (List<String> path : paths) {
            walk(resource, path, 0, found::add);
        }
        return found;
    }

    private static void walk(JsonNode node, List<String> path, int depth, Consumer<JsonNode> found) {
        if (node.isArray()) {
            for (JsonNode item : node) {
                walk(item, path, depth, found);
            }
        } else if (depth == path.size()) {
            found.accept(node);
        } else {
            JsonNode child = node.get(path.get(depth));
            if (child != null) {
                walk(child, path, depth + 1, found);
            }
        }
    }
}
