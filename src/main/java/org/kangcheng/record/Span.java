package org.kangcheng.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import tools.jackson.databind.JsonNode;

/**
 * What a FHIR date means: a year is all of the year, a moment only itself.
 *
 * @param to the last instant that belongs to it; {@link #OPEN} when it has no end
 */
public record Span(Instant from, Instant to) {
    /** Far enough, and within PostgreSQL's range. */
    public static final Instant OPEN = Instant.parse("9999-12-31T23:59:59Z");

    /** Before everything that a record can tell of. */
    static final Instant START = Instant.parse("1800-01-01T00:00:00Z");

    /** Reads yyyy, yyyy-MM, yyyy-MM-dd, or a time with or without an offset (then the city's). Empty when it is none. */
    public static Optional<Span> parse(String text) {
        try {
            return Optional.of(
                    switch (text.length()) {
                        case 4 -> days(LocalDate.of(Integer.parseInt(text), 1, 1), 12);
                        case 7 -> days(YearMonth.parse(text).atDay(1), 1);
                        case 10 -> days(LocalDate.parse(text), 0);
                        default -> moment(text);
                    });
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Span days(LocalDate from, int months) {
        LocalDate next = months == 0 ? from.plusDays(1) : from.plusMonths(months);
        ZonedDateTime end = next.atStartOfDay(CityTime.ZONE);
        return new Span(
                from.atStartOfDay(CityTime.ZONE).toInstant(), end.toInstant().minusMillis(1));
    }

    private static Span moment(String text) {
        int time = text.indexOf('T');
        boolean offset = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        Instant exact = offset ? OffsetDateTime.parse(text).toInstant() : CityTime.instant(LocalDateTime.parse(text));
        Instant at = exact.truncatedTo(ChronoUnit.MILLIS);
        // A time without seconds or without fractions covers its whole minute or second.
        int length = text.length() - time - (text.endsWith("Z") ? 1 : offset ? 6 : 0);
        long more = length <= 6 ? 59_999 : length <= 9 ? 999 : 0;
        return new Span(at, at.plusMillis(more));
    }

    /** Of a date, dateTime, instant, Period or Timing element. */
    public static Optional<Span> of(JsonNode node) {
        if (node.isString()) {
            return parse(node.stringValue());
        }
        JsonNode period = node.path("repeat").path("boundsPeriod");
        JsonNode span = period.isObject() ? period : node;
        if (!span.has("start") && !span.has("end")) {
            return parse(node.path("event").path(0).asString(""));
        }
        Span start = end(span.get("start"));
        Span end = end(span.get("end"));
        return Optional.of(new Span(start == null ? START : start.from, end == null ? OPEN : end.to));
    }

    private static @Nullable Span end(@Nullable JsonNode node) {
        return node == null ? null : parse(node.asString("")).orElse(null);
    }
}
