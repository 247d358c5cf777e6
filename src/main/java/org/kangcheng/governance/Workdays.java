package org.kangcheng.governance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * 工作日: on which days China's offices work, with the days made up for (调休). As the State Council's General Office
 * announced it, year by year; of a year not announced yet, Monday to Friday are taken to be working days, and whoever
 * shows such a day says so.
 */
final class Workdays {
    static final Workdays CHINA = read("/governance/workdays.csv");

    private final Map<LocalDate, Boolean> exceptions;
    private final Set<Integer> announced;

    private Workdays(Map<LocalDate, Boolean> exceptions, Set<Integer> announced) {
        this.exceptions = Map.copyOf(exceptions);
        this.announced = Set.copyOf(announced);
    }

    private static Workdays read(String resource) {
        Map<LocalDate, Boolean> exceptions = new HashMap<>();
        Set<Integer> announced = new HashSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Workdays.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            for (String line : lines.lines().toList()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split(",", 4);
                    LocalDate first = LocalDate.parse(cells[0]);
                    announced.add(first.getYear());
                    first.datesUntil(LocalDate.parse(cells[1]).plusDays(1))
                            .forEach(day -> exceptions.put(day, cells[2].equals("work")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Workdays(exceptions, announced);
    }

    boolean isWorkday(LocalDate day) {
        Boolean exception = exceptions.get(day);
        return exception != null
                ? exception
                : day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Whether the year's arrangement was announced when this calendar was made. */
    boolean isAnnounced(LocalDate day) {
        return announced.contains(day.getYear());
    }

    /** The {@code days}-th working day after {@code day} (before it, when negative); the day itself does not count. */
    LocalDate plus(LocalDate day, int days) {
        LocalDate at = day;
        int step = days < 0 ? -1 : 1;
        for (int left = Math.abs(days); left > 0; ) {
            at = at.plusDays(step);
            if (isWorkday(at)) {
                left--;
            }
        }
        return at;
    }

    /** How many working days lie after {@code from} and up to {@code to}. */
    int between(LocalDate from, LocalDate to) {
        return from.isBefore(to)
                ? (int) from.plusDays(1)
                        .datesUntil(to.plusDays(1))
                        .filter(this::isWorkday)
                        .count()
                : 0;
    }
}
