package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.FormText;
import org.kangcheng.definition.Kind;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.definition.Vocabulary;
import org.kangcheng.governance.RegisterText.AlarmText;
import org.kangcheng.governance.RegisterText.DeadlineText;
import org.kangcheng.governance.RegisterText.MoveText;
import org.kangcheng.governance.RegisterText.PublishesText;
import org.kangcheng.governance.RegisterText.StateText;
import org.kangcheng.governance.RegisterText.SumText;
import org.kangcheng.governance.RegisterText.TermText;

/** Reads one definition of a register, and gathers everything that is wrong with it. */
final class RegisterReader {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PREFIX = Pattern.compile("[A-Z]{2,4}");
    private static final Set<String> RESERVED = Set.of("open", "comment", "alarm", "reveal", "merge", "split");
    private static final int MOST_DAYS = 4_000;
    private static final Set<Form.Input> ON_THE_PHONE = EnumSet.of(
            Form.Input.WHOLE,
            Form.Input.NUMBER,
            Form.Input.TEXT,
            Form.Input.CHOICE,
            Form.Input.YES_NO,
            Form.Input.PLACE);

    private final Definition definition;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final Set<String> stateIds = new HashSet<>();
    private final Set<String> moveIds = new HashSet<>();
    private Vocabulary vocabulary = Vocabulary.of(Map.of());

    RegisterReader(Definition definition) {
        this.definition = definition;
    }

    Register register() throws UnsoundException {
        RegisterText text = definition.as(RegisterText.class);
        Register register = read(text);
        if (findings.isEmpty()) {
            findings.addAll(Soundness.of(register));
        }
        if (findings.isEmpty()) {
            findings.addAll(Examples.of(register, orEmpty(text.examples())));
        }
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return register;
    }

    /**
     * For items that live by a version which stricter checks have found fault with since: as it is written, sound or not; and
     * where a part of it cannot be read any more, to be looked at alone.
     */
    Register asWritten() throws UnsoundException {
        Register register = read(definition.as(RegisterText.class));
        return findings.isEmpty() ? register : register.still();
    }

    private Register read(RegisterText text) {
        if (text.prefix() == null || !PREFIX.matcher(text.prefix()).matches()) {
            found("prefix", "编号前缀应为 2 至 4 个大写字母。");
        }
        vocabulary = Situation.vocabulary(orEmpty(text.moves()).stream()
                .map(MoveText::id)
                .filter(Objects::nonNull)
                .toList());
        Form form = form("form", text.form());
        List<State> states = states(orEmpty(text.states()));
        List<Move> moves = moves(orEmpty(text.moves()));
        return new Register(
                definition,
                Objects.requireNonNullElse(text.prefix(), ""),
                text.opens() == null
                        ? Set.of()
                        : roles("opens.by", orEmpty(text.opens().by())),
                text.opens() != null && Boolean.TRUE.equals(text.opens().unit()),
                text.opens() != null && Boolean.TRUE.equals(text.opens().day()),
                text.opens() != null && Boolean.TRUE.equals(text.opens().person()),
                text.opens() == null
                        ? ""
                        : Objects.requireNonNullElse(text.opens().partsOf(), ""),
                form,
                hidden(orEmpty(text.hidden()), form),
                states,
                moves,
                deadlines(orEmpty(text.deadlines())),
                near(text.near()),
                sums(orEmpty(text.sums())),
                publishes(text.publishes(), orEmpty(text.hidden())),
                alarms(orEmpty(text.alarms())),
                Collections.unmodifiableMap(labels));
    }

    private List<State> states(List<StateText> texts) {
        List<State> states = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = "states[" + i + "]";
            StateText text = texts.get(i);
            String id = id(at + ".id", text.id(), stateIds);
            if (id.equals(Register.MERGED.id())) {
                found(at + ".id", "“merged”由引擎使用，请换一个标识。");
            }
            Term within = text.within() == null ? null : term(at + ".within", text.within(), 1);
            states.add(new State(
                    id,
                    title(at + ".title", text.title()),
                    Boolean.TRUE.equals(text.end()),
                    Boolean.TRUE.equals(text.stopped()),
                    within));
        }
        if (states.isEmpty()) {
            found("states", "至少要有一个环节。");
        }
        return List.copyOf(states);
    }

    private List<Move> moves(List<MoveText> texts) {
        List<Form> forms = new ArrayList<>();
        // The forms first: a rule may ask for what any of them asks.
        for (int i = 0; i < texts.size(); i++) {
            MoveText text = texts.get(i);
            boolean visit = orEmpty(text.needs()).contains("visit");
            forms.add(form("moves[" + i + "].form", visit ? Visit.asked(text.form()) : text.form()));
        }
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            moves.add(move("moves[" + i + "]", texts.get(i), forms.get(i)));
        }
        return List.copyOf(moves);
    }

    private Move move(String at, MoveText text, Form form) {
        String id = id(at + ".id", text.id(), moveIds);
        if (RESERVED.contains(id)) {
            found(at + ".id", "“" + id + "”由引擎使用，请换一个标识。");
        }
        List<String> from = orEmpty(text.from());
        if (from.isEmpty()) {
            found(at + ".from", "应写明从哪些环节办理。");
        }
        from.forEach(state -> known(at + ".from", state));
        if (text.to() != null) {
            known(at + ".to", text.to());
        }
        Set<Role> by = roles(at + ".by", orEmpty(text.by()));
        if (by.isEmpty()) {
            found(at + ".by", "没有人可以办理“" + text.title() + "”：应写明岗位。");
        }
        Rule when = text.when() == null ? null : rule(at + ".when", text.when());
        if (text.extendsBy() != null && vocabulary.names().get(text.extendsBy()) != Kind.WHOLE) {
            found(at + ".extendsBy", "应为表单中的一个整数。");
        }
        return new Move(
                id,
                title(at + ".title", text.title()),
                from,
                text.to(),
                by,
                one(at + ".reach", Reach.class, Objects.requireNonNullElse(text.reach(), "area"), Reach.AREA),
                needs(at + ".needs", orEmpty(text.needs())),
                orEmpty(text.unlike()),
                when,
                text.whenNot(),
                one(
                        at + ".assigns",
                        Move.Assigns.class,
                        Objects.requireNonNullElse(text.assigns(), "nothing"),
                        Move.Assigns.NOTHING),
                text.extendsBy(),
                Boolean.TRUE.equals(text.restarts()),
                phone(at, text, form),
                Boolean.TRUE.equals(text.told()),
                form);
    }

    /** The phone asks for answers, a note, photos, where it is; what else a move needs is not at hand there. */
    private boolean phone(String at, MoveText text, Form form) {
        boolean phone = Boolean.TRUE.equals(text.phone());
        boolean plain = Set.of("note", "evidence", "visit").containsAll(orEmpty(text.needs()))
                && !Set.of("unit", "person").contains(Objects.requireNonNullElse(text.assigns(), "nothing"))
                && form.fields().stream()
                        .allMatch(field -> ON_THE_PHONE.contains(field.input()) && field.computed() == null);
        if (phone && !plain) {
            found(at + ".phone", "手机上只能填表、写说明、拍照、报位置：不能签字、指定单位或人员，也不能以别的事项为条件。");
        }
        return phone;
    }

    private Set<Move.Need> needs(String at, List<String> names) {
        Set<Move.Need> needs = EnumSet.noneOf(Move.Need.class);
        names.forEach(name -> needs.add(one(at, Move.Need.class, name, Move.Need.NOTE)));
        return needs;
    }

    private List<Deadline> deadlines(List<DeadlineText> texts) {
        List<Deadline> deadlines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = "deadlines[" + i + "]";
            DeadlineText text = texts.get(i);
            Term promised = text.promised() == null ? null : term(at + ".promised", text.promised(), 0);
            Term legal = text.legal() == null ? null : term(at + ".legal", text.legal(), 0);
            if (promised == null && legal == null) {
                found(at, "应写明承诺时限 promised 或法定时限 legal。");
            } else if (promised != null && legal != null) {
                if (promised.working() != legal.working()) {
                    found(at, "承诺时限和法定时限应以同一种天数计算。");
                } else if (promised.days() > legal.days()) {
                    found(at, "承诺时限长于法定时限。");
                }
            }
            Rule when = text.when() == null ? null : rule(at + ".when", text.when());
            deadlines.add(new Deadline(when, promised, legal));
        }
        if (deadlines.isEmpty() || deadlines.getLast().when() != null) {
            found("deadlines", "最后一条时限不应有条件：每个事项都要有期限。");
        }
        return List.copyOf(deadlines);
    }

    private int near(@Nullable Integer days) {
        if (days != null && (days < 0 || days > 60)) {
            found("near", "应为 0 至 60 天。");
        }
        return days == null ? 1 : days;
    }

    private List<Sum> sums(List<SumText> texts) {
        List<Sum> sums = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = "sums[" + i + "]";
            SumText text = texts.get(i);
            String field = text.field();
            if (field != null && vocabulary.names().get(field) != Kind.WHOLE) {
                found(at + ".field", "应为表单中的一个整数。");
            }
            if (field != null && text.days() != null) {
                found(at + ".days", "合计的是表单中的数，就不能又是时限的天数。");
            }
            orEmpty(text.in()).forEach(state -> known(at + ".in", state));
            if (orEmpty(text.in()).isEmpty()) {
                found(at + ".in", "应写明在哪些环节合计。");
            }
            sums.add(new Sum(
                    id(at + ".id", text.id(), ids),
                    title(at + ".title", text.title()),
                    Objects.requireNonNullElse(text.unit(), ""),
                    field,
                    text.days() == null ? null : one(at + ".days", Sum.Days.class, text.days(), Sum.Days.LEGAL),
                    Set.copyOf(orEmpty(text.in())),
                    text.when() == null ? null : rule(at + ".when", text.when()),
                    text.per() == null ? null : one(at + ".per", Sum.Per.class, text.per(), Sum.Per.PRIMARY),
                    text.share()));
            if (text.share() != null && !ids.contains(text.share())) {
                found(at + ".share", "前面没有“" + text.share() + "”这个合计。");
            }
        }
        return List.copyOf(sums);
    }

    private @Nullable Publication publishes(@Nullable PublishesText text, List<String> hidden) {
        if (text == null) {
            return null;
        }
        known("publishes.state", String.valueOf(text.state()));
        for (String field : orEmpty(text.fields())) {
            if (hidden.contains(field)) {
                found("publishes.fields", "“" + field + "”是不公开的，不能公示。");
            }
            if (!labels.containsKey(field)) {
                found("publishes.fields", "没有“" + field + "”这一格。");
            }
        }
        return new Publication(
                String.valueOf(text.state()),
                title("publishes.title", text.title()),
                orEmpty(text.fields()),
                title("publishes.certificate", text.certificate()));
    }

    private List<Alarm> alarms(List<AlarmText> texts) {
        List<Alarm> alarms = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < texts.size(); i++) {
            String at = "alarms[" + i + "]";
            AlarmText text = texts.get(i);
            String id = id(at + ".id", text.id(), ids);
            int level = Objects.requireNonNullElse(text.level(), 0);
            if (level < 0 || level > 9) {
                found(at + ".level", "应为 0（提醒）至 9。");
            }
            if (text.after() == null) {
                found(at + ".after", "应写明在到期后（负数为到期前）几天。");
            } else {
                Term after = term(at + ".after", text.after(), -MOST_DAYS);
                alarms.add(new Alarm(id, title(at + ".title", text.title()), after, level));
            }
        }
        return List.copyOf(alarms);
    }

    private Term term(String at, TermText text, int least) {
        Integer days = text.working() == null ? text.days() : text.working();
        boolean one = (text.working() == null) != (text.days() == null);
        if (!one || days == null || days < least || days > MOST_DAYS) {
            found(at, "应写作 {working: 工作日数} 或 {days: 天数}，不少于 %d。".formatted(least));
            return new Term(Math.max(1, least), true);
        }
        return new Term(days, text.working() != null);
    }

    private Form form(String at, @Nullable FormText text) {
        if (text == null) {
            return Form.none();
        }
        try {
            Form form = Form.read(at, text, besides(text));
            for (Form.Field field : form.fields()) {
                Kind before = vocabulary.names().get(field.id());
                if (before != null && before != field.input().kind()) {
                    found(at, "“" + field.id() + "”在别处是另一种内容，请换一个标识。");
                }
                vocabulary = vocabulary.with(field.id(), field.input().kind());
                labels.put(field.id(), field.label());
            }
            return form;
        } catch (UnsoundException e) {
            findings.addAll(e.findings());
            return Form.none();
        }
    }

    /** A field that another form asked already is asked anew: its value is replaced. The engine's own names are not. */
    private Vocabulary besides(FormText text) {
        Map<String, Kind> names = new LinkedHashMap<>(vocabulary.names());
        orEmpty(text.fields()).stream()
                .map(FormText.FieldText::id)
                .filter(labels::containsKey)
                .forEach(names::remove);
        return Vocabulary.of(names);
    }

    private Set<String> hidden(List<String> names, Form form) {
        for (String name : names) {
            boolean text = form.fields().stream()
                    .anyMatch(field -> field.id().equals(name) && field.input() == Form.Input.TEXT);
            if (!text) {
                found("hidden", "“" + name + "”不是登记表单中的文字。");
            }
        }
        return Set.copyOf(names);
    }

    private Set<Role> roles(String at, List<String> names) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            try {
                roles.add(Role.valueOf(name));
            } catch (IllegalArgumentException e) {
                found(at, "没有“%s”这种岗位。".formatted(name));
            }
        }
        return roles;
    }

    private @Nullable Rule rule(String at, String text) {
        try {
            return Rule.parse(at, text, vocabulary);
        } catch (UnsoundException e) {
            findings.addAll(e.findings());
            return null;
        }
    }

    private void known(String at, String state) {
        if (!stateIds.contains(state)) {
            found(at, "没有“" + state + "”这个环节。");
        }
    }

    private String id(String at, @Nullable String id, Set<String> seen) {
        String given = Objects.requireNonNullElse(id, "");
        if (!ID.matcher(given).matches() || !seen.add(given)) {
            found(at, "应为小写英文单词，用连字符连接，不可重复。");
        }
        return given;
    }

    private String title(String at, @Nullable String title) {
        if (title == null || title.isBlank() || title.length() > 40) {
            found(at, "缺少名称，或者超过 40 个字。");
            return "";
        }
        return title.strip();
    }

    private <E extends Enum<E>> E one(String at, Class<E> type, String text, E otherwise) {
        Optional<E> found = EnumSet.allOf(type).stream()
                .filter(it ->
                        it.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst();
        if (found.isEmpty()) {
            found(
                    at,
                    "应为 "
                            + String.join(
                                    "、",
                                    EnumSet.allOf(type).stream()
                                            .map(it -> it.name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', '-'))
                                            .toList())
                            + " 之一。");
        }
        return found.orElse(otherwise);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private void found(String where, String why) {
        findings.add(new Finding(where, why));
    }
}
