package org.kangcheng.programme;

import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.programme.ProgrammeText.CadenceText;
import org.kangcheng.programme.ProgrammeText.CalendarText;
import org.kangcheng.programme.ProgrammeText.ExampleText;
import org.kangcheng.programme.ProgrammeText.PointText;
import org.kangcheng.programme.ProgrammeText.ServiceText;
import org.kangcheng.programme.ProgrammeText.UntilText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads programmes out of their definitions, and tells everything that is wrong with one. */
public final class ProgrammeEngine implements Engine {
    static final String NAME = "programme";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final int MOST_DAYS = 4_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> check(Definition definition) {
        try {
            read(definition);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    static Programme read(Definition definition) throws UnsoundException {
        return new Reader(definition).programme();
    }

    private static final class Reader {
        private final Definition definition;
        private final List<Finding> findings = new ArrayList<>();

        Reader(Definition definition) {
            this.definition = definition;
        }

        Programme programme() throws UnsoundException {
            ProgrammeText text = text();
            Rule members = text.members() == null ? null : rule("members", text.members());
            if (text.members() == null) {
                found("members", "缺少服务对象的规则。");
            }
            List<Service> services = services(text.services());
            Map<String, Integer> targets = text.targets() == null ? Map.of() : text.targets();
            targets.forEach((area, share) -> {
                if (!area.matches("[0-9]{4,12}") || share == null || share < 0 || share > 100) {
                    found("targets." + area, "应为“区划代码: 百分数”。");
                }
            });
            if (members != null) {
                examples(text.examples(), members);
            }
            if (!findings.isEmpty() || members == null) {
                throw new UnsoundException(findings);
            }
            return new Programme(definition, members, services, Map.copyOf(targets));
        }

        private ProgrammeText text() throws UnsoundException {
            try {
                return JSON.treeToValue(definition.body(), ProgrammeText.class);
            } catch (DatabindException e) {
                String path = e.getPath().stream()
                        .map(step -> step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getPropertyName())
                        .reduce("", String::concat);
                throw new UnsoundException(path.startsWith(".") ? path.substring(1) : path, "不认识这一项，或者它的写法不对。");
            } catch (JacksonException e) {
                throw new UnsoundException("", "定义的写法不对。");
            }
        }

        private List<Service> services(@Nullable List<ServiceText> texts) {
            if (texts == null || texts.isEmpty()) {
                found("services", "至少要有一项服务。");
                return List.of();
            }
            List<Service> services = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                service("services[" + i + "]", texts.get(i), ids).ifPresent(services::add);
            }
            return services;
        }

        private Optional<Service> service(String at, ServiceText text, Set<String> ids) {
            String id = text.id() == null ? "" : text.id();
            if (!ID.matcher(id).matches() || !ids.add(id)) {
                found(at + ".id", "应为小写英文单词，用连字符连接，不可重复。");
            }
            String title = text.title() == null ? "" : text.title().strip();
            if (title.isEmpty()) {
                found(at + ".title", "缺少服务名称。");
            }
            Rule when = text.when() == null ? null : rule(at + ".when", text.when());
            Optional<Cadence> cadence =
                    text.cadence() == null ? Optional.empty() : cadence(at + ".cadence", text.cadence());
            if (text.cadence() == null) {
                found(at + ".cadence", "缺少频次。");
            }
            Set<Role> by = roles(at + ".by", text.by());
            Form form = form(at + ".form", text);
            boolean confirmed = text.confirm() != null;
            if (confirmed && !"resident".equals(text.confirm())) {
                found(at + ".confirm", "只能写 resident：由居民本人确认。");
            }
            return cadence.map(it -> new Service(id, title, when, it, by, form, confirmed));
        }

        private Set<Role> roles(String at, @Nullable List<String> names) {
            Set<Role> roles = EnumSet.noneOf(Role.class);
            for (String name : names == null ? List.<String>of() : names) {
                try {
                    roles.add(Role.valueOf(name));
                } catch (IllegalArgumentException e) {
                    found(at, "没有“%s”这种岗位。".formatted(name));
                }
            }
            if (roles.isEmpty()) {
                found(at, "应写明由谁服务。");
            }
            return roles;
        }

        private Form form(String at, ServiceText text) {
            if (text.form() == null) {
                return Form.none();
            }
            try {
                return Form.read(at, text.form(), PersonFacts.VOCABULARY);
            } catch (UnsoundException e) {
                findings.addAll(e.findings());
                return Form.none();
            }
        }

        private Optional<Cadence> cadence(String at, CadenceText text) {
            long given = Stream.of(
                            text.once(),
                            text.every(),
                            text.yearly(),
                            text.weekly(),
                            text.calendar(),
                            text.draw(),
                            text.after(),
                            text.until())
                    .filter(Objects::nonNull)
                    .count();
            if (given != 1) {
                found(at, "应为 once、every、yearly、weekly、calendar、draw、after、until 之一。");
                return Optional.empty();
            }
            if (text.once() != null) {
                days(at + ".once.within", text.once().within());
                return Optional.of(new Cadence.Once(text.once().within()));
            }
            if (text.every() != null) {
                return Optional.of(every(at + ".every", text.every()));
            }
            if (text.weekly() != null) {
                return Optional.of(weekly(at + ".weekly", text.weekly()));
            }
            if (text.calendar() != null) {
                return calendar(at + ".calendar", text.calendar());
            }
            if (text.draw() != null) {
                if (text.draw().share() < 1 || text.draw().share() > 100) {
                    found(at + ".draw.share", "应为 1 至 100。");
                }
                return Optional.of(new Cadence.Draw(Math.clamp(text.draw().share(), 1, 100)));
            }
            if (text.after() != null) {
                int within = text.after().within();
                days(at + ".after.within", within);
                return code(at + ".after.event", text.after().event()).map(event -> new Cadence.After(event, within));
            }
            if (text.until() != null) {
                return until(at + ".until", text.until());
            }
            return Optional.of(new Cadence.Yearly());
        }

        private Optional<Cadence> until(String at, UntilText text) {
            days(at + ".within", text.within());
            if (text.holds() == null) {
                found(at + ".holds", "缺少规则：什么成立时就算办成。");
                return Optional.empty();
            }
            Rule holds = rule(at + ".holds", text.holds());
            return holds == null ? Optional.empty() : Optional.of(new Cadence.Until(holds, text.within()));
        }

        private Cadence every(String at, ProgrammeText.EveryText text) {
            if (text.days() < 1 || text.days() > MOST_DAYS) {
                found(at + ".days", "应为 1 至 %d 天。".formatted(MOST_DAYS));
            }
            days(at + ".first", text.first());
            if (text.early() < 0 || text.early() >= Math.max(1, text.days())) {
                found(at + ".early", "应少于间隔天数。");
            }
            return new Cadence.Every(text.days(), text.first(), text.early());
        }

        private Cadence weekly(String at, ProgrammeText.WeeklyText text) {
            boolean possible = text.times() >= 1 && text.gap() >= 1 && (text.times() - 1) * (long) text.gap() <= 6;
            if (!possible) {
                found(at, "一周之内安排不下：次数和最短间隔（天）互相矛盾。");
            }
            return new Cadence.Weekly(text.times(), text.gap());
        }

        private Optional<Cadence> calendar(String at, CalendarText text) {
            String anchor = null;
            if (!"birth".equals(text.anchor())) {
                Optional<String> event = code(at + ".anchor", text.anchor());
                if (event.isEmpty()) {
                    return Optional.empty();
                }
                anchor = event.get();
            }
            List<PointText> points = text.points() == null ? List.of() : text.points();
            if (points.isEmpty()) {
                found(at + ".points", "至少要有一个时点。");
            }
            List<Cadence.Calendar.Point> read = new ArrayList<>();
            for (int i = 0; i < points.size(); i++) {
                point(at + ".points[" + i + "]", points.get(i)).ifPresent(read::add);
            }
            return Optional.of(new Cadence.Calendar(anchor, List.copyOf(read)));
        }

        private Optional<Cadence.Calendar.Point> point(String at, PointText text) {
            try {
                Period opens = Period.parse(Objects.requireNonNullElse(text.opens(), ""));
                Period due = Period.parse(Objects.requireNonNullElse(text.due(), ""));
                if (due.toTotalMonths() * 30 + due.getDays() < opens.toTotalMonths() * 30 + opens.getDays()) {
                    found(at, "截止早于开始。");
                }
                return Optional.of(
                        new Cadence.Calendar.Point(Objects.requireNonNullElse(text.title(), ""), opens, due));
            } catch (DateTimeException e) {
                found(at, "opens 和 due 应写作 P28D、P3M、P1Y 这样的时长。");
                return Optional.empty();
            }
        }

        private Optional<String> code(String at, @Nullable String code) {
            if (code == null || !CODE.matcher(code).matches()) {
                found(at, "应为 birth 或者大写英文的事件代码。");
                return Optional.empty();
            }
            return Optional.of(code);
        }

        private void days(String at, int days) {
            if (days < 0 || days > MOST_DAYS) {
                found(at, "应为 0 至 %d 天。".formatted(MOST_DAYS));
            }
        }

        private @Nullable Rule rule(String at, String text) {
            try {
                return Rule.parse(at, text, PersonFacts.VOCABULARY);
            } catch (UnsoundException e) {
                findings.addAll(e.findings());
                return null;
            }
        }

        /** Both somebody who belongs and somebody who does not: a rule that takes everybody or nobody shows itself. */
        private void examples(@Nullable List<ExampleText> examples, Rule members) {
            List<ExampleText> given = examples == null ? List.of() : examples;
            if (given.stream().noneMatch(it -> Boolean.TRUE.equals(it.member()))
                    || given.stream().noneMatch(it -> Boolean.FALSE.equals(it.member()))) {
                found("examples", "至少举一个属于、一个不属于服务对象的例子。");
            }
            for (int i = 0; i < given.size(); i++) {
                example("examples[" + i + "]", given.get(i), members);
            }
        }

        private void example(String at, ExampleText example, Rule members) {
            Map<String, @Nullable Object> facts = new HashMap<>();
            for (Map.Entry<String, Object> fact :
                    (example.facts() == null ? Map.<String, Object>of() : example.facts()).entrySet()) {
                if (!PersonFacts.VOCABULARY.names().containsKey(fact.getKey())) {
                    found(at + ".facts." + fact.getKey(), "没有这种居民信息。");
                }
                facts.put(
                        fact.getKey(),
                        fact.getValue() instanceof Integer number ? number.longValue() : fact.getValue());
            }
            boolean expected = Boolean.TRUE.equals(example.member());
            if (members.holds(facts) != expected) {
                found(at, expected ? "例子中的人应当属于服务对象，按规则却不属于。" : "例子中的人不应属于服务对象，按规则却属于。");
            }
        }

        private void found(String where, String why) {
            findings.add(new Finding(where, why));
        }
    }
}
