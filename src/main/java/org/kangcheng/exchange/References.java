package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.record.EntryId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The references in a resource, to be read and rewritten in place. */
final class References {
    /** One {@code reference} element. */
    record Ref(ObjectNode holder, String text) {
        void set(String reference) {
            holder.put("reference", reference);
        }

        /** {@code Practitioner?identifier=…}: to be looked up when it is filed. */
        boolean conditional() {
            return text.matches("[A-Z][A-Za-z]+\\?.+");
        }
    }

    /** {@code Type/id}. */
    record Target(String type, String id) {
        Optional<EntryId> entry() {
            return EntryId.parse(id);
        }

        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    private References() {}

    static List<Ref> of(JsonNode resource) {
        List<Ref> found = new ArrayList<>();
        collect(resource, found);
        return found;
    }

    private static void collect(JsonNode node, List<Ref> found) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                JsonNode value = property.getValue();
                if (value.isContainer()) {
                    collect(value, found);
                } else if (property.getKey().equals("reference") && value.isString()) {
                    found.add(new Ref(object, value.stringValue()));
                }
            });
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, found));
        }
    }

    /** Puts what stands for them in the place of known references. */
    static void replace(JsonNode resource, Map<String, String> known) {
        for (Ref reference : known.isEmpty() ? List.<Ref>of() : of(resource)) {
            String target = known.get(reference.text());
            if (target != null) {
                reference.set(target);
            }
        }
    }

    /** A literal reference to this server, its version left out; empty for any other. */
    static Optional<Target> local(String reference, String base) {
        String path = reference.startsWith(base + "/") ? reference.substring(base.length() + 1) : reference;
        String[] parts = path.split("/");
        boolean literal = parts.length == 2 || (parts.length == 4 && parts[2].equals("_history"));
        boolean formed = literal && parts[0].matches("[A-Z][A-Za-z]+") && parts[1].matches("[A-Za-z0-9.-]{1,64}");
        return formed ? Optional.of(new Target(parts[0], parts[1])) : Optional.empty();
    }
}
