package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.People;
import org.kangcheng.identity.StatusKind;
import org.kangcheng.identity.Statuses;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.operation.Invariants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;

/** A round that goes from door to door: households by quota, of each one adult, and nobody reads from it where they live. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class HouseholdRoundStory extends TestPlatform {
    private static final String COUNTY = "371526";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Actor COMMISSION =
            new Actor(Actor.Kind.STAFF, "8", "卫健委", Set.of(Role.COMMISSION), null, null, null, null, null, true);

    @Autowired
    MockMvc mvc;

    @Autowired
    Rounds rounds;

    @Autowired
    RoundTable table;

    @Autowired
    SampleTable samples;

    @Autowired
    DrawSample drawing;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Statuses statuses;

    @Autowired
    People people;

    @Autowired
    Areas areas;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    private final String road = UUID.randomUUID().toString().substring(0, 8);
    private String signIn = "";
    private Actor surveyor = COMMISSION;
    private Area village = new Area("", "", null, Area.Level.VILLAGE);

    @BeforeEach
    void aVillageAndAThirdParty() {
        village = areas.all().stream()
                .filter(area ->
                        area.level() == Area.Level.VILLAGE && area.code().startsWith(COUNTY))
                .findFirst()
                .orElseThrow();
        signIn = "doors-" + road;
        long account = accounts.create(
                        Actor.system("test"),
                        new Accounts.NewAccount(
                                signIn,
                                "第三方",
                                "Rather-Long-4711",
                                Set.of(Role.SURVEYOR),
                                null,
                                null,
                                null,
                                "3715",
                                false))
                .accountId();
        surveyor = new Actor(
                Actor.Kind.STAFF,
                Long.toString(account),
                "第三方",
                Set.of(Role.SURVEYOR),
                null,
                null,
                null,
                "3715",
                null,
                false);
    }

    @AfterEach
    void theTruthsHold() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection, "survey/")).allMatch(Invariants.Finding::holds);
        }
    }

    @Test
    void eachDoorOnceAndAnAdultAnswers() throws Exception {
        List<Set<Long>> households = new ArrayList<>();
        for (int house = 1; house <= 6; house++) {
            households.add(Set.of(lives("张户主", house, 50), lives("李配偶", house, 48), lives("张小孩", house, 9)));
        }
        long alone = lives("王小孩", 7, 8);

        Round few = round("household", 3);
        List<Sample> three = ofTheVillage(few);
        assertThat(three).hasSize(3);
        Round all = round("household", 200);
        List<Sample> everyDoor = ofTheVillage(all);
        assertThat(everyDoor).extracting(Sample::personKey).doesNotContain(alone);
        for (Set<Long> household : households) {
            assertThat(everyDoor)
                    .filteredOn(it -> household.contains(it.personKey()))
                    .hasSize(1);
        }
        assertThat(everyDoor)
                .allSatisfy(sample -> assertThat(
                                people.find(sample.personKey()).orElseThrow().ageOn(today()))
                        .isGreaterThanOrEqualTo(18));
        assertThat(drawing.of(all, null))
                .as("the same seed draws the same")
                .extracting(Sample::personKey)
                .containsExactlyElementsOf(samples.open(all.roundId(), 0, 10_000).stream()
                        .map(Sample::personKey)
                        .toList());

        Sample sample = everyDoor.stream()
                .filter(it -> households.getFirst().contains(it.personKey()))
                .findFirst()
                .orElseThrow();
        String page = "/staff/survey-work/" + all.id() + "/" + sample.sampleNo();
        mvc.perform(get(page).with(SignedInAs.actor(surveyor)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(road + "路1号")))
                .andExpect(content().string(containsString("请这位成年家庭成员本人回答")));
        mvc.perform(get("/staff/surveys/" + all.id()).with(SignedInAs.actor(COMMISSION)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(road))));
    }

    /** The third party's evaluation asks the registered poor: of a household with two of them one. */
    @Test
    void ofHouseholdsWithAStatusOneIsAsked() {
        Set<Long> poor = new HashSet<>();
        for (int house = 1; house <= 3; house++) {
            for (String name : List.of("赵户主", "孙配偶")) {
                long key = lives(name, house, 60);
                statuses.grant(Actor.system("test"), key, StatusKind.POVERTY_REGISTRATION, today().minusYears(1));
                poor.add(key);
            }
        }
        List<Long> asked = ofTheVillage(round("evaluation", 200)).stream()
                .map(Sample::personKey)
                .filter(poor::contains)
                .toList();
        assertThat(asked).as("three doors, six people").hasSize(3);
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    private long lives(String name, int house, int age) {
        NewPerson somebody = TestPeople.livingIn(name, village.code());
        LocalDate birth = today().minusYears(age).minusDays(COUNT.incrementAndGet());
        EnrolResult result = enrolments.enrol(
                Actor.system("test"),
                new NewPerson(
                        name,
                        somebody.sex(),
                        birth,
                        village.code(),
                        "01",
                        TestPeople.idNumber(birth, somebody.sex(), COUNT.get() % 499),
                        somebody.phone(),
                        road + "路" + house + "号",
                        true,
                        "TEST"));
        return ((EnrolResult.Enrolled) result).personKey();
    }

    private Round round(String questionnaire, int each) {
        PublicId made = rounds.make(
                COMMISSION,
                new Rounds.NewRound("入户第一轮", questionnaire, COUNTY, today().minusDays(30), today(), each, signIn));
        return table.find(made.shard()).orElseThrow();
    }

    private List<Sample> ofTheVillage(Round round) {
        return samples.open(round.roundId(), 0, 10_000).stream()
                .filter(sample -> sample.areaCode().equals(village.code()))
                .toList();
    }
}
