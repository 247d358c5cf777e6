package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.NationalId;
import org.kangcheng.kernel.Sm;

/** The generated people: the same again for the same seed, and like a city's. */
class GeneratedPeopleTests {
    private static final CityPlan SMALL = new CityPlan(CityPlan.SEED, 0.005);
    private static final List<Resident> PEOPLE = generate(SMALL);

    @Test
    void theSameSeedGivesTheSameCity() {
        assertThat(digest(generate(SMALL))).isEqualTo(digest(PEOPLE));
        assertThat(digest(generate(new CityPlan(2, SMALL.scale())))).isNotEqualTo(digest(PEOPLE));
    }

    /** Whoever changes the generator changes every city: knowingly. */
    @Test
    void itIsTheCityOfTheReleaseBefore() {
        assertThat(digest(PEOPLE)).isEqualTo("1d6d52c468c091fce45dc8a02cbe57c4089152b6153f806a1aba4fc3a0a89400");
    }

    @Test
    void thereAreExactlyAsManyPeopleAndCardsAsPlanned() {
        assertThat(PEOPLE).hasSize(30_400);
        assertThat(PEOPLE.stream().filter(Resident::holdsCard)).hasSize(26_750);
        assertThat(PEOPLE.stream().map(Resident::personKey).distinct()).hasSize(30_400);
    }

    @Test
    void villagesAddUpToTheWholeCityAtFullScale() {
        List<Village> villages = Village.of(new CityPlan(CityPlan.SEED, 1), Divisions.ALL);

        assertThat(villages).hasSize(2408);
        assertThat(villages.stream().mapToInt(Village::residents).sum()).isEqualTo(6_080_000);
        assertThat(villages.stream().mapToInt(Village::residents).min().orElseThrow())
                .isPositive();
        assertThat(Village.of(new CityPlan(CityPlan.SEED, 0), Divisions.ALL).stream()
                        .mapToInt(Village::residents)
                        .sum())
                .isZero();
    }

    @Test
    void everyIdNumberIsOfTheUnassignedRegionAndFitsItsPerson() {
        for (Resident resident : PEOPLE) {
            String number = resident.person().idNumber();
            if (number != null) {
                assertThat(number).startsWith(IdNumbers.REGION);
                NationalId id = NationalId.parse(number).orElseThrow();
                assertThat(id.birthDate()).isEqualTo(resident.person().birthDate());
                assertThat(id.sex()).isEqualTo(resident.person().sex());
            }
        }
        assertThat(PEOPLE.stream().map(one -> one.person().idNumber()).distinct())
                .hasSize((int) count(one -> one.person().idNumber() != null) + 1);
    }

    @Test
    void someNewbornsHaveNoDocumentAndNoNameYet() {
        List<Resident> newborns =
                PEOPLE.stream().filter(one -> one.person().idNumber() == null).toList();

        assertThat(newborns).isNotEmpty().hasSizeLessThan(100);
        assertThat(newborns).allMatch(one -> one.person().name().matches(".+之[子女]"));
    }

    @Test
    void agesAreLikeTheCensus() {
        assertThat(share(one -> age(one) < 15)).isBetween(0.15, 0.23);
        assertThat(share(one -> age(one) >= 60)).isBetween(0.17, 0.26);
        assertThat(share(one -> age(one) >= 80)).isBetween(0.02, 0.06);
    }

    @Test
    void householdsAreLikeTheCensus() {
        long households = PEOPLE.stream()
                .map(one -> one.person().areaCode() + one.person().address())
                .distinct()
                .count();

        assertThat((double) PEOPLE.size() / households).isBetween(2.3, 3.1);
    }

    @Test
    void familiesSharePhonesAndManyEldersHaveNone() {
        long withPhone = count(one -> one.person().phone() != null);
        long phones = PEOPLE.stream()
                .map(one -> one.person().phone())
                .filter(phone -> phone != null)
                .distinct()
                .count();

        assertThat(phones).isCloseTo(withPhone * 7 / 10, withinPercentage(10));
        assertThat(PEOPLE.stream().filter(one -> age(one) >= 75 && one.person().phone() == null))
                .isNotEmpty();
    }

    @Test
    void aStatusIsNeverOlderThanItsHolder() {
        assertThat(PEOPLE)
                .allSatisfy(one -> assertThat(one.statuses())
                        .allMatch(status ->
                                !status.from().isBefore(one.person().birthDate().minusDays(3))));
        assertThat(share(one -> !one.statuses().isEmpty())).isBetween(0.03, 0.10);
    }

    private static List<Resident> generate(CityPlan plan) {
        Residents residents = new Residents(plan, Divisions.ALL);
        List<Resident> all = new ArrayList<>();
        residents.forEachRemaining(all::add);
        return all;
    }

    private static String digest(List<Resident> people) {
        String text = people.stream()
                .map(one -> String.join(
                        "|",
                        Long.toString(one.personKey()),
                        one.person().name(),
                        one.person().areaCode(),
                        one.person().idNumber(),
                        one.person().phone(),
                        one.person().address(),
                        Boolean.toString(one.holdsCard()),
                        one.statuses().toString()))
                .collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(Sm.sm3(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static int age(Resident one) {
        return Period.between(one.person().birthDate(), CityPlan.DAY).getYears();
    }

    private static long count(Predicate<Resident> which) {
        return PEOPLE.stream().filter(which).count();
    }

    private static double share(Predicate<Resident> which) {
        return (double) count(which) / PEOPLE.size();
    }
}
