package org.kangcheng.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.definition.CanHold.Asked;

/** What can never hold is found; what somebody meets is never said to be impossible. */
class CanHoldTests {
    private static final Vocabulary WORDS = Vocabulary.of(
                    Map.of("poor", Kind.YES_NO, "codes", Kind.CODES, "name", Kind.TEXT, "other", Kind.WHOLE))
            .with("age", Kind.WHOLE, Domain.numbers(0, 150))
            .with("sugar", Kind.NUMBER, new Domain(1.0, 40.0, Set.of(), false, null))
            .with("sex", Kind.TEXT, Domain.texts("M", "F"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "age >= 65 && age < 60                        # false",
                "age > 64 && age < 66                         # true",
                "age > 65 && age < 66                         # false",
                "sugar > 6.0 && sugar < 6.5                   # true",
                "age < 0                                      # false",
                "age > 200                                    # false",
                "sugar < 0.5                                  # false",
                "age == 65 && age != 65                       # false",
                "sex == 'M' && sex == 'F'                     # false",
                "sex == 'X'                                   # false",
                "sex != 'M' && sex != 'F'                     # false",
                "name != 'M' && name != 'F'                   # true",
                "sex in ['M'] && !(sex in ['M'])              # false",
                "'A' in codes && !('A' in codes)              # false",
                "'A' in codes && !('B' in codes)              # true",
                "poor && !poor                                # false",
                "known(sex) && !known(sex)                    # false",
                "!known(age)                                  # false",
                "!known(sex) && sex == 'M'                    # false",
                "!known(sex) && sex != 'M'                    # false",
                "age < 20 || age > 200                        # true",
                "(age < 20 || age > 60) && age > 30 && age < 50 # false",
                "(poor ? age < 20 : age > 60) && age == 30    # false",
                "!(age < 20 || age >= 20)                     # false",
                "65 <= age && 60 > age                        # false",
                "age > other && other > age                   # true",
                "age + 1 > 500                                # true",
            })
    void canHoldOrNot(String text, boolean expected) throws Exception {
        assertThat(CanHold.together(WORDS, List.of(Rule.parse("", text, WORDS))))
                .isEqualTo(expected);
    }

    /** Rules grown at random: whatever one of some people answers to a rule was possible. */
    @Test
    void neverDeniesWhatSomebodyMeets() throws Exception {
        Random random = new Random(11);
        int no = 0;
        for (int i = 0; i < 150; i++) {
            Rule rule = Rule.parse("", condition(random, 3), WORDS);
            Rule contrary = Rule.parse("", "!(" + rule + ")", WORDS);
            for (Asked asked : Asked.values()) {
                boolean possible = new CanHold(WORDS).and(rule, asked).possible();
                no += possible ? 0 : 1;
                for (int n = 0; n < 40; n++) {
                    Map<String, @Nullable Object> person = person(random);
                    boolean meets = switch (asked) {
                        case TRUE -> rule.holds(person);
                        case FALSE -> contrary.holds(person);
                        case NOT_TRUE -> !rule.holds(person);
                        case NOT_FALSE -> !contrary.holds(person);
                    };
                    assertThat(possible || !meets)
                            .as("%s of %s for %s", asked, rule, person)
                            .isTrue();
                }
            }
        }
        // It does find some.
        assertThat(no).isGreaterThan(5);
    }

    @Test
    void givesUpOnRulesOfTooManyCases() throws Exception {
        assertThat(CanHold.together(WORDS, List.of(pairsAndAnAgeBelowZero(8)))).isFalse();
        assertThat(CanHold.together(WORDS, List.of(pairsAndAnAgeBelowZero(40)))).isTrue();
    }

    private static Rule pairsAndAnAgeBelowZero(int pairs) throws UnsoundException {
        StringBuilder rule = new StringBuilder();
        for (int i = 0; i < pairs; i++) {
            rule.append("('A").append(i).append("' in codes || 'B").append(i).append("' in codes) && ");
        }
        return Rule.parse("", rule + "age < 0", WORDS);
    }

    private static String condition(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(9)) {
                case 0, 1 ->
                    "age "
                            + List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(6)) + " "
                            + List.of(0, 20, 21, 65).get(random.nextInt(4));
                case 2 -> "sugar > " + random.nextInt(12) + ".5";
                case 3 -> "sex == '" + (random.nextBoolean() ? "F" : "M") + "'";
                case 4 -> "'" + (char) ('A' + random.nextInt(3)) + "' in codes";
                case 5 -> "poor";
                case 6 -> "known(" + List.of("age", "sugar", "sex", "poor").get(random.nextInt(4)) + ")";
                case 7 -> "sex in ['F', 'X']";
                default -> "name.startsWith('a')";
            };
        }
        String left = condition(random, depth - 1);
        String right = condition(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0, 1 -> "(" + left + " && " + right + ")";
            case 2 -> "(" + left + " || " + right + ")";
            default -> "!(" + left + ")";
        };
    }

    private static Map<String, @Nullable Object> person(Random random) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("age", (long) List.of(0, 19, 20, 21, 65, 90).get(random.nextInt(6)));
        facts.put("sugar", random.nextInt(3) == 0 ? null : (Object) (1 + random.nextInt(25) / 2.0));
        facts.put("sex", random.nextInt(3) == 0 ? null : random.nextBoolean() ? "F" : "M");
        facts.put("name", random.nextBoolean() ? null : "abc");
        facts.put("poor", random.nextInt(3) == 0 ? null : (Object) random.nextBoolean());
        facts.put("codes", random.nextInt(3) == 0 ? null : List.of("A", "B"));
        return facts;
    }
}
