package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.Coverage;
import org.kangcheng.programme.Coverages;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 签约率、续签率、履约率: who should have signed and who did is the coverage of the programme {@code family-doctor-signing},
 * what was done of what was signed that of {@code family-doctor}; contracts are counted by {@link ContractCounting}.
 */
@Component
class FamilyDoctorFigures {
    static final String SIGNING = "family-doctor-signing";
    static final String SERVICES = "family-doctor";
    private static final String CITY = "3715";
    private static final ContractCounting.Figure NONE = new ContractCounting.Figure(0, 0, 0, 0);

    /**
     * A group of residents in an area.
     *
     * @param signing of whom, who has signed
     * @param performed of the group's service: served are those to whom nothing is due
     * @param contracts with the group's package
     */
    record Group(ServicePackage of, Coverage signing, Coverage performed, ContractCounting.Figure contracts) {}

    /** @param residents all who live there */
    record AreaFigure(String areaCode, long residents, ContractCounting.Figure contracts, Coverages.Said said) {
        private static final int HUNDRED = 100;

        public int percent() {
            return residents == 0 ? 0 : (int) (contracts.standing() * HUNDRED / residents);
        }
    }

    private final Packages packages;
    private final Coverages coverages;
    private final ContractCounting counting;
    private final JdbcClient jdbc;
    private final Clock clock;

    FamilyDoctorFigures(
            Packages packages, Coverages coverages, ContractCounting counting, JdbcClient jdbc, Clock clock) {
        this.packages = packages;
        this.coverages = coverages;
        this.counting = counting;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All groups of an area; those with a target first. */
    List<Group> groups(String area) {
        LocalDate today = CityTime.today(clock);
        List<Group> groups = new ArrayList<>();
        for (ServicePackage one : packages.all()) {
            if (!one.basic()) {
                groups.add(new Group(
                        one,
                        of(SIGNING, one.id(), area),
                        of(SERVICES, one.id(), area),
                        counting.of(ContractCounting.servicePackage(one.id()), List.of(area), today)
                                .getOrDefault(area, NONE)));
            }
        }
        return groups;
    }

    private Coverage of(String programme, String service, String area) {
        return coverages.of(programme, service, List.of(area)).getOrDefault(area, Coverage.nobody());
    }

    List<AreaFigure> areas(List<String> codes) {
        LocalDate today = CityTime.today(clock);
        Map<String, ContractCounting.Figure> contracts = counting.of(ContractCounting.ALL, codes, today);
        Map<String, Coverages.Said> said = coverages.said(SERVICES, codes, today.withDayOfYear(1));
        Map<String, Long> residents = residents(codes);
        return codes.stream()
                .map(code -> new AreaFigure(
                        code,
                        residents.getOrDefault(code, 0L),
                        contracts.getOrDefault(code, NONE),
                        said.getOrDefault(code, new Coverages.Said(0, 0, 0))))
                .toList();
    }

    /** A team's own contracts, wherever those live who signed with it. */
    ContractCounting.Figure team(TeamId team) {
        return counting.of(ContractCounting.team(team), List.of(CITY), CityTime.today(clock))
                .getOrDefault(CITY, NONE);
    }

    /** What was done of what was signed in the villages of a team, over all services. */
    Map<String, Long> performed(Collection<String> villages) {
        Map<String, Long> sums = new HashMap<>();
        for (ServicePackage one : packages.all()) {
            coverages.of(SERVICES, one.id(), villages).values().forEach(it -> {
                sums.merge("possible", it.possible(), Long::sum);
                sums.merge("served", it.served(), Long::sum);
            });
        }
        return sums;
    }

    private record Residents(String code, long residents) {}

    private Map<String, Long> residents(List<String> codes) {
        Map<String, Long> residents = new HashMap<>();
        jdbc.sql("""
                select a.code, coalesce(sum(c.residents), 0)::bigint as residents
                  from unnest(?::text[]) a (code)
                  join identity_pub.resident_count c on c.area_code >= a.code and c.area_code < a.code || ':'
                 group by a.code
                """)
                .params((Object) codes.toArray(String[]::new))
                .query(Residents.class)
                .list()
                .forEach(it -> residents.put(it.code(), it.residents()));
        return residents;
    }
}
