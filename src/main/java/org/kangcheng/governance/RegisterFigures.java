package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.governance.ItemCounting.What;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.stereotype.Component;

/** How many items are where they should be; from the tally alone. */
@Component
class RegisterFigures {
    private static final String CITY = "3715";

    private final Tally tally;

    RegisterFigures(Tally tally) {
        this.tally = tally;
    }

    ItemCount of(int registerNo, String area, LocalDate today) {
        return byArea(registerNo, List.of(area), today).getOrDefault(area, new ItemCount(0, 0, 0, 0, 0, 0));
    }

    /** Of what she answers for; of her institution when she answers for no area. */
    ItemCount of(int registerNo, Hand hand, LocalDate today) {
        if (hand.area() != null) {
            return of(registerNo, hand.area(), today);
        }
        long unit = hand.unit() == null ? -1 : hand.unit();
        return byUnit(registerNo, List.of(unit), today).getOrDefault(unit, new ItemCount(0, 0, 0, 0, 0, 0));
    }

    /** From which day to which something was opened and closed. */
    record Days(LocalDate first, LocalDate last) {
        static Days ofYear(LocalDate today) {
            return new Days(today.withDayOfYear(1), today);
        }
    }

    Map<String, ItemCount> byArea(int registerNo, Collection<String> areas, LocalDate today) {
        return byArea(registerNo, areas, today, Days.ofYear(today));
    }

    Map<String, ItemCount> byArea(int registerNo, Collection<String> areas, LocalDate today, Days days) {
        Map<What, Span> spans = spans(registerNo, null, today, days);
        Map<String, Map<String, Long>> sums = tally.sums(areas, List.copyOf(spans.values()));
        Map<String, ItemCount> counts = new HashMap<>();
        areas.forEach(area -> counts.put(area, count(spans, sums, area)));
        return counts;
    }

    /** Of institutions, wherever their items lie. */
    Map<Long, ItemCount> byUnit(int registerNo, Collection<Long> units, LocalDate today) {
        return byUnit(registerNo, units, today, Days.ofYear(today));
    }

    Map<Long, ItemCount> byUnit(int registerNo, Collection<Long> units, LocalDate today, Days days) {
        Map<Long, Map<What, Span>> asked = new HashMap<>();
        List<Span> all = new ArrayList<>();
        for (Long unit : units) {
            asked.put(unit, spans(registerNo, unit, today, days));
            all.addAll(asked.get(unit).values());
        }
        Map<String, Map<String, Long>> sums = all.isEmpty() ? Map.of() : tally.sums(List.of(CITY), all);
        Map<Long, ItemCount> counts = new HashMap<>();
        asked.forEach((unit, spans) -> counts.put(unit, count(spans, sums, CITY)));
        return counts;
    }

    /** Late is what was due before today; near is what became near until today and is not late. */
    private static Map<What, Span> spans(int registerNo, @Nullable Long unit, LocalDate today, Days days) {
        Map<What, Span> spans = new EnumMap<>(What.class);
        spans.put(What.OPEN, Span.of(ItemCounting.series(registerNo, unit, What.OPEN)));
        spans.put(What.NEAR, new Span(ItemCounting.series(registerNo, unit, What.NEAR), LocalDate.EPOCH, today));
        spans.put(
                What.DUE,
                new Span(ItemCounting.series(registerNo, unit, What.DUE), LocalDate.EPOCH, today.minusDays(1)));
        for (What what : List.of(What.OPENED, What.CLOSED, What.KEPT)) {
            spans.put(what, new Span(ItemCounting.series(registerNo, unit, what), days.first, days.last));
        }
        return spans;
    }

    private static ItemCount count(Map<What, Span> spans, Map<String, Map<String, Long>> sums, String area) {
        long red = sum(spans, sums, area, What.DUE);
        return new ItemCount(
                sum(spans, sums, area, What.OPEN),
                red,
                sum(spans, sums, area, What.NEAR) - red,
                sum(spans, sums, area, What.OPENED),
                sum(spans, sums, area, What.CLOSED),
                sum(spans, sums, area, What.KEPT));
    }

    private static long sum(Map<What, Span> spans, Map<String, Map<String, Long>> sums, String area, What what) {
        String series = java.util.Objects.requireNonNull(spans.get(what)).series();
        return sums.getOrDefault(series, Map.of()).getOrDefault(area, 0L);
    }

    /** What the register's items add up to in each of these areas: by the sum's id. */
    Map<String, Map<String, Long>> sums(Registers.InForce register, Collection<String> areas) {
        List<Span> spans = register.register().sums().stream()
                .map(sum -> Span.of(ItemCounting.sum(register.no(), null, sum.id())))
                .toList();
        Map<String, Map<String, Long>> counted = spans.isEmpty() ? Map.of() : tally.sums(areas, spans);
        Map<String, Map<String, Long>> sums = new HashMap<>();
        register.register()
                .sums()
                .forEach(sum -> sums.put(
                        sum.id(), counted.getOrDefault(ItemCounting.sum(register.no(), null, sum.id()), Map.of())));
        return sums;
    }

    /** What the items of each of these institutions add up to, wherever they lie: by the sum's id. */
    Map<Long, Map<String, Long>> sumsOfUnits(Registers.InForce register, Collection<Long> units) {
        List<Sum> sums = register.register().sums();
        List<Span> spans = units.stream()
                .flatMap(unit -> sums.stream().map(sum -> Span.of(ItemCounting.sum(register.no(), unit, sum.id()))))
                .toList();
        Map<String, Map<String, Long>> counted = spans.isEmpty() ? Map.of() : tally.sums(List.of(CITY), spans);
        Map<Long, Map<String, Long>> ofUnits = new HashMap<>();
        for (Long unit : units) {
            Map<String, Long> added = new HashMap<>();
            sums.forEach(sum -> added.put(
                    sum.id(),
                    counted.getOrDefault(ItemCounting.sum(register.no(), unit, sum.id()), Map.of())
                            .getOrDefault(CITY, 0L)));
            ofUnits.put(unit, added);
        }
        return ofUnits;
    }
}
