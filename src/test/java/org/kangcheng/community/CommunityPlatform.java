package org.kangcheng.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.card.Cards;
import org.kangcheng.community.Contracts.Signing;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.operation.Invariants;
import org.kangcheng.programme.Looking;
import org.kangcheng.programme.PersonalServices;
import org.springframework.beans.factory.annotation.Autowired;

/** What stories of family doctors need: a primary institution of the county with its staff, teams, residents with cards. */
abstract class CommunityPlatform extends TestPlatform {
    static final Actor DESK = Actor.system("test");
    static final String VILLAGE = TestPeople.VILLAGE;
    static final String COUNTY = VILLAGE.substring(0, 6);

    @Autowired
    Enrolments enrolments;

    @Autowired
    Institutions institutions;

    @Autowired
    Cards cards;

    @Autowired
    Teams teams;

    @Autowired
    Contracts contracts;

    @Autowired
    PersonalServices services;

    @Autowired
    Looking looking;

    @Autowired
    Clock clock;

    Institution primary;

    @BeforeEach
    void programmesAreInForce() {
        looking.shipped();
        primary = institutions.list(Institution.Kind.PRIMARY, COUNTY).getFirst();
    }

    LocalDate today() {
        return CityTime.today(clock);
    }

    /** A doctor of the institution, who answers for the village too. */
    Actor doctor() {
        return staff(Role.DOCTOR, primary.institutionId(), VILLAGE.substring(0, 9));
    }

    static Actor staff(Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(
                Actor.Kind.STAFF, "77", role.label(), Set.of(role), institution, null, null, area, null, false);
    }

    Actor resident(long personKey) {
        return Actor.resident(personKey, "居民", personKey);
    }

    Team team() {
        return teams.open(doctor(), "团队" + UUID.randomUUID(), "0635-8000000").orThrow();
    }

    long enrol(NewPerson person) {
        return ((EnrolResult.Enrolled) enrolments.enrol(DESK, person)).personKey();
    }

    /** Over 65, and with nothing else. */
    long elder(String name) {
        return enrol(TestPeople.called(name));
    }

    Signing signing(long person, Team team, SigningWay way) {
        return new Signing(
                person,
                team.id(),
                Set.of("elderly"),
                way,
                way == SigningWay.PAPER ? "PAPER-0001" : null,
                "赵医生",
                UUID.randomUUID().toString());
    }

    Contract signed(long person, Team team) {
        return contracts.sign(signing(person, team, SigningWay.TABLE)).orThrow();
    }

    static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.NotDone.class);
        return ((Outcome.NotDone<?>) outcome).refusal();
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        looking.again();
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().matches("(community|programme|tally)/.*"))
                    .hasSizeGreaterThan(12)
                    .allMatch(Invariants.Finding::holds);
        }
    }
}
