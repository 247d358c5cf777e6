package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    @ParameterizedTest
    @MethodSource("numbers")
    void eachWrongDigitIsNoticed(String number) {
        for (int at = 0; at < 17; at++) {
            for (int by = 1; by < 10; by++) {
                char digit = (char) ('0' + (number.charAt(at) - '0' + by) % 10);
                assertThat(NationalId.parse(number.substring(0, at) + digit + number.substring(at + 1)))
                        .isEmpty();
            }
        }
    }

    /** Two neighbours changed places: the check notices unless they are equal. */
    @ParameterizedTest
    @MethodSource("numbers")
    void twoSwappedDigitsAreNoticed(String number) {
        for (int at = 0; at < 16; at++) {
            char[] swapped = number.toCharArray();
            swapped[at] = number.charAt(at + 1);
            swapped[at + 1] = number.charAt(at);
            assertThat(NationalId.parse(new String(swapped)).isPresent())
                    .isEqualTo(number.charAt(at) == number.charAt(at + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void readsBackWhatItWasMadeFrom(String number) {
        NationalId id = NationalId.parse(number).orElseThrow();
        assertThat(id.number()).isEqualTo(number);
        assertThat(number.substring(6, 14)).isEqualTo(id.birthDate().toString().replace("-", ""));
    }

    static Stream<String> numbers() {
        Random random = new Random(371599);
        return Stream.generate(() -> TestPeople.idNumber(
                        LocalDate.of(1910, 1, 1).plusDays(random.nextInt(40_000)),
                        random.nextBoolean() ? Sex.MALE : Sex.FEMALE,
                        random.nextInt(499)))
                .limit(50);
    }
}
