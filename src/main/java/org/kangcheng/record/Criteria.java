package org.kangcheng.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks of the entries of one type; all conditions must hold.
 *
 * @param order what the answer is sorted by
 */
public record Criteria(String type, List<Condition> conditions, Order order, boolean descending) {
    public enum Order {
        /** By last change. */
        CHANGE,
        /** By the type's own date. */
        DATE
    }

    /** One condition; alternatives are inside it. */
    public sealed interface Condition {}

    /**
     * Has one of these values, or none of them when {@code negated}.
     *
     * @param entries the same values as an institution's list is entered by; empty when it cannot be
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record HasToken(long[] tokens, long[] entries, boolean negated) implements Condition {}

    /** The type's date, or the time of the last change, stands so to one of the spans. */
    public record IsDated(boolean lastChange, List<DateTest> tests) implements Condition {}

    public record DateTest(Prefix prefix, Span span) {}

    /** FHIR's comparisons, as they are written before a date. */
    public enum Prefix {
        EQ("({from} >= ? and {to} <= ?)"),
        NE("not ({from} >= ? and {to} <= ?)"),
        GT("{to} > ?"),
        LT("{from} < ?"),
        GE("{to} >= ?"),
        LE("{from} <= ?"),
        SA("{from} > ?"),
        EB("{to} < ?");

        private final String test;

        Prefix(String test) {
            this.test = test;
        }

        String sql(String from, String to) {
            return test.replace("{from}", from).replace("{to}", to);
        }

        /** The same comparison in memory. */
        public boolean holds(Span value, Span asked) {
            return switch (this) {
                case EQ -> !value.from().isBefore(asked.from()) && !value.to().isAfter(asked.to());
                case NE -> value.from().isBefore(asked.from()) || value.to().isAfter(asked.to());
                case GT -> value.to().isAfter(asked.to());
                case LT -> value.from().isBefore(asked.from());
                case GE -> !value.to().isBefore(asked.from());
                case LE -> !value.from().isAfter(asked.to());
                case SA -> value.from().isAfter(asked.to());
                case EB -> value.to().isBefore(asked.from());
            };
        }

        /** The ends of the span that the test's question marks stand for. */
        List<java.time.Instant> arguments(Span span) {
            return switch (this) {
                case EQ, NE -> List.of(span.from(), span.to());
                case GT, LE, SA -> List.of(span.to());
                case LT, GE, EB -> List.of(span.from());
            };
        }
    }

    /** The values by which an institution's list is best entered: an identifier or a code before a status. */
    @Nullable
    HasToken entrance() {
        return conditions.stream()
                .filter(HasToken.class::isInstance)
                .map(HasToken.class::cast)
                .filter(condition -> condition.entries.length > 0 && !condition.negated)
                .findFirst()
                .orElse(null);
    }
}
