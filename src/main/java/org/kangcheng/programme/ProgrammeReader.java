package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.CanHold;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.definition.Vocabulary;
import org.kangcheng.kernel.Fen;
import org.kangcheng.programme.ProgrammeText.AnswersText;
import org.kangcheng.programme.ProgrammeText.EnrolmentText;
import org.kangcheng.programme.ProgrammeText.ExampleText;
import org.kangcheng.programme.ProgrammeText.ServiceText;
import org.kangcheng.programme.ProgrammeText.SpendingText;

/** Reads a programme out of its definition, gathering what is wrong. */
final class ProgrammeReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MOST_YUAN = 10_000_000;
    private static final int MOST_MONTHS = 60;
    private static final Pattern CODE_OF_SYSTEM = Pattern.compile("[^|\\s]+\\|[^|\\s]+");

    private final Definition definition;
    private final Findings findings = new Findings();

    ProgrammeReader(Definition definition) {
        this.definition = definition;
    }

    Programme programme() throws UnsoundException {
        ProgrammeText text = definition.as(ProgrammeText.class);
        Rule members = text.members() == null
                ? null
                : findings.rule("members", text.members()).orElse(null);
        if (text.members() == null) {
            findings.add("members", "缺少服务对象的规则。");
        }
        List<Service> services = services(text.services(), members);
        Map<String, Integer> targets = text.targets() == null ? Map.of() : text.targets();
        targets.forEach((area, share) -> {
            if (!area.matches("[0-9]{4,12}") || share == null || share < 0 || share > 100) {
                findings.add("targets." + area, "应为“区划代码: 百分数”。");
            }
        });
        List<Programme.Enrolment> enrolments = enrolments(text.enrols());
        Programme.Spending spending = text.spending() == null ? null : spending(text.spending());
        if (members != null) {
            members(members, text.examples());
        }
        if (!findings.all().isEmpty() || members == null) {
            throw new UnsoundException(findings.all());
        }
        return new Programme(
                definition,
                members,
                services,
                Map.copyOf(targets),
                Boolean.TRUE.equals(text.relief()),
                enrolments,
                spending);
    }

    private List<Service> services(@Nullable List<ServiceText> texts, @Nullable Rule members) {
        if (texts == null || texts.isEmpty()) {
            findings.add("services", "至少要有一项服务。");
            return List.of();
        }
        List<Service> services = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            service("services[" + i + "]", texts.get(i), ids, members).ifPresent(services::add);
        }
        return services;
    }

    private Optional<Service> service(String at, ServiceText text, Set<String> ids, @Nullable Rule members) {
        String id = text.id() == null ? "" : text.id();
        if (!ID.matcher(id).matches() || !ids.add(id)) {
            findings.add(at + ".id", "应为小写英文单词，用连字符连接，不可重复。");
        }
        String title = text.title() == null ? "" : text.title().strip();
        if (title.isEmpty()) {
            findings.add(at + ".title", "缺少服务名称。");
        }
        Rule when = text.when() == null
                ? null
                : findings.rule(at + ".when", text.when()).orElse(null);
        if (when != null && members != null && !CanHold.together(PersonFacts.VOCABULARY, List.of(members, when))) {
            findings.add(at + ".when", "服务对象中不可能有人符合这个条件。");
        }
        Optional<Cadence> cadence = text.cadence() == null
                ? Optional.empty()
                : new CadenceReader(findings).read(at + ".cadence", text.cadence());
        if (text.cadence() == null) {
            findings.add(at + ".cadence", "缺少频次。");
        }
        Set<Role> by = roles(at + ".by", text.by());
        String benefit = text.benefit() == null
                ? null
                : findings.code(at + ".benefit", text.benefit(), "待遇").orElse(null);
        Form form = form(at + ".form", text);
        for (int i = 0; text.examples() != null && i < text.examples().size(); i++) {
            answered(at + ".examples[" + i + "]", text.examples().get(i), form);
        }
        Set<String> counts = codes(at + ".counts", text.counts());
        Set<String> settled = new HashSet<>();
        for (String rule : text.settled() == null ? List.<String>of() : text.settled()) {
            findings.code(at + ".settled", rule, "结算规则").ifPresent(settled::add);
        }
        boolean confirmed = text.confirm() != null;
        if (confirmed && !"resident".equals(text.confirm())) {
            findings.add(at + ".confirm", "只能写 resident：由居民本人确认。");
        }
        return cadence.map(
                it -> new Service(id, title, when, it, by, benefit, form, counts, Set.copyOf(settled), confirmed));
    }

    private List<Programme.Enrolment> enrolments(@Nullable List<EnrolmentText> texts) {
        List<Programme.Enrolment> enrolments = new ArrayList<>();
        for (int i = 0; texts != null && i < texts.size(); i++) {
            EnrolmentText text = texts.get(i);
            String at = "enrols[" + i + "]";
            Optional<Told> told = told(at, text);
            String label = text.label() == null ? "" : text.label().strip();
            String asks = text.asks() == null ? "" : text.asks().strip();
            if (label.isEmpty() || asks.isEmpty()) {
                findings.add(at, "应写明登记的名称 label 和所问的日期 asks。");
            }
            if (text.event() == null) {
                findings.lifetime(at + ".oldest", text.oldest());
            } else {
                findings.days(at + ".oldest", text.oldest());
            }
            int lasts = text.lasts() == null ? 0 : text.lasts();
            boolean open = lasts == 0 && text.event() == null;
            if (!open && (lasts <= text.oldest() || lasts > Findings.MOST_DAYS)) {
                findings.add(at + ".lasts", "应大于 oldest，最多 %d 天。".formatted(Findings.MOST_DAYS));
            }
            Rule of = text.of() == null
                    ? null
                    : findings.rule(at + ".of", text.of()).orElse(null);
            List<String> ends = ends(at + ".ends", text);
            told.ifPresent(it -> enrolments.add(
                    new Programme.Enrolment(it.kind, it.code, label, asks, of, text.oldest(), lasts, ends)));
        }
        if (enrolments.stream().map(Programme.Enrolment::label).distinct().count() < enrolments.size()) {
            findings.add("enrols", "各项登记的名称 label 不可重复：表格里按它认。");
        }
        if (enrolments.stream().map(Programme.Enrolment::code).distinct().count() < enrolments.size()) {
            findings.add("enrols", "各项登记的代码不可重复：登记时按它认。");
        }
        return List.copyOf(enrolments);
    }

    /** What an event ends are other events. */
    private List<String> ends(String at, EnrolmentText text) {
        List<String> ends = new ArrayList<>();
        for (String code : text.ends() == null ? List.<String>of() : text.ends()) {
            findings.code(at, code, "事件").ifPresent(ends::add);
        }
        if (!ends.isEmpty() && (text.event() == null || ends.contains(text.event()))) {
            findings.add(at, "只有事件可以写，写随它结束的其他事件。");
        }
        return List.copyOf(ends);
    }

    private record Told(FactKind kind, String code) {}

    private Optional<Told> told(String at, EnrolmentText text) {
        if (Stream.of(text.event(), text.occupation(), text.diagnosis())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            findings.add(at, "event（事件）、occupation（从业）、diagnosis（患病）应写明其中一个。");
            return Optional.empty();
        }
        if (text.event() != null) {
            return findings.code(at + ".event", text.event(), "事件").map(it -> new Told(FactKind.EVENT, it));
        }
        return text.occupation() != null
                ? findings.code(at + ".occupation", text.occupation(), "从业")
                        .map(it -> new Told(FactKind.OCCUPATION, it))
                : findings.code(at + ".diagnosis", text.diagnosis(), "患病").map(it -> new Told(FactKind.DIAGNOSIS, it));
    }

    private Programme.@Nullable Spending spending(SpendingText text) {
        if (text.yuan() < 1 || text.yuan() > MOST_YUAN || text.months() < 1 || text.months() > MOST_MONTHS) {
            findings.add("spending", "应为 1 至 %d 元、1 至 %d 个月。".formatted(MOST_YUAN, MOST_MONTHS));
        }
        return findings.code("spending.warns", text.warns(), "事件")
                .map(event -> new Programme.Spending(event, Fen.ofYuan(text.yuan()), text.months()))
                .orElse(null);
    }

    private Set<String> codes(String at, @Nullable List<String> texts) {
        Set<String> codes = new HashSet<>(texts == null ? List.of() : texts);
        codes.stream()
                .filter(code -> !CODE_OF_SYSTEM.matcher(code).matches())
                .forEach(code -> findings.add(at, "“%s”应为“编码体系|代码”。".formatted(code)));
        return Set.copyOf(codes);
    }

    private Set<Role> roles(String at, @Nullable List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names == null ? List.<String>of() : names) {
            try {
                roles.add(Role.valueOf(name));
            } catch (IllegalArgumentException e) {
                findings.add(at, "没有“%s”这种岗位。".formatted(name));
            }
        }
        if (roles.isEmpty()) {
            findings.add(at, "应写明由谁服务。");
        }
        return roles;
    }

    private Form form(String at, ServiceText text) {
        if (text.form() == null) {
            return Form.none();
        }
        try {
            return Form.read(at, text.form(), PersonFacts.IN_FORMS);
        } catch (UnsoundException e) {
            findings.add(e);
            return Form.none();
        }
    }

    /** A rule that nobody can meet is found by thinking; one that takes everybody or nobody shows itself in its examples. */
    private void members(Rule members, @Nullable List<ExampleText> examples) {
        if (!CanHold.together(PersonFacts.VOCABULARY, List.of(members))) {
            findings.add("members", "条件互相矛盾：不可能有居民符合。");
        }
        List<ExampleText> given = examples == null ? List.of() : examples;
        if (given.stream().noneMatch(it -> Boolean.TRUE.equals(it.member()))
                || given.stream().noneMatch(it -> Boolean.FALSE.equals(it.member()))) {
            findings.add("examples", "至少举一个属于、一个不属于服务对象的例子。");
        }
        for (int i = 0; i < given.size(); i++) {
            example("examples[" + i + "]", given.get(i), members);
        }
    }

    /** What a form must come to: a grade, or a field that refuses. */
    private void answered(String at, AnswersText example, Form form) {
        Map<String, String> typed = new HashMap<>();
        (example.answers() == null ? Map.<String, Object>of() : example.answers())
                .forEach((field, answer) -> typed.put(field, String.valueOf(answer)));
        Map<String, @Nullable Object> facts = facts(at, example.facts(), PersonFacts.IN_FORMS);
        Form.Answers answers = form.answers(typed, facts);
        if (example.refused() != null) {
            if (!answers.problems().containsKey(example.refused())) {
                findings.add(at, "例子的答案应在“%s”一格退回，按表单却不退回。".formatted(example.refused()));
            }
        } else if (!answers.sound()) {
            findings.add(at, "例子的答案不能接受：" + String.join("", new TreeMap<>(answers.problems()).values()));
        } else {
            String grade =
                    form.grade(answers.values(), facts).map(Form.Grade::code).orElse("没有分级");
            if (!grade.equals(example.grade())) {
                findings.add(at, "例子的分级应为 %s，按表单却是 %s。".formatted(example.grade(), grade));
            }
        }
    }

    private Map<String, @Nullable Object> facts(String at, @Nullable Map<String, Object> given, Vocabulary vocabulary) {
        Map<String, @Nullable Object> facts = new HashMap<>();
        for (Map.Entry<String, Object> fact : (given == null ? Map.<String, Object>of() : given).entrySet()) {
            if (!vocabulary.names().containsKey(fact.getKey())) {
                findings.add(at + ".facts." + fact.getKey(), "没有这种居民信息。");
            }
            facts.put(fact.getKey(), fact.getValue() instanceof Integer number ? number.longValue() : fact.getValue());
        }
        return facts;
    }

    private void example(String at, ExampleText example, Rule members) {
        Map<String, @Nullable Object> facts = facts(at, example.facts(), PersonFacts.VOCABULARY);
        boolean expected = Boolean.TRUE.equals(example.member());
        if (members.holds(facts) != expected) {
            findings.add(at, expected ? "例子中的人应当属于服务对象，按规则却不属于。" : "例子中的人不应属于服务对象，按规则却属于。");
        }
    }
}
