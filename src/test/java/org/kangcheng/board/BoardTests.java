package org.kangcheng.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.indicator.Direction;
import org.kangcheng.indicator.Light;
import org.kangcheng.indicator.Portion;

/** How parts are ranked, and what of them everybody may see. */
class BoardTests {
    private static Portion part(String title, long numerator, @Nullable Long denominator, @Nullable Double value) {
        return new Portion(title, null, numerator, denominator, value, value == null ? "—" : value + "%", Light.NONE);
    }

    @Test
    void equalsShareARankAndWhatHasNoValueHasNone() {
        List<Ranked> lines = Ranked.of(
                List.of(
                        part("甲", 1, 10L, 10.0),
                        part("乙", 3, 10L, 30.0),
                        part("丙", 3, 10L, 30.0),
                        part("丁", 0, 0L, null)),
                List.of(part("甲", 5, 10L, 50.0), part("乙", 4, 10L, 40.0)),
                Direction.MORE);
        assertThat(lines).extracting(Ranked::title).containsExactly("乙", "丙", "甲", "丁");
        assertThat(lines).extracting(Ranked::rank).containsExactly(1, 1, 3, 0);
        assertThat(lines).extracting(Ranked::moved).containsExactly("▲1", "", "▼2", "");
        assertThat(lines).extracting(Ranked::share).containsExactly(100, 100, 33, 0);
    }

    @Test
    void whereLessIsBetterTheSmallestIsFirst() {
        List<Ranked> lines =
                Ranked.of(List.of(part("甲", 9, null, 9.0), part("乙", 2, null, 2.0)), List.of(), Direction.LESS);
        assertThat(lines).extracting(Ranked::title).containsExactly("乙", "甲");
    }

    @ParameterizedTest
    @CsvSource({
        "0, , false",
        "9, , true",
        "10, , false",
        "0, 0, false",
        "5, 9, true",
        "9, 100, true",
        "0, 100, false",
        "50, 100, false",
        "91, 100, true",
        "90, 100, false",
        "100, 100, false"
    })
    void fewPeopleAreNotShown(long numerator, @Nullable Long denominator, boolean few) {
        assertThat(OpenFigures.few(numerator, denominator)).isEqualTo(few);
    }

    @Test
    void whatASingleSuppressedPartWouldTellByTheRestIsSuppressedToo() {
        assertThat(shown(4, 500, 30, 0)).containsExactly("数量少，不公布", "500.0%", "数量少，不公布", "0.0%");
    }

    @Test
    void twoThatAreFewTogetherAreNotTheRestEither() {
        assertThat(shown(4, 500, 30, 3)).containsExactly("数量少，不公布", "500.0%", "数量少，不公布", "数量少，不公布");
        assertThat(shown(6, 500, 30, 7)).containsExactly("数量少，不公布", "500.0%", "30.0%", "数量少，不公布");
    }

    @Test
    void whereNothingIsLeftToSuppressTheWholeIsNotSaid() {
        // 5 of 1,000 have it not, and in the other part nobody has it: the whole would tell the first part's number.
        List<Portion> parts = List.of(part("甲", 995, 1_000L, 99.5), part("乙", 0, 1_000L, 0.0));
        assertThat(OpenFigures.withheld(parts).whole()).isTrue();
        assertThat(OpenFigures.withheld(List.of(part("甲", 40, null, 40.0), part("乙", 0, null, 0.0)))
                        .whole())
                .isFalse();
    }

    private static List<String> shown(long... numbers) {
        List<Portion> parts = Arrays.stream(numbers)
                .mapToObj(n -> part("部分" + n, n, null, (double) n))
                .toList();
        return OpenFigures.parts(parts, OpenFigures.withheld(parts)).stream()
                .map(OpenFigures.Part::text)
                .toList();
    }
}
