package org.kangcheng.tally;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * 数据来源: one thing that can be counted, declared by the module that owns its rows: what it is called, how its count is
 * read, and the rows behind it. Count and rows are two ways to the same number, so that each proves the other.
 *
 * @param counts how the count is read without touching a row
 * @param rows the rows behind it, as a query with the parameters {@code :first} and {@code :last} (the days of the period)
 *     and the columns {@code area_code text, institution_id bigint, department_id bigint, worker text, person_key bigint,
 *     item text, day date, n bigint}; null where there is no such thing; {@code item} is unique among the rows, {@code n}
 *     is what the row counts for. Restricted to an area or an institution it must go by an index.
 * @param trouble why the count cannot be trusted at the moment; null when it can
 */
public record Feed(FeedName name, Counts counts, String rows, Supplier<@Nullable String> trouble) {
    static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    public static Feed of(FeedName name, String rows, Counts counts) {
        return new Feed(name, counts, rows, () -> null);
    }

    /** A feed whose count is the sum of some terms of the tally. */
    public static Feed of(FeedName name, String rows, Term... terms) {
        return of(name, rows, new Counts.Series(List.of(terms)));
    }

    public String id() {
        return name.id();
    }

    /** Its rows say who did it. */
    public boolean namesWorkers() {
        return !rows.contains("null::text as worker");
    }

    /** Its rows say at which institution, or by which. */
    public boolean namesInstitutions() {
        return !rows.contains("null::bigint as institution_id");
    }

    public sealed interface Counts {
        /** From the tally. */
        record Series(List<Term> terms) implements Counts {}

        /**
         * From counters that the module keeps itself, of a feed by residence: a query with the parameters {@code :places}
         * (areas), {@code :first}, {@code :last}, and the columns {@code place, n}.
         */
        record Asked(String sql) implements Counts {}
    }

    /** Which days of a series count for a period. */
    public enum Days {
        WITHIN,
        UNTIL,
        BEFORE,
        AFTER,
        UNDATED
    }

    /**
     * A series, added or subtracted.
     *
     * @param series its name; {@code {unit}} in it stands for nothing when an area is counted and for {@code .u} and the
     *     institution's id when an institution is
     */
    public record Term(String series, int sign, Days days) {
        public static Term plus(String series, Days days) {
            return new Term(series, 1, days);
        }

        public static Term minus(String series, Days days) {
            return new Term(series, -1, days);
        }

        /** The days that count for the period from {@code first} to {@code last}. */
        public Tally.Span span(String named, LocalDate first, LocalDate last) {
            return switch (days) {
                case WITHIN -> new Tally.Span(named, first, last);
                case UNTIL -> new Tally.Span(named, FIRST, last);
                case BEFORE -> new Tally.Span(named, FIRST, last.minusDays(1));
                case AFTER -> new Tally.Span(named, last.plusDays(1), LAST);
                case UNDATED -> Tally.Span.of(named);
            };
        }
    }
}
