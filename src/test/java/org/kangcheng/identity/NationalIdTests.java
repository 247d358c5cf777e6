package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** GB 11643: what is an ID number, and what it says of its holder. */
class NationalIdTests {
    @ParameterizedTest
    @CsvSource({
        "371599198001010017, 1980-01-01, MALE",
        "371599195202290023, 1952-02-29, FEMALE",
        "37159920200615123X, 2020-06-15, MALE",
        "37159919991231004x, 1999-12-31, FEMALE",
        "' 371599198001010017 ', 1980-01-01, MALE",
        "371599800101001, 1980-01-01, MALE",
    })
    void saysBirthAndSex(String number, LocalDate birth, Sex sex) {
        NationalId id = NationalId.parse(number).orElseThrow();
        assertThat(id.birthDate()).isEqualTo(birth);
        assertThat(id.sex()).isEqualTo(sex);
    }

    @Test
    void fifteenDigitsBecomeEighteen() {
        assertThat(NationalId.parse("371599800101001").orElseThrow().number()).isEqualTo("371599198001010017");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "371599198001010018", // check character
                "371599198002300012", // 30 February
                "071599198001010017", // no such region
                "3715991980010100171",
                "37159919800101001",
                "371599190002290019", // 1900 was no leap year
                "371599800230001", // old form, 30 February
                "３７１５９９１９８００１０１００１７", // full width: the name's normalisation is not for numbers
                "=371599198001010017",
            })
    void isRefused(String number) {
        assertThat(NationalId.parse(number)).isEmpty();
    }

    @Test
    void showsNothingOfItself() {
        assertThat(NationalId.parse("371599198001010017").orElseThrow().toString())
                .doesNotContain("3715");
    }

    @Property(tries = 500)
    void oneWrongDigitIsNoticed(
            @ForAll("numbers") String number,
            @ForAll @IntRange(max = 16) int at,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        char digit = (char) ('0' + (number.charAt(at) - '0' + by) % 10);
        assertThat(NationalId.parse(number.substring(0, at) + digit + number.substring(at + 1)))
                .isEmpty();
    }

    /** Two neighbours changed places: the check notices unless they are equal. */
    @Property(tries = 500)
    void twoSwappedDigitsAreNoticed(@ForAll("numbers") String number, @ForAll @IntRange(max = 15) int at) {
        char[] swapped = number.toCharArray();
        swapped[at] = number.charAt(at + 1);
        swapped[at + 1] = number.charAt(at);
        assertThat(NationalId.parse(new String(swapped)).isPresent())
                .isEqualTo(number.charAt(at) == number.charAt(at + 1));
    }

    @Property(tries = 200)
    void readsBackWhatItWasMadeFrom(@ForAll("numbers") String number) {
        NationalId id = NationalId.parse(number).orElseThrow();
        assertThat(id.number()).isEqualTo(number);
        assertThat(number.substring(6, 14)).isEqualTo(id.birthDate().toString().replace("-", ""));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<Integer> days = Arbitraries.integers().between(0, 40_000);
        Arbitrary<Integer> sequences = Arbitraries.integers().between(0, 498);
        return net.jqwik.api.Combinators.combine(days, sequences, Arbitraries.of(Sex.MALE, Sex.FEMALE))
                .as((day, sequence, sex) ->
                        TestPeople.idNumber(LocalDate.of(1910, 1, 1).plusDays(day), sex, sequence));
    }
}
