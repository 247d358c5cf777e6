package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.PhoneScripts;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Form;
import tools.jackson.databind.JsonNode;

/** Whatever is typed into any shipped form, the phone reads, refuses and grades it as the server does, off line. */
class PhoneFormStory {
    private static final int TURNS = 60;
    private static final LocalDate ON = LocalDate.of(2026, 3, 31);
    private static final List<String> TYPED = List.of(
            "",
            " ",
            "0",
            "7",
            " 88 ",
            "132",
            "１３２",
            "-5",
            "+90",
            "9999",
            "12.5",
            "6.85",
            "6.",
            ".5",
            "1e2",
            "0x10",
            "NaN",
            "abc",
            "是",
            "否",
            "yes",
            "true",
            "规律",
            "不服药",
            "正常",
            "异常",
            "可自理",
            "好".repeat(501),
            "00120",
            "1",
            "36.45621,115.98543,12",
            "36.4562149,-115.9854350,11.5",
            "-0.000001,0,0.4",
            "90.000001,1",
            "91,1",
            "36,181",
            "[[[1,2],[3,4]]]",
            "[[[1,2]]]",
            "[[[1,2],[3,4.5]]]",
            "[[[1,2],[3,10001]]]",
            "[ [[1,2],[3,4]], [] ]",
            "[5,[[1,2],[3,4]]]",
            "[[[1,2],[3,4]]",
            "[[[1,2],[3,04]]]");

    /** What nobody types. */
    private static final Set<Form.Input> LEFT_OUT = Set.of(Form.Input.COMPUTED);

    private record Case(Service service, Map<String, String> typed, PersonFacts facts) {}

    @Test
    void saysTheSameAsTheServer() throws Exception {
        List<Case> cases = cases();
        List<Map<String, Object>> asked =
                cases.stream().map(PhoneFormStory::asked).toList();
        JsonNode phone = PhoneScripts.run("forms.mjs", asked);
        int sound = 0;
        for (int i = 0; i < cases.size(); i++) {
            Map<String, @Nullable Object> server = server(cases.get(i));
            Map<String, @Nullable Object> here = phone(phone.get(i));
            assertThat(here).as(cases.get(i).toString()).isEqualTo(server);
            sound += server.get("problems").equals(Map.of()) ? 1 : 0;
        }
        assertThat(sound).as("forms without a problem, of " + cases.size()).isBetween(100, cases.size() - 100);
    }

    private static List<Case> cases() throws Exception {
        Random random = new Random(11);
        List<Case> cases = new ArrayList<>();
        for (Definition definition : new Definitions(List.of(new ProgrammeEngine())).shipped()) {
            for (Service service : ProgrammeEngine.read(definition).services()) {
                for (int turn = 0; turn < TURNS && !service.form().fields().isEmpty(); turn++) {
                    cases.add(new Case(service, typed(random, service, turn % 2 == 0), facts(random)));
                }
            }
        }
        return cases;
    }

    /** Half of the forms as somebody fills them in who means it, half as it comes. */
    private static Map<String, String> typed(Random random, Service service, boolean meant) {
        Map<String, String> typed = new LinkedHashMap<>();
        for (Form.Field field : service.form().fields()) {
            if (LEFT_OUT.contains(field.input())) {
                continue;
            }
            typed.put(
                    field.id(),
                    meant && random.nextInt(20) > 0 ? fitting(random, field) : TYPED.get(random.nextInt(TYPED.size())));
        }
        return typed;
    }

    private static String fitting(Random random, Form.Field field) {
        return switch (field.input()) {
            case YES_NO -> random.nextInt(4) == 0 ? "是" : "否";
            case CHOICE -> field.options().get(random.nextInt(field.options().size()));
            case WHOLE -> Long.toString(Math.round(between(random, field)));
            case NUMBER -> "%.1f".formatted(between(random, field));
            case SIGNATURE -> "[[[20,30],[60,%d]]]".formatted(random.nextInt(1000));
            case PLACE ->
                "%.7f,%.7f,%d".formatted(random.nextDouble(-90, 90), random.nextDouble(-180, 180), random.nextInt(99));
            case PHOTO -> Integer.toString(1 + random.nextInt(9));
            default -> "";
        };
    }

    private static double between(Random random, Form.Field field) {
        double min = field.min() == null ? 0 : field.min();
        double max = field.max() == null ? 100 : field.max();
        return min + random.nextDouble() * (max - min);
    }

    private static PersonFacts facts(Random random) {
        return new PersonFacts(
                1,
                LocalDate.of(1940 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28)),
                random.nextInt(3) == 0 ? null : "F",
                "371502001001",
                null,
                List.of(),
                random.nextBoolean() ? List.of("HYPERTENSION") : List.of(),
                List.of(),
                List.of(),
                random.nextBoolean() ? List.of("LEVEL_3") : List.of(),
                List.of(),
                Map.of());
    }

    private static Map<String, Object> asked(Case it) {
        Map<String, Object> known = new HashMap<>();
        known.put("area", it.facts.area());
        known.put("statuses", it.facts.statuses());
        known.put("diagnoses", it.facts.diagnoses());
        known.put("contracts", it.facts.contracts());
        known.put("occupations", it.facts.occupations());
        known.put("levels", it.facts.levels());
        known.put("benefits", it.facts.benefits());
        known.put("events", List.of());
        if (it.facts.sex() != null) {
            known.put("sex", it.facts.sex());
        }
        return Map.of(
                "service",
                FieldPart.service("", 1, it.service),
                "typed",
                it.typed,
                "person",
                Map.of("birth", it.facts.birth().toString(), "facts", known),
                "on",
                ON.toString());
    }

    private static Map<String, @Nullable Object> server(Case it) {
        Form form = it.service.form();
        Form.Answers answers = form.answers(it.typed, it.facts.on(ON));
        Optional<Form.Grade> grade = answers.sound() ? form.grade(answers.values(), it.facts.on(ON)) : Optional.empty();
        Map<String, @Nullable Object> all = new HashMap<>();
        Map<String, String> values = new TreeMap<>();
        answers.values()
                .forEach((name, value) ->
                        values.put(name, value instanceof Double number ? plain(number) : value.toString()));
        all.put("values", values);
        all.put("problems", new TreeMap<>(answers.problems()));
        all.put("grade", grade.map(Form.Grade::code).orElse(null));
        all.put("next", answers.sound() ? next(it, grade) : null);
        return all;
    }

    /** As JavaScript writes a number. */
    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static @Nullable String next(Case it, Optional<Form.Grade> grade) {
        Delivery done = new Delivery(
                1,
                1,
                1,
                ON,
                0,
                "",
                null,
                "",
                "{}",
                grade.map(Form.Grade::code).orElse(null),
                Instant.EPOCH,
                null,
                null,
                Confirm.State.NONE);
        return Reckoning.window(it.facts, it.service, List.of(done), ON, ON)
                .filter(window -> !window.isNever())
                .map(window -> window.due().toString())
                .orElse(null);
    }

    private static Map<String, @Nullable Object> phone(JsonNode said) {
        Map<String, @Nullable Object> all = new HashMap<>();
        all.put("values", texts(said.get("values")));
        all.put("problems", texts(said.get("problems")));
        all.put("grade", said.get("grade").isNull() ? null : said.get("grade").asString());
        all.put("next", said.get("next").isNull() ? null : said.get("next").asString());
        return all;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.propertyStream()
                .forEach(it -> texts.put(it.getKey(), it.getValue().asString()));
        return texts;
    }
}
