package org.kangcheng.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.kangcheng.record.Criteria.Condition;
import org.kangcheng.record.Criteria.DateTest;
import org.kangcheng.record.Criteria.HasToken;
import org.kangcheng.record.Criteria.IsDated;
import org.kangcheng.record.Criteria.Prefix;
import org.springframework.stereotype.Component;

/** Reads the text of a search parameter into the condition it means. */
@Component
public class SearchTerms {
    private final Tokens tokens;

    SearchTerms(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param text as it stands in the query, alternatives divided by commas
     * @param negated the parameter had the modifier {@code :not}
     * @return empty when the text is none that the parameter can have
     */
    public Optional<Condition> condition(SearchParameter parameter, String text, boolean negated) {
        List<String> values = values(text);
        return switch (parameter.kind()) {
            case TOKEN -> Optional.of(coded(parameter.name(), values, negated));
            case STRING -> Optional.of(named(parameter.name(), values));
            case REFERENCE -> Optional.of(referring(parameter, values));
            case DATE -> dated(false, values);
        };
    }

    public Optional<Condition> lastChanged(String text) {
        return dated(true, values(text));
    }

    /** Divides at commas; {@code \,} is a comma of the value itself. */
    public static List<String> values(String text) {
        return Arrays.stream(text.split("(?<!\\\\),"))
                .map(value -> value.replace("\\,", ",")
                        .replace("\\|", "|")
                        .replace("\\\\", "\\")
                        .strip())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private Condition coded(String name, List<String> values, boolean negated) {
        long[] exact = values.stream().mapToLong(value -> code(name, value)).toArray();
        long[] any = values.stream()
                .mapToLong(value -> tokens.code(name, value.substring(value.indexOf('|') + 1)))
                .toArray();
        boolean enters = Summaries.ENTRIES.contains(name);
        return new HasToken(exact, enters ? any : new long[0], negated);
    }

    private long code(String name, String value) {
        int bar = value.indexOf('|');
        return bar < 0
                ? tokens.code(name, value)
                : tokens.coded(name, value.substring(0, bar), value.substring(bar + 1));
    }

    /** Whatever names were asked for, an institution's list is entered by the beginning of any name. */
    private Condition named(String name, List<String> values) {
        long[] exact =
                values.stream().mapToLong(value -> tokens.prefix(name, value)).toArray();
        long[] entries = values.stream()
                .map(Tokens::normal)
                .map(value -> value.substring(0, Math.min(value.length(), Summaries.ENTRY_PREFIX)))
                .mapToLong(value -> tokens.prefix("name", value))
                .toArray();
        return new HasToken(exact, entries, false);
    }

    private Condition referring(SearchParameter parameter, List<String> values) {
        LongStream all = values.stream()
                .flatMap(value -> value.contains("/")
                        ? Stream.of(value)
                        : parameter.targets().stream().map(target -> target + "/" + value))
                .mapToLong(reference -> tokens.of(parameter.name(), reference));
        return new HasToken(all.toArray(), new long[0], false);
    }

    /** Alternatives of a date search; empty when one of them is no date. */
    public static Optional<List<DateTest>> dates(String text) {
        return dated(false, values(text)).map(condition -> ((IsDated) condition).tests());
    }

    private static Optional<Condition> dated(boolean lastChange, List<String> values) {
        List<DateTest> tests = new ArrayList<>();
        for (String value : values) {
            boolean prefixed = value.length() > 2 && Character.isLetter(value.charAt(0));
            Optional<Prefix> prefix = prefixed ? prefix(value.substring(0, 2)) : Optional.of(Prefix.EQ);
            // A plus sign in a URL arrives as a space.
            Optional<Span> span = Span.parse((prefixed ? value.substring(2) : value).replace(' ', '+'));
            if (prefix.isEmpty() || span.isEmpty()) {
                return Optional.empty();
            }
            tests.add(new DateTest(prefix.get(), span.get()));
        }
        return tests.isEmpty() ? Optional.empty() : Optional.of(new IsDated(lastChange, tests));
    }

    private static Optional<Prefix> prefix(String text) {
        return Arrays.stream(Prefix.values())
                .filter(prefix -> prefix.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
