package org.kangcheng.definition;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * 取值范围: which values a name can have at all.
 *
 * @param min of a number; null without end
 * @param options of a text; empty: any
 * @param surelyKnown it always has a value
 * @param askedWhen it has a value only if this holds; null: no matter
 */
public record Domain(
        @Nullable Double min,
        @Nullable Double max,
        Set<String> options,
        boolean surelyKnown,
        @Nullable Rule askedWhen) {
    /** Nothing is known of it beforehand. */
    static final Domain ANY = new Domain(null, null, Set.of(), false, null);

    public Domain {
        options = Set.copyOf(options);
    }

    /** A number that everybody has. */
    public static Domain numbers(double min, double max) {
        return new Domain(min, max, Set.of(), true, null);
    }

    /** One of a few texts, or unknown. */
    public static Domain texts(String... options) {
        return new Domain(null, null, Set.of(options), false, null);
    }
}
