package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 登记: a worker has learned of what a programme waits for (a pregnancy, care at home that is wanted, work in a cold store, a
 * diagnosis), and registers it with its day. Whom the worker may register is the caller's care.
 */
@Component
class Registration {
    static final Refusal STANDS = Refusal.conflict("registered", "同一件事已经登记过；登记错了，请先撤销。");

    private static final String SOURCE = "REGISTERED/";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这种登记。");
    private static final Refusal NOT_FOR_HER = Refusal.rule("not-for-her", "此居民不属于可以登记的对象。");
    private static final Refusal BAD_KEY = Refusal.badInput("bad-entry", "这条登记的内容无法解析。");
    private static final Refusal HAS_ITS_END = Refusal.rule("has-its-end", "这一项到期自动结束；登记错了，请撤销。");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,64}");
    static final int LONGEST_UNIT = 100;
    private static final List<FactKind> KINDS = List.of(FactKind.EVENT, FactKind.OCCUPATION, FactKind.DIAGNOSIS);

    /** What a programme asks for alike, and can be registered of a resident: one form. @param asksUnit it asks for the 单位 too */
    record Choice(InForce programme, String asks, int oldest, boolean asksUnit, List<Programme.Enrolment> enrolments) {
        /** What stands above the form. */
        public String title() {
            return enrolments.size() == 1
                    ? enrolments.getFirst().label()
                    : programme.programme().title();
        }
    }

    /** What was registered and stands. @param by who did it @param open it stands until somebody ends it */
    record Registered(
            String label,
            String source,
            LocalDate on,
            String by,
            boolean open,
            @Nullable String unit) {}

    /**
     * What was registered, whatever became of it.
     *
     * @param by who did it, and when
     * @param until the first day without it; null while there is none
     * @param ended who or what ended it, and when; null: nothing has, or it ended by itself
     * @param takenBack who took it back, and when; null while it stands
     */
    record Past(
            String label,
            LocalDate on,
            @Nullable LocalDate until,
            @Nullable String unit,
            String by,
            @Nullable String ended,
            @Nullable String takenBack) {}

    private final Programmes programmes;
    private final PersonReading reading;
    private final FactTable told;
    private final Facts facts;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    Registration(
            Programmes programmes,
            PersonReading reading,
            FactTable told,
            Facts facts,
            People people,
            Ids ids,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.told = told;
        this.facts = facts;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
    }

    List<Choice> choices(long personKey) {
        Map<String, @Nullable Object> known = known(personKey).orElse(null);
        return known == null
                ? List.of()
                : programmes.all().stream()
                        .flatMap(programme -> choices(programme, known))
                        .toList();
    }

    private static Stream<Choice> choices(InForce programme, Map<String, @Nullable Object> known) {
        record Asked(String asks, int oldest, boolean unit) {}
        return programme.programme().enrolments().stream()
                .filter(it -> isFor(it, known))
                .collect(Collectors.groupingBy(
                        it -> new Asked(it.asks(), it.oldest(), it.asksUnit()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(it -> new Choice(
                        programme,
                        it.getKey().asks(),
                        it.getKey().oldest(),
                        it.getKey().unit(),
                        List.copyOf(it.getValue())));
    }

    private static boolean isFor(Programme.Enrolment enrolment, Map<String, @Nullable Object> known) {
        return enrolment.of() == null || enrolment.of().holds(known);
    }

    /** Of who lives. */
    private Optional<PersonFacts> living(long personKey) {
        return reading.of(people.resolve(personKey), CityTime.today(clock)).filter(it -> it.diedOn() == null);
    }

    private Optional<Map<String, @Nullable Object>> known(long personKey) {
        return living(personKey).map(it -> it.on(CityTime.today(clock)));
    }

    /** What workers have registered of her, and is not over. */
    List<Registered> registered(long personKey) {
        Collection<Long> keys = people.aliases(personKey);
        return KINDS.stream()
                .flatMap(kind -> standing(keys, kind)
                        .filter(it -> it.source().startsWith(SOURCE))
                        .map(it -> new Registered(
                                label(kind, it.code()),
                                it.source(),
                                it.fromDate(),
                                by(it.source()),
                                it.toDate() == null,
                                it.unit())))
                .toList();
    }

    /** All that workers have ever registered of her, with who ended it or took it back, the newest first. */
    List<Past> past(long personKey) {
        return told.everTold(people.aliases(personKey), SOURCE).stream()
                .map(it -> new Past(
                        label(it.kind(), it.code()),
                        it.fromDate(),
                        it.toDate(),
                        it.unit(),
                        by(it.source()) + " " + CityTime.dayOf(it.recordedAt()),
                        when(it.endedBy(), it.endedAt()),
                        when(it.withdrawnBy(), it.withdrawnAt())))
                .toList();
    }

    /** Whether something was registered under a key, whatever became of it. */
    boolean wasTold(long personKey, String key) {
        return !told.everTold(people.aliases(personKey), SOURCE + key + "/").isEmpty();
    }

    private static @Nullable String when(@Nullable String who, @Nullable Instant at) {
        if (at == null) {
            return null;
        }
        String name = who == null ? "" : who.startsWith(SOURCE) ? by(who) : who;
        return (name + " " + CityTime.dayOf(at)).strip();
    }

    private Stream<FactTable.Told> standing(Collection<Long> keys, FactKind kind) {
        LocalDate today = CityTime.today(clock);
        return told.told(keys, kind).stream()
                .filter(it -> it.toDate() == null || it.toDate().isAfter(today));
    }

    private String label(FactKind kind, String code) {
        return programmes.all().stream()
                .flatMap(programme -> programme.programme().enrolments().stream())
                .filter(it -> it.kind() == kind && it.code().equals(code))
                .map(Programme.Enrolment::label)
                .findFirst()
                .orElse(code);
    }

    private static String by(String source) {
        return source.substring(source.indexOf('/', SOURCE.length()) + 1);
    }

    /**
     * @param code of one of the programme's enrolments
     * @param on the day of it, as the definition asks for it
     * @param unit 单位: where the work is; null or blank when nobody said
     */
    @Transactional
    public Optional<Refusal> register(
            Actor actor, long personKey, String programmeId, String code, LocalDate on, @Nullable String unit) {
        return register(actor, personKey, programmeId, code, on, unit, Long.toString(ids.next()));
    }

    /** @param key of this registration alone: told again under it, nothing changes and the answer is the same */
    @Transactional
    public Optional<Refusal> register(
            Actor actor,
            long personKey,
            String programmeId,
            String code,
            LocalDate on,
            @Nullable String unit,
            String key) {
        if (!KEY.matcher(key).matches()) {
            return Optional.of(BAD_KEY);
        }
        return programmes.find(programmeId).stream()
                .flatMap(programme -> programme.programme().enrolments().stream())
                .filter(it -> it.code().equals(code))
                .findFirst()
                .map(it -> register(actor, personKey, it, on, said(unit), key))
                .orElse(Optional.of(UNKNOWN));
    }

    private static @Nullable String said(@Nullable String unit) {
        return unit == null || unit.isBlank() ? null : unit.strip();
    }

    /** @param on the day of it, as the definition asks for it @param unit 单位: where the work is; null when nobody said */
    @Transactional
    public Optional<Refusal> register(
            Actor actor, long personKey, Programme.Enrolment enrolment, LocalDate on, @Nullable String unit) {
        return register(actor, personKey, enrolment, on, unit, Long.toString(ids.next()));
    }

    private Optional<Refusal> register(
            Actor actor,
            long personKey,
            Programme.Enrolment enrolment,
            LocalDate on,
            @Nullable String unit,
            String key) {
        String source = SOURCE + key + "/" + actor.name();
        // What stands already is no reason to hold her, nor to look at her again.
        if (!stands(personKey, enrolment)) {
            facts.hold(personKey);
        }
        if (!told.everTold(people.aliases(personKey), source).isEmpty()) {
            return Optional.empty();
        }
        Optional<Refusal> refusal = cannot(personKey, enrolment, on, unit);
        if (refusal.isEmpty()) {
            facts.tell(personKey, enrolment.kind(), enrolment.code(), on, enrolment.until(on), source, unit);
            enrolment.ends().forEach(code -> facts.endEvent(personKey, code, on, source));
        }
        return refusal;
    }

    private boolean stands(long personKey, Programme.Enrolment enrolment) {
        return standing(people.aliases(personKey), enrolment.kind())
                .anyMatch(it -> it.code().equals(enrolment.code()));
    }

    private Optional<Refusal> cannot(
            long personKey, Programme.Enrolment enrolment, LocalDate on, @Nullable String unit) {
        // Before all else: who has it already is often nobody any more for whom it could be registered.
        if (stands(personKey, enrolment)) {
            return Optional.of(STANDS);
        }
        PersonFacts person = living(personKey).orElse(null);
        LocalDate today = CityTime.today(clock);
        if (person == null || !isFor(enrolment, person.on(today))) {
            return Optional.of(NOT_FOR_HER);
        }
        if (on.isAfter(today) || on.isBefore(today.minusDays(enrolment.oldest()))) {
            return badDay("“%s”应在今天以前的 %s之内。".formatted(enrolment.asks(), enrolment.span()));
        }
        if (on.isBefore(person.birth())) {
            return badDay("“%s”不能早于出生日期 %s。".formatted(enrolment.asks(), person.birth()));
        }
        if (unit != null && unit.length() > LONGEST_UNIT) {
            return Optional.of(Refusal.badInput("unit", "“单位”最多 %d 个字。".formatted(LONGEST_UNIT)));
        }
        return standing(people.aliases(personKey), enrolment.kind())
                .filter(it ->
                        enrolment.ends().contains(it.code()) && !it.fromDate().isBefore(on))
                .findFirst()
                .flatMap(it -> badDay("“%s”应晚于“%s”的日期 %s。"
                        .formatted(enrolment.asks(), label(enrolment.kind(), it.code()), it.fromDate())));
    }

    private static Optional<Refusal> badDay(String sentence) {
        return Optional.of(Refusal.badInput("on", sentence));
    }

    /** 撤销: it was registered by mistake, and never was; what it had ended goes on. */
    @Transactional
    public Optional<Refusal> takeBack(Actor actor, long personKey, String source) {
        facts.hold(personKey);
        if (registered(personKey).stream().noneMatch(it -> it.source().equals(source))) {
            return Optional.of(UNKNOWN);
        }
        facts.withdraw(personKey, source, actor.name());
        return Optional.empty();
    }

    /** 不再属于: it was so until yesterday. What was registered only today is taken back. */
    @Transactional
    public Optional<Refusal> end(Actor actor, long personKey, String source) {
        facts.hold(personKey);
        Registered registered = registered(personKey).stream()
                .filter(it -> it.source().equals(source))
                .findFirst()
                .orElse(null);
        if (registered == null) {
            return Optional.of(UNKNOWN);
        }
        if (!registered.open()) {
            return Optional.of(HAS_ITS_END);
        }
        LocalDate today = CityTime.today(clock);
        if (registered.on().equals(today)) {
            facts.withdraw(personKey, source, actor.name());
        } else {
            facts.endOf(personKey, source, today, actor.name());
        }
        return Optional.empty();
    }
}
