package org.kangcheng.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kangcheng.PhoneScripts;
import org.kangcheng.TestPlatform;
import tools.jackson.databind.JsonNode;

/** A rule says the same of a person in Java as in SQL and on the phone, whatever is known of her and whatever is not. */
class RuleStory extends TestPlatform {
    private static final Vocabulary WORDS = Vocabulary.of(Map.of(
            "age", Kind.WHOLE, "sugar", Kind.NUMBER, "sex", Kind.TEXT, "poor", Kind.YES_NO, "codes", Kind.CODES));

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "age >= 65                              # true",
                "age >= 66                              # false",
                "sugar > 7                              # true",
                "sex == 'F' && 'A' in codes             # true",
                "!('C' in codes)                        # true",
                "sex.startsWith('F')                    # true",
                "age in [1, 65]                         # true",
                "age / 0 > 1 || age == 65               # true",
                "(age > 70 ? sugar > 100.0 : sugar > 7.0) # true",
                "known(poor)                            # false",
                "poor                                   # false",
                "!poor                                  # false",
                "poor || age > 60                       # true",
                "poor && age > 60                       # false",
                "!(poor && age > 70)                    # true",
            })
    void holdsOrNot(String text, boolean expected) throws Exception {
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("age", 65L);
        facts.put("sugar", 7.5);
        facts.put("sex", "F");
        facts.put("codes", List.of("A", "B"));
        Rule rule = Rule.parse("", text, WORDS);
        assertThat(rule.holds(facts)).isEqualTo(expected);
        assertThat(inSql(rule, facts)).isEqualTo(expected);
        assertThat(onThePhone(List.of(rule), List.of(List.of(facts)))).isEqualTo(List.of(List.of(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "age >=",
                "age + 1", // no yes or no
                "wage > 3", // no such name
                "age == 'x'",
                "sex < 'F'",
                "sex + sex == 'FF'",
                "codes == ['A']",
                "codes.all(c, c == 'A')",
                "age * age * age > 1",
                "age > 9999999999",
                "sex.matches('(a+)+')",
                "size(codes) > 1",
                "sugar / sugar > 1.0", // a decimal divided by what may be zero
                "sugar / 0.0 > 1.0",
                "sex in ['F', sex]",
            })
    void isRefusedWithAReason(String text) {
        assertThatThrownBy(() -> Rule.parse("members", text, WORDS))
                .isInstanceOfSatisfying(
                        UnsoundException.class,
                        e -> assertThat(e.findings())
                                .allSatisfy(
                                        finding -> assertThat(finding.where()).isEqualTo("members")));
    }

    @Test
    void neverEscapesItsQuotes() throws Exception {
        Rule rule = Rule.parse("", "sex == \"' or true --\"", WORDS);
        assertThat(inSql(rule, Map.of("sex", "F"))).isFalse();
        assertThat(inSql(rule, Map.of("sex", "' or true --"))).isTrue();
    }

    /** Hundreds of rules grown at random, each over people of whom this or that is not known. */
    @Test
    void saysTheSameInJavaInSqlAndOnThePhone() throws Exception {
        Random random = new Random(7);
        List<Rule> rules = new ArrayList<>();
        List<List<Map<String, @Nullable Object>>> asked = new ArrayList<>();
        List<List<Boolean>> java = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Rule rule = grown(random);
            List<Map<String, @Nullable Object>> people = new ArrayList<>();
            for (int n = 0; n < 12; n++) {
                people.add(person(random));
            }
            rules.add(rule);
            asked.add(people);
            java.add(people.stream().map(rule::holds).toList());
            assertThat(inSql(rule, people)).as(rule.toString()).isEqualTo(java.getLast());
        }
        List<List<Boolean>> phone = onThePhone(rules, asked);
        for (int i = 0; i < rules.size(); i++) {
            assertThat(phone.get(i)).as(rules.get(i) + " of " + asked.get(i)).isEqualTo(java.get(i));
        }
        assertThat(java.stream().flatMap(List::stream).filter(it -> it).count())
                .as("rules that hold at all")
                .isBetween(1_000L, 4_000L);
    }

    private static Rule grown(Random random) {
        while (true) {
            try {
                return Rule.parse("", condition(random, 3), WORDS);
            } catch (UnsoundException secondProduct) {
                assertThat(secondProduct).hasMessageContaining("一次乘法");
            }
        }
    }

    private static List<List<Boolean>> onThePhone(
            List<Rule> rules, List<? extends List<? extends Map<String, ? extends @Nullable Object>>> people)
            throws Exception {
        List<Map<String, Object>> asked = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            asked.add(Map.of(
                    "tree",
                    rules.get(i).tree(),
                    "people",
                    people.get(i).stream().map(RuleStory::asData).toList()));
        }
        List<List<Boolean>> held = new ArrayList<>();
        for (JsonNode rule : PhoneScripts.run("rules.mjs", asked)) {
            held.add(rule.valueStream().map(JsonNode::asBoolean).toList());
        }
        return held;
    }

    private static Map<String, @Nullable Object> asData(Map<String, ? extends @Nullable Object> facts) {
        Map<String, @Nullable Object> data = new HashMap<>();
        facts.forEach((name, value) -> data.put(name, value instanceof Long whole ? Map.of("whole", whole) : value));
        // A list of which nothing is known is empty, as the server has it.
        data.putIfAbsent("codes", List.of());
        return data;
    }

    private static String condition(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(12)) {
                case 0 ->
                    number(random)
                            + List.of(" < ", " <= ", " > ", " >= ", " == ", " != ")
                                    .get(random.nextInt(6))
                            + number(random);
                case 1 -> "sugar > " + random.nextInt(12) + ".5";
                case 2 -> "sex == '" + (random.nextBoolean() ? "F" : "M") + "'";
                case 3 -> "'" + (char) ('A' + random.nextInt(4)) + "' in codes";
                case 4 -> "poor";
                case 5 -> "known(" + List.of("age", "sugar", "sex", "poor").get(random.nextInt(4)) + ")";
                case 6 -> "sex.startsWith('F')";
                case 7 -> "sex in codes";
                case 8 -> "sugar / 2.0 - 1.0 >= -sugar";
                case 9 -> "age * " + random.nextInt(1_000_000) + " > sugar";
                case 10 -> "sugar in [0.5, 3.0, 7.5]";
                default -> "age in [1, 30, 65]";
            };
        }
        String left = condition(random, depth - 1);
        String right = condition(random, depth - 1);
        return switch (random.nextInt(4)) {
            case 0 -> "(" + left + " && " + right + ")";
            case 1 -> "(" + left + " || " + right + ")";
            case 2 -> "!(" + left + ")";
            default -> "(" + left + " ? " + right + " : " + condition(random, depth - 1) + ")";
        };
    }

    private static String number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> "age";
            case 1 -> "age + " + random.nextInt(5);
            case 2 -> "age / " + random.nextInt(3);
            case 3 -> "(-age) / " + random.nextInt(4);
            case 4 -> "(poor ? age : 3 - age)";
            default -> Integer.toString(random.nextInt(90));
        };
    }

    private static Map<String, @Nullable Object> person(Random random) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put(
                "age",
                random.nextInt(4) == 0
                        ? null
                        : (Object) (long) List.of(1, 30, 64, 65, 90).get(random.nextInt(5)));
        facts.put("sugar", random.nextInt(3) == 0 ? null : (Object) (random.nextInt(25) / 2.0));
        facts.put("sex", random.nextInt(3) == 0 ? null : random.nextBoolean() ? "F" : "M");
        facts.put("poor", random.nextInt(3) == 0 ? null : (Object) random.nextBoolean());
        facts.put("codes", random.nextInt(3) == 0 ? null : List.of("A", "B"));
        return facts;
    }

    private boolean inSql(Rule rule, Map<String, ? extends @Nullable Object> facts) {
        return inSql(rule, List.of(facts)).getFirst();
    }

    private List<Boolean> inSql(Rule rule, List<? extends Map<String, ? extends @Nullable Object>> people) {
        String row = "(?::int, ?::bigint, ?::double precision, ?::text, ?::boolean, ?::text[])";
        List<@Nullable Object> values = new ArrayList<>();
        for (int n = 0; n < people.size(); n++) {
            Map<String, ? extends @Nullable Object> facts = people.get(n);
            Object codes = facts.get("codes");
            values.addAll(Arrays.asList(n, facts.get("age"), facts.get("sugar"), facts.get("sex"), facts.get("poor")));
            values.add(codes == null ? null : ((List<?>) codes).toArray(String[]::new));
        }
        return jdbc.sql("select coalesce(" + rule.sql(Map.of()) + ", false) from (values "
                        + String.join(", ", people.stream().map(_ -> row).toList())
                        + ") p (n, age, sugar, sex, poor, codes) order by n")
                .params(values)
                .query(Boolean.class)
                .list();
    }
}
