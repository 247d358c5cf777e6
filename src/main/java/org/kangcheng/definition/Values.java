package org.kangcheng.definition;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which values of one name are left by some conditions on it.
 *
 * @param known true: it must have a value; false: it must have none; null: either
 * @param among of a text; null: any
 * @param yes of a yes or no; null: either
 * @param has codes that must be there
 * @param lacks codes that must not, texts and numbers that it must not be
 */
record Values(
        @Nullable Boolean known,
        Bound low,
        Bound high,
        @Nullable Set<String> among,
        @Nullable Boolean yes,
        Set<String> has,
        Set<String> lacks) {
    /** @param open the number itself is left out */
    record Bound(double number, boolean open) {}

    private static final Bound LOWEST = new Bound(Double.NEGATIVE_INFINITY, false);
    private static final Bound HIGHEST = new Bound(Double.POSITIVE_INFINITY, false);

    static final Values ANY = new Values(null, LOWEST, HIGHEST, null, null, Set.of(), Set.of());
    static final Values KNOWN = new Values(true, LOWEST, HIGHEST, null, null, Set.of(), Set.of());
    static final Values UNKNOWN = new Values(false, LOWEST, HIGHEST, null, null, Set.of(), Set.of());

    static Values from(double number, boolean open) {
        return new Values(true, new Bound(number, open), HIGHEST, null, null, Set.of(), Set.of());
    }

    static Values to(double number, boolean open) {
        return new Values(true, LOWEST, new Bound(number, open), null, null, Set.of(), Set.of());
    }

    static Values exactly(double number) {
        return new Values(true, new Bound(number, false), new Bound(number, false), null, null, Set.of(), Set.of());
    }

    static Values oneOf(Set<String> texts) {
        return new Values(true, LOWEST, HIGHEST, texts, null, Set.of(), Set.of());
    }

    static Values noneOf(Set<String> texts) {
        return new Values(true, LOWEST, HIGHEST, null, null, Set.of(), texts);
    }

    static Values answer(boolean yes) {
        return new Values(true, LOWEST, HIGHEST, null, yes, Set.of(), Set.of());
    }

    static Values has(String code) {
        return new Values(null, LOWEST, HIGHEST, null, null, Set.of(code), Set.of());
    }

    static Values lacks(String code) {
        return new Values(null, LOWEST, HIGHEST, null, null, Set.of(), Set.of(code));
    }

    /** What a name can be at all. */
    static Values of(Domain domain) {
        return new Values(
                domain.surelyKnown() ? true : null,
                domain.min() == null ? LOWEST : new Bound(domain.min(), false),
                domain.max() == null ? HIGHEST : new Bound(domain.max(), false),
                domain.options().isEmpty() ? null : domain.options(),
                null,
                Set.of(),
                Set.of());
    }

    /** What both leave; empty when that is nothing. */
    Optional<Values> and(Values other, boolean whole) {
        if (known != null && other.known != null && !known.equals(other.known)) {
            return Optional.empty();
        }
        Boolean must = known == null ? other.known : known;
        if (Boolean.FALSE.equals(must)) {
            return Optional.of(UNKNOWN);
        }
        if (yes != null && other.yes != null && !yes.equals(other.yes)) {
            return Optional.empty();
        }
        Values both = new Values(
                must,
                higher(low, other.low),
                lower(high, other.high),
                common(among, other.among),
                yes == null ? other.yes : yes,
                union(has, other.has),
                union(lacks, other.lacks));
        return both.isNothing(whole) ? Optional.empty() : Optional.of(both);
    }

    private boolean isNothing(boolean whole) {
        double least = whole ? (low.open ? Math.floor(low.number) + 1 : Math.ceil(low.number)) : low.number;
        double most = whole ? (high.open ? Math.ceil(high.number) - 1 : Math.floor(high.number)) : high.number;
        boolean touching = least == most && !whole && (low.open || high.open);
        boolean noText = among != null && lacks.containsAll(among);
        boolean torn = has.stream().anyMatch(lacks::contains);
        return least > most || touching || noText || torn;
    }

    private static Bound higher(Bound a, Bound b) {
        if (a.number == b.number) {
            return a.open ? a : b;
        }
        return a.number > b.number ? a : b;
    }

    private static Bound lower(Bound a, Bound b) {
        if (a.number == b.number) {
            return a.open ? a : b;
        }
        return a.number < b.number ? a : b;
    }

    private static @Nullable Set<String> common(@Nullable Set<String> a, @Nullable Set<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return both;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Set<String> both = new HashSet<>(a);
        both.addAll(b);
        return both;
    }
}
