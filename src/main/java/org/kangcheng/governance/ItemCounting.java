package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * An item is counted by the day it was opened, and by the day it was closed, or else as open, by the day it becomes near and
 * by the day it is due: how many are late today is a sum over days. All of it for its place, and for its unit too.
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
        KEPT
    }

    private record Measure(String series, LocalDate day) {}

    private final Tally tally;

    ItemCounting(Tally tally) {
        this.tally = tally;
    }

    /** @param before null for a new item */
    void change(@Nullable Item before, Item after) {
        Map<Measure, Integer> sums = new HashMap<>();
        if (before != null) {
            measures(before).forEach(measure -> sums.merge(measure, -1, Integer::sum));
        }
        measures(after).forEach(measure -> sums.merge(measure, 1, Integer::sum));
        List<Tally.Change> changes = new ArrayList<>();
        sums.forEach((measure, n) -> {
            if (n != 0) {
                changes.add(new Tally.Change(measure.series, after.areaCode(), measure.day, n));
            }
        });
        sums(before, after, changes);
        tally.addAll(changes);
    }

    private static void sums(@Nullable Item before, Item after, List<Tally.Change> changes) {
        Map<String, Long> sums = new HashMap<>();
        if (before != null) {
            addSums(sums, before, -1);
        }
        addSums(sums, after, 1);
        sums.forEach((series, n) -> {
            if (n != 0) {
                changes.add(new Tally.Change(series, after.areaCode(), Tally.NO_DAY, n));
            }
        });
    }

    private static void addSums(Map<String, Long> sums, Item item, int sign) {
        Long unit = item.unit();
        item.sums().forEach((id, n) -> {
            sums.merge(sum(item.registerNo(), null, id), sign * n, Long::sum);
            if (unit != null) {
                sums.merge(sum(item.registerNo(), unit, id), sign * n, Long::sum);
            }
        });
    }

    /** The series of a register's sum; @param unit null: of everybody */
    static String sum(int registerNo, @Nullable Long unit, String id) {
        return "register." + registerNo + (unit == null ? "." : ".u" + unit + ".") + id;
    }

    private static List<Measure> measures(Item item) {
        List<Measure> measures = new ArrayList<>();
        add(measures, item, What.OPENED, ItemTable.openedOn(item));
        LocalDate closed = item.closedOn();
        if (closed == null) {
            add(measures, item, What.OPEN, Tally.NO_DAY);
            if (!item.nextOn().equals(Terms.NEVER)) {
                add(measures, item, What.NEAR, item.nearOn());
                add(measures, item, What.DUE, item.nextOn());
            }
        } else if (!item.isMerged()) {
            add(measures, item, What.CLOSED, closed);
            LocalDate limit = item.terms().limit();
            if (limit == null || !closed.isAfter(limit)) {
                add(measures, item, What.KEPT, closed);
            }
        }
        return measures;
    }

    private static void add(List<Measure> measures, Item item, What what, LocalDate day) {
        measures.add(new Measure(series(item.registerNo(), null, what), day));
        if (item.unit() != null) {
            measures.add(new Measure(series(item.registerNo(), item.unit(), what), day));
        }
    }

    static String series(int registerNo, @Nullable Long unit, What what) {
        return "governance." + registerNo + (unit == null ? "" : ".u" + unit) + "." + what;
    }
}
