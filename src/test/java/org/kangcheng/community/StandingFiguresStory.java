package org.kangcheng.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.directory.Department;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.springframework.beans.factory.annotation.Autowired;

/** Teams, caregivers, whom they care for, helped households and experts' stations are figures from the moment they stand. */
class StandingFiguresStory extends CommunityPlatform {
    @Autowired
    Care care;

    @Autowired
    Households households;

    @Autowired
    Stations stations;

    @Autowired
    Indicators indicators;

    @Autowired
    FigureProofs proofs;

    @Test
    void aTeamAndItsMembersStandUntilItIsClosed() {
        Place here = Place.institution(primary.institutionId());
        long teamsBefore = n("teams", here);
        long membersBefore = n("team-members", here);
        List<Long> doctors = institutions.practitioners(primary.institutionId()).stream()
                .map(it -> it.practitionerId())
                .limit(2)
                .toList();
        assertThat(doctors).hasSize(2);

        Team team = team();
        for (long doctor : doctors) {
            assertThat(teams.addMember(team, primary.institutionId(), doctor, MemberRole.LEADER))
                    .isEmpty();
        }
        assertThat(teams.addMember(team, primary.institutionId(), doctors.getFirst(), MemberRole.NURSE))
                .isNotEmpty();
        assertThat(n("teams", here)).isEqualTo(teamsBefore + 1);
        assertThat(n("team-members", here)).isEqualTo(membersBefore + 2);
        assertThat(n("team-members", Place.area(COUNTY))).isGreaterThanOrEqualTo(membersBefore + 2);

        long first = teams.members(team).getFirst().memberId();
        teams.removeMember(team, first);
        teams.removeMember(team, first);
        assertThat(n("team-members", here)).isEqualTo(membersBefore + 1);
        assertProved("teams", "team-members", "members-per-team");

        teams.close(team);
        teams.close(team);
        assertThat(n("teams", here)).isEqualTo(teamsBefore);
        assertThat(n("team-members", here)).isEqualTo(membersBefore);
        assertThat(teams.addMember(team, primary.institutionId(), doctors.getLast(), MemberRole.NURSE))
                .isNotEmpty();
        assertThat(proofs.of(List.of(indicator("teams"), indicator("team-members")))
                        .disagreements())
                .isEmpty();
    }

    @Test
    void caregiversAndWhomTheyCareForStandWhereTheyLive() {
        Place village = Place.area(VILLAGE);
        long caregivers = n("caregivers", village);
        long cared = n("cared-for", village);
        long neighbour = elder("冯护理");
        long old = elder("冯被护");

        care.register(doctor(), neighbour, CareKind.NEIGHBOUR).orThrow();
        assertThat(care.train(doctor(), neighbour, today(), "护理基础", 16, today().plusYears(1)))
                .isEmpty();
        care.plan(doctor(), old, neighbour, "做饭").orThrow();
        assertThat(n("caregivers", village)).isEqualTo(caregivers + 1);
        assertThat(n("cared-for", village)).isEqualTo(cared + 1);

        assertThat(care.endPlan(doctor(), old, "住进养老院")).isEmpty();
        assertThat(n("cared-for", village)).isEqualTo(cared);
        care.plan(doctor(), old, neighbour, "做饭").orThrow();
        assertThat(n("cared-for", village)).isEqualTo(cared + 1);
        assertProved("caregivers", "cared-for", "cared-for-each");
    }

    @Test
    void aHouseholdIsHelpedByOneAtATime() {
        Place village = Place.area(VILLAGE);
        long before = n("households-helped", village);
        Household household = households.make(doctor(), elder("冯户主"), "H-1").orThrow();
        assertThat(n("households-helped", village)).isEqualTo(before);

        assertThat(households.assign(doctor(), household, elder("冯帮扶"), "镇政府")).isEmpty();
        assertThat(households.assign(doctor(), household, elder("冯接手"), "镇政府")).isEmpty();
        assertThat(n("households-helped", village)).isEqualTo(before + 1);

        assertThat(households.release(doctor(), household)).isEmpty();
        assertThat(n("households-helped", village)).isEqualTo(before);
        assertThat(households.assign(doctor(), household, elder("冯再帮"), "镇政府")).isEmpty();
        assertProved("households-helped");
    }

    @Test
    void anExpertsStationAndItsDays() {
        Place here = Place.institution(primary.institutionId());
        long before = n("expert-stations", here);
        long days = n("expert-days", here);
        Department clinic = institutions.departments(primary.institutionId()).stream()
                .filter(it -> it.kind() == Department.Kind.CLINIC)
                .findFirst()
                .orElseThrow();
        Station station = stations.open(doctor(), Station.Kind.STATION, "名医工作站", "市医院 褚主任", clinic.departmentId())
                .orThrow();
        stations.addDay(station, today(), "23:58", "23:59", 1, "二楼").orThrow();

        assertThat(n("expert-stations", here)).isEqualTo(before + 1);
        assertThat(n("expert-days", here)).isEqualTo(days + 1);
        assertProved("expert-stations", "expert-days");
    }

    private long n(String id, Place place) {
        Indicator indicator = indicator(id);
        return indicators.value(indicator, place, indicators.current(indicator)).numerator();
    }

    private Indicator indicator(String id) {
        return indicators.find(id).orElseThrow();
    }

    private void assertProved(String... ids) {
        FigureProofs.Outcome outcome =
                proofs.of(List.of(ids).stream().map(this::indicator).toList());
        assertThat(outcome.disagreements()).isEmpty();
        assertThat(outcome.filled()).containsExactlyInAnyOrder(ids);
    }
}
