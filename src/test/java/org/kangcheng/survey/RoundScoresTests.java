package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Form;
import org.kangcheng.survey.RoundScores.Mean;

/** Intervals as the tables of statistics give them. */
class RoundScoresTests {
    private static final Questionnaire STAFF = asking(Questionnaire.Target.STAFF);
    private static final Questionnaire RESIDENTS = asking(Questionnaire.Target.RESIDENTS);

    private static Questionnaire asking(Questionnaire.Target target) {
        Definition definition = new Definitions(List.of(new QuestionnaireEngine()))
                .shipped().stream()
                        .filter(it -> it.id().equals("staff"))
                        .findFirst()
                        .orElseThrow();
        return new Questionnaire(
                definition,
                target,
                null,
                Form.none(),
                List.of(new Questionnaire.Score("overall", "总体", List.of("pay", "work"))),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        // asked, yes: rate and Wilson's interval
        "10, 10, 100, 72.2, 100",
        "10, 0, 0, 0, 27.8",
        "100, 50, 50, 40.4, 59.6",
        "1, 1, 100, 20.7, 100"
    })
    void aRate(long n, int yes, double rate, double low, double high) {
        Mean mean = Mean.ofRate(n, 100.0 * yes);
        assertThat(mean.mean()).isEqualTo(rate);
        assertThat(mean.low()).isCloseTo(low, within(0.06));
        assertThat(mean.high()).isCloseTo(high, within(0.06));
    }

    @ParameterizedTest
    @CsvSource({
        // answers of 甲 乙 丙: of whom a score is shown, and whether all together have one
        "8 9 7, 合计 甲 乙 丙",
        // 丙 alone would be the rest of all: the next smallest is not shown either
        "8 9 4, 合计 乙",
        "6 6 2, 合计 乙",
        // two who are too few together: the next smallest joins them
        "2 9 2, 合计",
        "1 9 4, 合计 乙",
        // all of them are too few
        "2 0 2, ''",
        "0 0 4, ''"
    })
    void aGroupOfStaffThatIsTooSmallIsNotToldByTheRest(String answers, String shown) {
        String[] groups = {"甲", "乙", "丙"};
        List<SampleTable.Sums> sums = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            long n = Long.parseLong(answers.split(" ")[i]);
            if (n > 0) {
                sums.add(new SampleTable.Sums(groups[i], groups[i], "PAGE", "overall", n, 80.0 * n, 6_400.0 * n));
            }
        }
        assertThat(RoundScores.lines(sums, STAFF).stream()
                        .filter(line -> line.score("overall") != null)
                        .map(RoundScores.Line::group)
                        .sorted(Comparator.comparing("合计甲乙丙"::indexOf))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(shown);
        assertThat(RoundScores.lines(sums, RESIDENTS)).allMatch(line -> line.score("overall") != null);
    }

    @ParameterizedTest
    @CsvSource({
        // of equal answers nothing is uncertain; of two apart everything is; 5 answers 60 70 80 90 100: t(4) = 2.776
        "4, 320, 25600, 80, 80, 80",
        "2, 100, 10000, 50, 0, 100",
        "5, 400, 33000, 80, 60.4, 99.6"
    })
    void aMean(long n, double sum, double squares, double mean, double low, double high) {
        Mean found = Mean.of(n, sum, squares);
        assertThat(found.mean()).isEqualTo(mean);
        assertThat(found.low()).isCloseTo(low, within(0.06));
        assertThat(found.high()).isCloseTo(high, within(0.06));
    }
}
