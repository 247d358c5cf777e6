package org.kangcheng.definition;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that a rule may use, and what each stands for. A name without a value is unknown; a list is then empty.
 *
 * @param domains which values a name can have, where that is known
 */
public record Vocabulary(Map<String, Kind> names, Map<String, Domain> domains) {
    /** {@code known(x)} asks whether {@code x} has a value at all; it is the name {@code known_x} in the tree. */
    static final String KNOWN = "known_";

    public Vocabulary {
        names = Map.copyOf(names);
        domains = Map.copyOf(domains);
    }

    public static Vocabulary of(Map<String, Kind> names) {
        return new Vocabulary(names, Map.of());
    }

    public Vocabulary with(String name, Kind kind) {
        return with(name, kind, Domain.ANY);
    }

    public Vocabulary with(String name, Kind kind, Domain domain) {
        Map<String, Kind> more = new LinkedHashMap<>(names);
        more.put(name, kind);
        Map<String, Domain> ranges = new LinkedHashMap<>(domains);
        ranges.put(name, domain);
        return new Vocabulary(more, ranges);
    }

    Domain domain(String name) {
        return domains.getOrDefault(name, Domain.ANY);
    }
}
