package org.kangcheng.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * An item is counted by the day it was opened, and by the day it was closed, or else as open, by the day it becomes near and
 * by the day it is due: how many are late today is a sum over days. A closed one is counted with what it came to as well: how
 * many days before its legal day, and what it adds to its register's sums. All of it for its place, and for its unit too.
 */
@Component
class ItemCounting {
    enum What {
        OPENED,
        OPEN,
        NEAR,
        DUE,
        CLOSED,
        /** Closed, and within its time. */
        KEPT,
        /** Closed, and there was a legal day. */
        LIMITED,
        /** How many days before it, all together; less than nothing when after. */
        EARLY_DAYS
    }

    private static final String SUM = "SUM.";

    private record Measure(String series, LocalDate day) {}

    private final Tally tally;

    ItemCounting(Tally tally) {
        this.tally = tally;
    }

    /** @param before null for a new item */
    void change(@Nullable Item before, Item after) {
        Map<Measure, Long> sums = measures(after);
        if (before != null) {
            measures(before).forEach((measure, n) -> sums.merge(measure, -n, Long::sum));
        }
        List<Tally.Change> changes = new ArrayList<>();
        sums.forEach((measure, n) -> {
            if (n != 0) {
                changes.add(new Tally.Change(measure.series, after.areaCode(), measure.day, n));
            }
        });
        tally.addAll(changes);
    }

    /** The series of a register's sum; @param unit null: of everybody */
    static String sum(int registerNo, @Nullable Long unit, String id) {
        return sumOf(registerNo, unit == null ? "" : unit(unit), id);
    }

    /** @param unit as {@link #unit} says, or "{unit}" */
    static String sumOf(int registerNo, String unit, String id) {
        return "register." + registerNo + unit + "." + id;
    }

    private static Map<Measure, Long> measures(Item item) {
        Map<Measure, Long> measures = new HashMap<>();
        add(measures, item, What.OPENED, ItemTable.openedOn(item));
        LocalDate closed = item.closedOn();
        if (closed == null) {
            add(measures, item, What.OPEN, Tally.NO_DAY);
            if (!item.nextOn().equals(Terms.NEVER)) {
                add(measures, item, What.NEAR, item.nearOn());
                add(measures, item, What.DUE, item.nextOn());
            }
        } else if (!item.isMerged()) {
            closed(measures, item, closed);
        }
        item.sums()
                .forEach((id, n) -> owners(item)
                        .forEach(unit ->
                                measures.put(new Measure(sumOf(item.registerNo(), unit, id), Tally.NO_DAY), n)));
        return measures;
    }

    private static void closed(Map<Measure, Long> measures, Item item, LocalDate closed) {
        add(measures, item, What.CLOSED, closed);
        LocalDate limit = item.terms().limit();
        if (limit == null || !closed.isAfter(limit)) {
            add(measures, item, What.KEPT, closed);
        }
        LocalDate legal = item.terms().legalOn();
        if (legal != null) {
            add(measures, item, What.LIMITED, closed);
            add(measures, item, What.EARLY_DAYS.name(), closed, ChronoUnit.DAYS.between(closed, legal));
        }
        item.sums().forEach((id, n) -> add(measures, item, SUM + id, closed, n));
    }

    private static void add(Map<Measure, Long> measures, Item item, What what, LocalDate day) {
        add(measures, item, what.name(), day, 1);
    }

    private static void add(Map<Measure, Long> measures, Item item, String what, LocalDate day, long n) {
        owners(item).forEach(unit -> measures.put(new Measure(series(item.registerNo(), unit, what), day), n));
    }

    /** Its place alone, and its unit. */
    private static List<String> owners(Item item) {
        return item.unit() == null ? List.of("") : List.of("", unit(item.unit()));
    }

    private static String unit(long unit) {
        return ".u" + unit;
    }

    static String series(int registerNo, @Nullable Long unit, What what) {
        return series(registerNo, unit == null ? "" : unit(unit), what.name());
    }

    /** @param unit as {@link #unit} says, or "{unit}" */
    static String series(int registerNo, String unit, String what) {
        return "governance." + registerNo + unit + "." + what;
    }

    /** What closed items add to a sum, by the day they were closed. */
    static String closedSum(int registerNo, String unit, String id) {
        return series(registerNo, unit, SUM + id);
    }
}
