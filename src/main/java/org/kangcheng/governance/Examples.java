package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Form;
import org.kangcheng.governance.RegisterText.ExampleText;
import org.kangcheng.governance.RegisterText.StepText;
import org.kangcheng.kernel.Refusal;

/** Walks the stories that a definition tells, by the judge that judges the real items. */
final class Examples {
    private static final String PLACE = "371501001001";
    private static final String ELSEWHERE = "379900";
    private static final long UNIT = 1;

    private final Register register;
    private final List<Finding> findings = new ArrayList<>();
    private boolean refusedOnce;
    private boolean endedOnce;

    private Examples(Register register) {
        this.register = register;
    }

    static List<Finding> of(Register register, List<ExampleText> texts) {
        Examples examples = new Examples(register);
        for (int i = 0; i < texts.size(); i++) {
            examples.walk("examples[" + i + "]", texts.get(i));
        }
        if (examples.findings.isEmpty() && !(examples.refusedOnce && examples.endedOnce)) {
            examples.found("examples", "至少举一个走到终点的例子，并且至少有一步应被拒绝。");
        }
        return examples.findings;
    }

    private void walk(String at, ExampleText text) {
        Form.Answers opened = register.form().answers(typed(text.fields()), Map.of());
        opened.problems().forEach((field, problem) -> found(at + ".fields." + field, problem));
        unknown(at, text.fields(), register.form());
        Situation item = new Situation(
                register.start().id(),
                PLACE,
                register.asksUnit() ? UNIT : null,
                null,
                "opener",
                opened.values(),
                Map.of(),
                false,
                0,
                0,
                0,
                true);
        List<StepText> story = text.story() == null ? List.of() : text.story();
        for (int i = 0; i < story.size(); i++) {
            Optional<Situation> next = step(at + ".story[" + i + "]", story.get(i), item);
            if (next.isEmpty()) {
                return;
            }
            item = next.get();
        }
        String ends = Objects.requireNonNullElse(text.ends(), item.state());
        if (!item.state().equals(ends)) {
            found(at + ".ends", "应停在“" + ends + "”，却停在“" + item.state() + "”。");
        }
        endedOnce |= register.state(item.state()).end();
    }

    /** The item afterwards; empty when the story cannot go on. */
    private Optional<Situation> step(String at, StepText text, Situation item) {
        Move move = register.move(Objects.requireNonNullElse(text.move(), "")).orElse(null);
        Hand hand = hand(at, text);
        if (move == null || hand == null) {
            found(at, move == null ? "没有“" + text.move() + "”这个操作。" : "没有“" + text.as() + "”这种岗位。");
            return Optional.empty();
        }
        unknown(at, text.fields(), move.form());
        Form.Answers answers = move.answers(typed(text.fields()), item.facts(register));
        Optional<Refusal> no = Judge.mayTry(register, move, item, hand);
        Situation filled = item.with(answers.values());
        if (no.isEmpty() && !answers.sound()) {
            no = answers.problems().values().stream().findFirst().map(problem -> Refusal.badInput("form", problem));
        }
        if (no.isEmpty()) {
            boolean note = text.note() != null && !text.note().isBlank();
            no = Judge.mayMake(
                    register,
                    move,
                    filled,
                    new Judge.Brought(note, Boolean.TRUE.equals(text.evidence()), Boolean.TRUE.equals(text.signed())));
        }
        String code = no.map(Refusal::code).orElse(null);
        if (!Objects.equals(code, text.refused())) {
            found(
                    at,
                    no.map(refusal -> "应当%s，却被拒绝：%s（%s）"
                                    .formatted(
                                            text.refused() == null ? "可以" : "因 " + text.refused() + " 被拒绝",
                                            refusal.message(),
                                            refusal.code()))
                            .orElse("应当被拒绝（" + text.refused() + "），却可以。"));
            return Optional.empty();
        }
        refusedOnce |= no.isPresent();
        return Optional.of(no.isPresent() ? item : moved(filled, move, hand, text));
    }

    private static Situation moved(Situation item, Move move, Hand hand, StepText text) {
        Map<String, Situation.Made> made = new HashMap<>(item.made());
        made.put(move.id(), Situation.Made.again(made.get(move.id()), hand.id(), item.late()));
        Long unit = item.unit();
        String owner = item.owner();
        switch (move.assigns()) {
            case NOTHING -> {}
            case UNIT -> {
                unit = UNIT;
                owner = null;
            }
            case OWNER -> owner = hand.id();
            case PERSON -> owner = Objects.requireNonNullElse(text.person(), "named");
            case BOTH -> {
                unit = UNIT;
                owner = hand.id();
            }
            case NOBODY -> {
                unit = null;
                owner = null;
            }
        }
        return new Situation(
                move.to() == null ? item.state() : move.to(),
                item.areaCode(),
                unit,
                owner,
                item.opener(),
                item.fields(),
                made,
                item.late(),
                item.level(),
                item.openParts(),
                item.openEarlier(),
                item.wholeSigned());
    }

    /** {@code COMMISSION/王}; OPENER as the role's name stands for who opened it. */
    private @Nullable Hand hand(String at, StepText text) {
        String[] parts = Objects.requireNonNullElse(text.as(), "").split("/", 2);
        boolean outside = Boolean.TRUE.equals(text.outside());
        try {
            Role role = Role.valueOf(parts[0]);
            String id = parts.length == 2 ? parts[1] : parts[0];
            return new Hand(id, id, Set.of(role), outside ? ELSEWHERE : PLACE, outside ? Long.valueOf(UNIT + 1) : UNIT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void unknown(String at, @Nullable Map<String, Object> fields, Form form) {
        Set<String> known = form.fields().stream().map(Form.Field::id).collect(Collectors.toSet());
        for (String name : fields == null ? Set.<String>of() : fields.keySet()) {
            if (!known.contains(name)) {
                found(at + ".fields." + name, "表单中没有这一格。");
            }
        }
    }

    private static Map<String, String> typed(@Nullable Map<String, Object> fields) {
        Map<String, String> typed = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach((name, value) -> typed.put(name, String.valueOf(value)));
        }
        return typed;
    }

    private void found(String where, String why) {
        findings.add(new Finding(where, why));
    }
}
