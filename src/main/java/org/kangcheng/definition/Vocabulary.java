package org.kangcheng.definition;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names that a rule may use, and what each stands for. A name without a value is unknown; a list is then empty. */
public record Vocabulary(Map<String, Kind> names) {
    /** {@code known(x)} asks whether {@code x} has a value at all; it is the name {@code known_x} in the tree. */
    static final String KNOWN = "known_";

    public Vocabulary {
        names = Map.copyOf(names);
    }

    public Vocabulary with(String name, Kind kind) {
        Map<String, Kind> more = new LinkedHashMap<>(names);
        more.put(name, kind);
        return new Vocabulary(more);
    }

    public static Vocabulary of(Map<String, Kind> names) {
        return new Vocabulary(names);
    }
}
