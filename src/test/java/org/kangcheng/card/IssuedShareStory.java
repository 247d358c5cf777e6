package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.Merges;
import org.kangcheng.operation.Invariants;
import org.springframework.beans.factory.annotation.Autowired;

/** The issued share of an area is a count of the cards behind it, whatever happens to their holders. */
class IssuedShareStory extends TestPlatform {
    @Autowired
    CardHolders holders;

    @Autowired
    Cards cards;

    @Autowired
    FollowHolder follow;

    @Autowired
    Merges merges;

    @Autowired
    Corrections corrections;

    @Autowired
    IssuedTable issued;

    @Autowired
    CardFigures figures;

    @Autowired
    Areas areas;

    @Autowired
    BulkIssue bulk;

    @Autowired
    BulkJobTable jobs;

    @Test
    void issuingAndClosingCounts() {
        String village = holders.village(11);
        long before = count(village);
        List<Long> people = people(village, 3);
        people.forEach(person -> cards.issue(CardHolders.CITY, person));
        assertThat(count(village)).isEqualTo(before + 3);
        cards.suspend(CardHolders.CITY, people.getFirst(), null);
        assertThat(count(village)).isEqualTo(before + 3);
        cards.cancel(CardHolders.CITY, people.getFirst(), null);
        assertThat(count(village)).isEqualTo(before + 2);
        assertThat(count(village.substring(0, 6))).isEqualTo(counted(village.substring(0, 6)));
    }

    @Test
    void aFunctionalZoneIsTheSumOfItsTowns() {
        Area city = areas.find("3715").orElseThrow();
        CardFigures.Zone before = figures.zones(city).getFirst();
        String town = before.towns().getFirst().code();
        String village = areas.children(town).getFirst().code();
        people(village, 2).forEach(person -> cards.issue(CardHolders.CITY, person));
        CardFigures.Zone after = figures.zones(city).getFirst();
        assertThat(after.total().issued()).isEqualTo(before.total().issued() + 2);
        assertThat(after.total().issued())
                .isEqualTo(after.towns().stream()
                        .mapToLong(one -> count(one.code()))
                        .sum());
        assertThat(figures.zones(city)).hasSize(3);
    }

    @Test
    void whoMovesIsCountedWhereSheLivesHoweverOftenItIsTold() throws InterruptedException {
        String from = holders.village(12);
        String to = holders.village(900);
        long person = people(from, 1).getFirst();
        cards.issue(CardHolders.CITY, person);
        long before = count(to);
        assertThat(corrections.move(CardHolders.CITY, person, to, "新址", "迁居")).isEmpty();
        Eventually.holds(() -> cards.of(person).orElseThrow().areaCode().equals(to));
        follow.place(person);
        assertThat(count(from)).isEqualTo(counted(from));
        assertThat(count(to)).isEqualTo(before + 1).isEqualTo(counted(to));
    }

    /** The share is of residents: who was only met in a village is none of them, with a card or without. */
    @Test
    void whoWasOnlyMetInAVillageIsCountedThereWhenItIsKnownThatSheLivesThere() throws InterruptedException {
        String village = holders.village(17);
        holders.verified(village);
        long met = holders.met(village);
        long issuedBefore = count(village);
        cards.issue(CardHolders.CITY, met);
        assertThat(cards.of(met)).isPresent();
        assertThat(count(village)).isEqualTo(issuedBefore);
        assertThat(share(village).residents())
                .isGreaterThanOrEqualTo(share(village).issued());
        assertThat(corrections.move(CardHolders.CITY, met, village, "幸福路9号", "本人说明"))
                .isEmpty();
        Eventually.holds(() -> count(village) == issuedBefore + 1);
        follow.place(met);
        assertThat(count(village)).isEqualTo(issuedBefore + 1).isEqualTo(counted(village));

        long elsewhere = holders.met(village);
        cards.issue(CardHolders.CITY, elsewhere);
        String home = holders.village(18);
        long before = count(home);
        assertThat(corrections.move(CardHolders.CITY, elsewhere, home, "新址", "本人说明"))
                .isEmpty();
        Eventually.holds(() -> count(home) == before + 1);
        assertThat(count(village)).isEqualTo(issuedBefore + 1);

        long never = holders.met(village);
        cards.issue(CardHolders.CITY, never);
        cards.cancel(CardHolders.CITY, never, null);
        assertThat(count(village)).isEqualTo(issuedBefore + 1);
    }

    private IssuedTable.AreaCount share(String village) {
        return issued.counts(village, village.length()).getFirst();
    }

    @Test
    void mergedPeopleHaveOneCard() throws InterruptedException {
        String village = holders.village(13);
        long retired = people(village, 1).getFirst();
        long current = people(village, 1).getFirst();
        cards.issue(CardHolders.CITY, retired);
        cards.suspend(CardHolders.CITY, retired, null);
        long before = count(village);
        merge(retired, current);
        assertThat(cards.of(retired)).isEqualTo(cards.of(current));
        assertThat(cards.of(current).orElseThrow().status()).isEqualTo(CardStatus.SUSPENDED);
        assertThat(count(village)).isEqualTo(before);
        follow.merged(retired, current);
        assertThat(count(village)).isEqualTo(before);

        split(retired);
        assertThat(cards.of(retired).orElseThrow().personKey()).isEqualTo(retired);
        assertThat(count(village)).isEqualTo(before + 1);
    }

    @Test
    void theDeadHaveNoCard() throws InterruptedException {
        String village = holders.village(14);
        long person = people(village, 1).getFirst();
        cards.issue(CardHolders.CITY, person);
        long before = count(village);
        assertThat(corrections.recordDeath(CardHolders.CITY, person, LocalDate.of(2026, 1, 1), "死亡证明"))
                .isEmpty();
        Eventually.holds(() -> cards.of(person).isEmpty());
        follow.deceased(person);
        assertThat(count(village)).isEqualTo(before - 1);
    }

    @Test
    void aWholeVillageAtOnce() throws InterruptedException {
        String village = holders.village(15);
        List<Long> people = people(village, 230);
        cards.issue(CardHolders.CITY, people.get(3));
        cards.issue(CardHolders.CITY, people.get(7));
        cards.cancel(CardHolders.CITY, people.get(7), "不要");

        long job = bulk.start(CardHolders.CITY, village);
        Eventually.holds(() -> jobs.find(job).orElseThrow().finishedAt() != null);
        assertThat(jobs.find(job).orElseThrow().done()).isEqualTo(228);
        assertThat(count(village)).isEqualTo(229);
        assertThat(cards.of(people.get(7)))
                .as("who closed it himself gets no other unasked")
                .isEmpty();

        long again = bulk.start(CardHolders.CITY, village);
        Eventually.holds(() -> jobs.find(again).orElseThrow().finishedAt() != null);
        assertThat(jobs.find(again).orElseThrow().done()).isZero();
    }

    @Test
    void aBatchWithAnOddCaseIsIssuedOneByOne() throws InterruptedException {
        String village = holders.village(16);
        List<Long> people = people(village, 5);
        long odd = people.get(2);
        cards.issue(CardHolders.CITY, odd);
        jdbc.sql("update card.health_card set status = 'CANCELLED', closed_because = 'DECEASED' where person_key = ?")
                .param(odd)
                .update();
        issued.remove(village, odd);
        long job = bulk.start(CardHolders.CITY, village);
        Eventually.holds(() -> jobs.find(job).orElseThrow().finishedAt() != null);
        assertThat(people).allSatisfy(person -> assertThat(cards.of(person)).isPresent());
        assertThat(cards.of(odd).orElseThrow().cardNo()).isEqualTo(2);
    }

    @AfterEach
    void allInvariantsHold() throws SQLException {
        try (Connection owner = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(owner))
                    .filteredOn(finding -> finding.name().startsWith("card/"))
                    .isNotEmpty()
                    .allSatisfy(finding ->
                            assertThat(finding.holds()).as(finding.toString()).isTrue());
        }
    }

    private List<Long> people(String village, int number) {
        List<Long> people = new ArrayList<>();
        for (int n = 0; n < number; n++) {
            people.add(holders.verified(village));
        }
        return people;
    }

    private long count(String prefix) {
        return issued.counts(prefix, prefix.length()).stream()
                .mapToLong(IssuedTable.AreaCount::issued)
                .sum();
    }

    private long counted(String prefix) {
        return jdbc.sql("select count(*) from card.issued where starts_with(area_code, ?)")
                .param(prefix)
                .query(Long.class)
                .single();
    }

    private void merge(long retired, long current) throws InterruptedException {
        assertThat(merges.merge(CardHolders.CITY, retired, current, "同一人")).isEmpty();
        Eventually.holds(() -> cards.of(retired).map(HealthCard::personKey).equals(Optional.of(current)));
    }

    private void split(long retired) throws InterruptedException {
        assertThat(merges.split(CardHolders.CITY, retired, "不是同一人")).isEmpty();
        Eventually.holds(() -> cards.of(retired).map(HealthCard::personKey).equals(Optional.of(retired)));
    }
}
