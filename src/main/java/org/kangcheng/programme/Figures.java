package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.stereotype.Component;

/** Coverage by area, as counted; no row of a person is read. */
@Component
public class Figures {
    static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final Tally tally;
    private final Programmes programmes;

    Figures(Tally tally, Programmes programmes) {
        this.tally = tally;
        this.programmes = programmes;
    }

    /** Of one service in one area on a day; empty when no such service is in force. */
    public Optional<Coverage> of(String programmeId, String serviceId, String area, LocalDate today) {
        return programmes
                .find(programmeId)
                .flatMap(programme -> programme
                        .programme()
                        .service(serviceId)
                        .map(service -> of(programme.number(service), area, today)));
    }

    /** Of many services in one question: by service, then by area in the order asked for. */
    Map<Integer, Map<String, Coverage>> of(Collection<Integer> services, Collection<String> areas, LocalDate today) {
        List<Span> spans = new ArrayList<>();
        services.forEach(service -> spans.addAll(spans(service, today)));
        Map<String, Map<String, Long>> sums = tally.sums(new LinkedHashSet<>(areas), spans);
        Map<Integer, Map<String, Coverage>> figures = new LinkedHashMap<>();
        for (int service : services) {
            Map<String, Coverage> byArea = new LinkedHashMap<>();
            areas.forEach(area -> byArea.put(area, coverage(service, area, sums)));
            figures.put(service, byArea);
        }
        return figures;
    }

    private static List<Span> spans(int serviceNo, LocalDate today) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.of(Counting.members(serviceNo)));
        for (Exclusion reason : Exclusion.values()) {
            spans.add(Span.of(Counting.excluded(serviceNo, reason)));
        }
        spans.add(new Span(Counting.opens(serviceNo), today.plusDays(1), LAST));
        spans.add(new Span(Counting.due(serviceNo), FIRST, today.minusDays(1)));
        return spans;
    }

    /** Of one service, by area in the order asked for. */
    Map<String, Coverage> of(int serviceNo, Collection<String> areas, LocalDate today) {
        return of(List.of(serviceNo), areas, today).getOrDefault(serviceNo, Map.of());
    }

    Coverage of(int serviceNo, String area, LocalDate today) {
        return of(serviceNo, List.of(area), today).getOrDefault(area, Coverage.nobody());
    }

    private static Coverage coverage(int serviceNo, String area, Map<String, Map<String, Long>> sums) {
        Map<Exclusion, Long> excluded = new TreeMap<>();
        for (Exclusion reason : Exclusion.values()) {
            long n = n(sums, Counting.excluded(serviceNo, reason), area);
            if (n != 0) {
                excluded.put(reason, n);
            }
        }
        long members = n(sums, Counting.members(serviceNo), area);
        long served = n(sums, Counting.opens(serviceNo), area);
        long late = n(sums, Counting.due(serviceNo), area);
        long cannot = excluded.values().stream().mapToLong(Long::longValue).sum();
        return new Coverage(members, served, members - cannot - served - late, late, excluded);
    }

    static long n(Map<String, Map<String, Long>> sums, String series, String area) {
        return sums.getOrDefault(series, Map.of()).getOrDefault(area, 0L);
    }

    /** How often a service was delivered from {@code first} to {@code last}. */
    Map<String, Long> delivered(int serviceNo, Collection<String> areas, LocalDate first, LocalDate last) {
        String series = Counting.delivered(serviceNo);
        return tally.sums(areas, List.of(new Span(series, first, last))).getOrDefault(series, Map.of());
    }
}
