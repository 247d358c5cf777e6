package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.stereotype.Component;

/** What other modules may ask of the figures of programmes, by area. */
@Component
public class Coverages {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final Programmes programmes;
    private final Figures figures;
    private final Tally tally;
    private final Clock clock;

    Coverages(Programmes programmes, Figures figures, Tally tally, Clock clock) {
        this.programmes = programmes;
        this.figures = figures;
        this.tally = tally;
        this.clock = clock;
    }

    /** Of a service today; without it nobody is due anywhere. */
    public Map<String, Coverage> of(String programmeId, String serviceId, Collection<String> areas) {
        int no = number(programmeId, serviceId);
        return no < 0 ? Map.of() : figures.of(no, areas, CityTime.today(clock));
    }

    /** How often the residents of an area confirmed or disputed a service of a programme, and what still waits. */
    public record Said(long counted, long waiting, long disputed) {
        private Said plus(Said more) {
            return new Said(counted + more.counted, waiting + more.waiting, disputed + more.disputed);
        }
    }

    /** Over all services of the programme; what counted, from {@code first} on. */
    public Map<String, Said> said(String programmeId, Collection<String> areas, LocalDate first) {
        Map<String, Said> said = new HashMap<>();
        areas.forEach(area -> said.put(area, new Said(0, 0, 0)));
        programmes
                .find(programmeId)
                .ifPresent(programme -> programme.services().forEach(service -> {
                    int no = programme.number(service);
                    Span counted = new Span(Counting.delivered(no), first, LAST);
                    Span waiting = new Span(Counting.unconfirmed(no, Confirm.State.WAITING), FIRST, LAST);
                    Span disputed = new Span(Counting.unconfirmed(no, Confirm.State.DISPUTED), FIRST, LAST);
                    Map<String, Map<String, Long>> sums = tally.sums(areas, List.of(counted, waiting, disputed));
                    for (String area : areas) {
                        said.merge(
                                area,
                                new Said(n(sums, counted, area), n(sums, waiting, area), n(sums, disputed, area)),
                                Said::plus);
                    }
                }));
        return said;
    }

    private static long n(Map<String, Map<String, Long>> sums, Span span, String area) {
        return sums.getOrDefault(span.series(), Map.of()).getOrDefault(area, 0L);
    }

    private int number(String programmeId, String serviceId) {
        return programmes
                .find(programmeId)
                .map(programme -> programme.numbers().getOrDefault(serviceId, -1))
                .orElse(-1);
    }
}
