package org.kangcheng.community;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.stereotype.Component;

/**
 * Contracts are counted on the day they begin and the day they end, in all, by team and by package: how many stand on a day
 * is what began less what ended, and nothing is rewritten when a term runs out.
 */
@Component
class ContractCounting {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    static final String ALL = "community.all";

    private final Tally tally;

    ContractCounting(Tally tally) {
        this.tally = tally;
    }

    static String team(TeamId team) {
        return "community.team." + team.teamId();
    }

    static String servicePackage(String id) {
        return "community.package." + id;
    }

    void add(Contract contract) {
        count(contract, 1);
    }

    void remove(Contract contract) {
        count(contract, -1);
    }

    private void count(Contract contract, int n) {
        for (String series : series(contract)) {
            tally.add(series + ".begins", contract.areaCode(), contract.fromDate(), n);
            tally.add(series + ".ends", contract.areaCode(), contract.end(), n);
            if (contract.fullTerm()) {
                tally.add(series + ".terms", contract.areaCode(), contract.toDate(), n);
            }
            if (contract.renewal() && contract.end().isAfter(contract.fromDate())) {
                tally.add(series + ".renewed", contract.areaCode(), contract.fromDate(), n);
            }
        }
    }

    private static List<String> series(Contract contract) {
        List<String> series = new ArrayList<>(List.of(ALL, team(contract.team())));
        contract.packages().forEach(it -> series.add(servicePackage(ServicePackage.id(it))));
        return series;
    }

    /**
     * What was counted in an area.
     *
     * @param standing contracts in force today
     * @param begun this year
     * @param ranOut terms that came to their end this year, by today
     * @param renewed next terms that began this year, by today
     */
    record Figure(long standing, long begun, long ranOut, long renewed) {
        private static final int HUNDRED = 100;

        public int renewedPercent() {
            return ranOut == 0 ? HUNDRED : (int) Math.min(HUNDRED, renewed * HUNDRED / ranOut);
        }
    }

    Map<String, Figure> of(String series, Collection<String> areas, LocalDate today) {
        LocalDate year = today.withDayOfYear(1);
        List<Span> spans = List.of(
                new Span(series + ".begins", FIRST, today),
                new Span(series + ".ends", FIRST, today),
                new Span(series + ".terms", year, today),
                new Span(series + ".renewed", year, today));
        Map<String, Map<String, Long>> sums = tally.sums(areas, spans);
        Map<String, Map<String, Long>> begun = tally.sums(areas, List.of(new Span(series + ".begins", year, today)));
        Map<String, Figure> figures = new HashMap<>();
        for (String area : areas) {
            figures.put(
                    area,
                    new Figure(
                            n(sums, series + ".begins", area) - n(sums, series + ".ends", area),
                            n(begun, series + ".begins", area),
                            n(sums, series + ".terms", area),
                            n(sums, series + ".renewed", area)));
        }
        return figures;
    }

    private static long n(Map<String, Map<String, Long>> sums, String series, String area) {
        return sums.getOrDefault(series, Map.of()).getOrDefault(area, 0L);
    }
}
