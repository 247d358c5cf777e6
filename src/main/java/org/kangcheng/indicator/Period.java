package org.kangcheng.indicator;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 统计期: the days that a figure is of, the first and the last both included.
 *
 * @param kind how long it is; {@link Kind#NOW} is the moment it is asked
 */
public record Period(Kind kind, LocalDate first, LocalDate last) {
    public enum Kind {
        NOW("当前"),
        DAY("日"),
        MONTH("月"),
        QUARTER("季"),
        YEAR("年");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private static final int MONTHS_OF_A_QUARTER = 3;
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");

    /** The period of a kind that the day lies in. */
    public static Period of(Kind kind, LocalDate day) {
        return switch (kind) {
            case NOW, DAY -> new Period(kind, day, day);
            case MONTH -> months(kind, day.withDayOfMonth(1), 1);
            case QUARTER ->
                months(
                        kind,
                        LocalDate.of(
                                day.getYear(),
                                (day.getMonthValue() - 1) / MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1,
                                1),
                        MONTHS_OF_A_QUARTER);
            case YEAR -> new Period(kind, day.withDayOfYear(1), day.withDayOfYear(day.lengthOfYear()));
        };
    }

    private static Period months(Kind kind, LocalDate first, int months) {
        return new Period(kind, first, first.plusMonths(months).minusDays(1));
    }

    /** What {@link #key} says; {@code now} is of today. Empty for anything else. */
    public static Optional<Period> parse(String key, LocalDate today) {
        try {
            Matcher quarter = QUARTER.matcher(key);
            if (quarter.matches()) {
                int month = (Integer.parseInt(quarter.group(2)) - 1) * MONTHS_OF_A_QUARTER + 1;
                return Optional.of(of(Kind.QUARTER, LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1)));
            }
            return Optional.of(
                    switch (key.length()) {
                        case 3 -> key.equals("now") ? of(Kind.NOW, today) : none(key);
                        case 4 -> of(Kind.YEAR, LocalDate.of(Integer.parseInt(key), 1, 1));
                        case 7 -> of(Kind.MONTH, YearMonth.parse(key).atDay(1));
                        case 10 -> of(Kind.DAY, LocalDate.parse(key));
                        default -> none(key);
                    });
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Period none(String key) {
        throw new DateTimeException(key);
    }

    /** {@code now}, {@code 2026-11-22}, {@code 2026-11}, {@code 2026-Q4}, {@code 2026}. */
    public String key() {
        return switch (kind) {
            case NOW -> "now";
            case DAY -> first.toString();
            case MONTH -> YearMonth.from(first).toString();
            case QUARTER -> first.getYear() + "-Q" + quarter();
            case YEAR -> Integer.toString(first.getYear());
        };
    }

    private int quarter() {
        return (first.getMonthValue() - 1) / MONTHS_OF_A_QUARTER + 1;
    }

    public String title() {
        return switch (kind) {
            case NOW -> "当前";
            case DAY -> first.getYear() + " 年 " + first.getMonthValue() + " 月 " + first.getDayOfMonth() + " 日";
            case MONTH -> first.getYear() + " 年 " + first.getMonthValue() + " 月";
            case QUARTER -> first.getYear() + " 年第 " + quarter() + " 季度";
            case YEAR -> first.getYear() + " 年";
        };
    }

    /** The one before; of now, yesterday as a day. */
    public Period previous() {
        return kind == Kind.NOW ? of(Kind.DAY, first.minusDays(1)) : of(kind, first.minusDays(1));
    }

    /** All its days are over. */
    public boolean endedBefore(LocalDate today) {
        return kind != Kind.NOW && last.isBefore(today);
    }

    /** Some of its days have come. */
    public boolean begunBy(LocalDate today) {
        return !first.isAfter(today);
    }
}
