package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.Sex;

/** What must never meet: person keys, ID numbers, phones. */
class NumberingTests {
    private static final LocalDate BIRTHDAY = LocalDate.of(1980, 5, 3);

    @Test
    void idNumbersAreWellFormedAndOfTheUnassignedRegion() {
        IdNumbers ids = new IdNumbers(CityPlan.DAY);
        IdNumbers.Numbered woman = ids.next(BIRTHDAY, Sex.FEMALE);
        IdNumbers.Numbered man = ids.next(BIRTHDAY, Sex.MALE);

        assertThat(woman.number()).startsWith("37159919800503");
        assertThat(NationalId.parse(woman.number()).orElseThrow().sex()).isEqualTo(Sex.FEMALE);
        assertThat(NationalId.parse(man.number()).orElseThrow().sex()).isEqualTo(Sex.MALE);
    }

    @Test
    void aDayThatIsUsedUpPassesOnToTheDayBefore() {
        IdNumbers ids = new IdNumbers(CityPlan.DAY);
        Set<String> given = new HashSet<>();
        LocalDate earliest = BIRTHDAY;
        for (int n = 0; n < 3 * IdNumbers.A_DAY_AND_SEX; n++) {
            IdNumbers.Numbered next = ids.next(BIRTHDAY, n % 2 == 0 ? Sex.MALE : Sex.FEMALE);
            assertThat(given.add(next.number())).isTrue();
            assertThat(NationalId.parse(next.number()).orElseThrow().birthDate())
                    .isEqualTo(next.birthDate());
            earliest = next.birthDate().isBefore(earliest) ? next.birthDate() : earliest;
        }
        assertThat(earliest).isEqualTo(BIRTHDAY.minusDays(1));
    }

    @Test
    void theWholeCityFitsIntoTheRegionsNumbers() {
        long days = CityPlan.DAY.toEpochDay() - CityPlan.DAY.minusYears(90).toEpochDay();

        assertThat(days * 2 * IdNumbers.A_DAY_AND_SEX).isGreaterThan(4L * CityPlan.RESIDENTS);
    }

    @Test
    void theEndsOfADaysRangeStayFreeForNumbersMadeUpByHand() {
        IdNumbers ids = new IdNumbers(CityPlan.DAY);
        for (int n = 0; n < IdNumbers.A_DAY_AND_SEX; n++) {
            String sequence = ids.next(BIRTHDAY, Sex.MALE).number().substring(14, 17);
            assertThat(sequence).isBetween("020", "979");
        }
    }

    @Test
    void personKeysArePositiveAndNeverMeet() {
        PersonKeys keys = new PersonKeys(CityPlan.SEED);

        assertThat(LongStream.rangeClosed(1, 500_000)
                        .map(keys::key)
                        .peek(key -> assertThat(key).isPositive())
                        .distinct()
                        .count())
                .isEqualTo(500_000);
        assertThat(new PersonKeys(CityPlan.SEED).key(7)).isEqualTo(keys.key(7));
        assertThat(new PersonKeys(1).key(7)).isNotEqualTo(keys.key(7));
    }

    @Test
    void phonesAreOfAPrefixThatNobodyHasAndNeverMeet() {
        Phones phones = new Phones(CityPlan.SEED);
        Set<String> given = new HashSet<>();
        for (int n = 0; n < 100_000; n++) {
            String phone = phones.next();
            assertThat(phone).matches("154\\d{8}");
            assertThat(given.add(phone)).isTrue();
        }
    }
}
