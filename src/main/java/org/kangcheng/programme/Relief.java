package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;

/** 健康扶贫: the services of all programmes that are part of it, and their figure as the reports reckon it. */
@Component
class Relief {
    private static final int HUNDRED = 100;

    record Line(InForce programme, Service service, Coverage coverage, Map<String, Coverage> parts) {
        public long dead() {
            return coverage.excluded().getOrDefault(Exclusion.DEAD, 0L);
        }

        public long unreachable() {
            return coverage.excluded().getOrDefault(Exclusion.UNREACHABLE, 0L);
        }

        public String share() {
            return Relief.share(coverage);
        }

        public String share(String area) {
            return Relief.share(parts.getOrDefault(area, Coverage.nobody()));
        }
    }

    private final Programmes programmes;
    private final Figures figures;
    private final FigureDays days;
    private final Clock clock;

    Relief(Programmes programmes, Figures figures, FigureDays days, Clock clock) {
        this.programmes = programmes;
        this.figures = figures;
        this.days = days;
        this.clock = clock;
    }

    /**
     * 落实率 = 已落实 ÷ (应落实 − 死亡 − 失联), in hundredths rounded down: who refused or moved stays among those due.
     * Nobody due: a dash.
     */
    static String share(Coverage coverage) {
        long due = coverage.members()
                - coverage.excluded().getOrDefault(Exclusion.DEAD, 0L)
                - coverage.excluded().getOrDefault(Exclusion.UNREACHABLE, 0L);
        return due == 0 ? "—" : coverage.served() * HUNDRED / due + "%";
    }

    List<InForce> programmes() {
        return programmes.all().stream().filter(it -> it.programme().relief()).toList();
    }

    /** By number: whose duties make a household's relief. */
    List<Integer> services() {
        return programmes().stream()
                .flatMap(it -> it.services().stream().map(it::number))
                .toList();
    }

    /** Of this year as it stands today; of a year that is over as it stood on its last evening. */
    List<Line> year(int year, String area, Collection<String> parts) {
        LocalDate today = CityTime.today(clock);
        List<String> areas = new ArrayList<>(parts);
        areas.add(area);
        Map<Integer, Map<String, Coverage>> now =
                year >= today.getYear() ? figures.of(services(), areas, today) : Map.of();
        List<Line> lines = new ArrayList<>();
        for (InForce programme : programmes()) {
            for (Service service : programme.services()) {
                int no = programme.number(service);
                Map<String, Coverage> found = year >= today.getYear()
                        ? now.getOrDefault(no, Map.of())
                        : days.of(no, areas, LocalDate.of(year, 12, 31));
                lines.add(new Line(programme, service, found.getOrDefault(area, Coverage.nobody()), found));
            }
        }
        return lines;
    }
}
