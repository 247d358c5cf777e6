package org.kangcheng.board;

import static org.assertj.core.api.Assertions.assertThat;

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
        List<OpenFigures.Part> shown = OpenFigures.parts(List.of(
                part("甲", 4, null, 4.0),
                part("乙", 500, null, 500.0),
                part("丙", 30, null, 30.0),
                part("丁", 0, null, 0.0)));
        assertThat(shown).extracting(OpenFigures.Part::text).containsExactly("数量少，不公布", "500.0%", "数量少，不公布", "0.0%");
    }
}
