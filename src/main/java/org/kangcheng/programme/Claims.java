package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * 申报与核实: what institutions and benefit lists claim of a person stands beside what whoever visits her finds, line by
 * line of the form. Both are kept as they were on that day, and counted by it.
 */
@Component
class Claims {
    /** How many were compared, and of how many the claim was not borne out. */
    record Compared(long lines, long differing) {
        static final Compared NONE = new Compared(0, 0);
    }

    private final ClaimTable table;
    private final Tally tally;

    Claims(ClaimTable table, Tally tally) {
        this.table = table;
        this.tally = tally;
    }

    /** @param about what was known of the person before */
    void compare(Delivery delivery, Service service, Map<String, Object> values, Map<String, @Nullable Object> about) {
        service.form().claims(about).forEach((line, claimed) -> {
            Object answer = values.get(line);
            if (answer != null) {
                add(delivery, line, claimed, Form.found(answer));
            }
        });
    }

    private void add(Delivery delivery, String line, String claimed, String found) {
        ClaimTable.Row row = new ClaimTable.Row(
                delivery.personKey(),
                delivery.deliveryId(),
                line,
                delivery.serviceNo(),
                delivery.areaCode(),
                delivery.deliveredOn(),
                claimed,
                found,
                !claimed.equals(found));
        table.insert(row);
        count(row, 1);
    }

    /** The visit was voided. */
    void forget(Delivery delivery) {
        table.delete(delivery).forEach(row -> count(row, -1));
    }

    private void count(ClaimTable.Row row, int n) {
        tally.add(compared(row.serviceNo(), row.line()), row.areaCode(), row.foundOn(), n);
        if (row.differs()) {
            tally.add(differing(row.serviceNo(), row.line()), row.areaCode(), row.foundOn(), n);
        }
    }

    /** By line, then by area: what was found from {@code first} to {@code last}. */
    Map<String, Map<String, Compared>> figures(
            int serviceNo, Collection<String> lines, Collection<String> areas, LocalDate first, LocalDate last) {
        List<Tally.Span> spans = new ArrayList<>();
        for (String line : lines) {
            spans.add(new Tally.Span(compared(serviceNo, line), first, last));
            spans.add(new Tally.Span(differing(serviceNo, line), first, last));
        }
        Map<String, Map<String, Long>> sums = tally.sums(areas, spans);
        Map<String, Map<String, Compared>> figures = new LinkedHashMap<>();
        for (String line : lines) {
            Map<String, Compared> byArea = new LinkedHashMap<>();
            for (String area : areas) {
                byArea.put(
                        area,
                        new Compared(
                                Figures.n(sums, compared(serviceNo, line), area),
                                Figures.n(sums, differing(serviceNo, line), area)));
            }
            figures.put(line, byArea);
        }
        return figures;
    }

    static String compared(int serviceNo, String line) {
        return "claim." + serviceNo + "." + line + ".compared";
    }

    static String differing(int serviceNo, String line) {
        return "claim." + serviceNo + "." + line + ".differing";
    }
}
