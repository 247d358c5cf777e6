package org.kangcheng.programme;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.card.CardMarks;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.offline.OfflinePart;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 随访: today's work on the phone of a village doctor. She takes along whoever can be served in the days that she may be
 * without a network, with what was found the last time, and the forms; she brings back what she recorded, which
 * {@link Deliver} takes as from any page.
 */
@Component
class FieldPart implements OfflinePart {
    /** The phone forgets everything after 72 hours without contact: what opens later, a later download brings. */
    private static final int DAYS_AHEAD = 3;

    private static final int LONGEST_ANSWER = 50_000;
    private static final int MOST_ANSWERS = 200;
    private static final Refusal UNREADABLE = Refusal.badInput("bad-entry", "这条记录的内容无法解析。");

    private final Programmes programmes;
    private final WorkTable work;
    private final SubjectTable subjects;
    private final DeliveryTable deliveries;
    private final PhoneDates dates;
    private final Deliver deliver;
    private final PhoneReports reports;
    private final Scope scope;
    private final People people;
    private final CardMarks cards;
    private final Readings log;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FieldPart(
            Programmes programmes,
            WorkTable work,
            SubjectTable subjects,
            DeliveryTable deliveries,
            PhoneDates dates,
            Deliver deliver,
            PhoneReports reports,
            Scope scope,
            People people,
            CardMarks cards,
            Readings log,
            JsonMapper json,
            TransactionTemplate transaction,
            Clock clock) {
        this.programmes = programmes;
        this.work = work;
        this.subjects = subjects;
        this.deliveries = deliveries;
        this.dates = dates;
        this.deliver = deliver;
        this.reports = reports;
        this.scope = scope;
        this.people = people;
        this.cards = cards;
        this.log = log;
        this.json = json;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "field";
    }

    @Override
    public boolean serves(Actor actor) {
        return actor.is(Role.VILLAGE_DOCTOR);
    }

    @Override
    @Transactional
    public Download download(Actor actor, Map<String, String> have, int most) {
        Area village = scope.area(actor, "");
        Download download = Download.of(about(actor, village), items(actor, village), have, most);
        for (Item item : download.changed()) {
            log.log(actor, PublicId.decode(item.id()).orElseThrow(), "公共卫生服务（下载到手机）", Purpose.PUBLIC_HEALTH);
        }
        return download;
    }

    /** The forms, and the place. */
    private Item about(Actor actor, Area village) {
        Map<String, Object> services = new TreeMap<>();
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                if (delivers(actor, service)) {
                    Map<String, Object> data = service(
                            programme.programme().title(),
                            programme.programme().definition().version(),
                            service);
                    data.put("of", programme.programme().id());
                    services.put(Integer.toString(programme.number(service)), data);
                }
            }
        }
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("area", village.name());
        about.put("services", services);
        reports.about(about);
        return Item.of("about", json.writeValueAsString(about));
    }

    private static boolean delivers(Actor actor, Service service) {
        return actor.roles().stream().anyMatch(service.by()::contains);
    }

    /** What the phone must know of a service to ask, check, grade and date it. */
    static Map<String, Object> service(String programme, int version, Service service) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("programme", programme);
        data.put("title", service.title());
        data.put("version", version);
        data.put("form", service.form().data());
        data.put("cadence", CadenceData.of(service.cadence()));
        return data;
    }

    private List<Item> items(Actor actor, Area village) {
        Map<Long, List<WorkTable.Row>> open = new TreeMap<>();
        for (WorkTable.Row row :
                work.openBy(village.code(), CityTime.today(clock).plusDays(DAYS_AHEAD))) {
            if (programmes
                    .service(row.serviceNo())
                    .filter(it -> delivers(actor, it))
                    .isPresent()) {
                open.computeIfAbsent(row.personKey(), _ -> new ArrayList<>()).add(row);
            }
        }
        Map<Long, SubjectTable.Known> known = subjects.known(village.code(), CityTime.today(clock)).stream()
                .collect(Collectors.toMap(SubjectTable.Known::personKey, Function.identity()));
        Map<Long, Map<Integer, Delivery>> before = new HashMap<>();
        for (Delivery delivery : deliveries.newest(open.keySet())) {
            before.computeIfAbsent(delivery.personKey(), _ -> new HashMap<>()).put(delivery.serviceNo(), delivery);
        }
        Map<Long, String> marks = cards.of(open.keySet());
        PhoneDates.Known dated = dates.of(open.keySet());
        List<Item> items = new ArrayList<>();
        for (People.AtHome home : people.atHome(open.keySet())) {
            long key = home.person().personKey();
            SubjectTable.Known facts = known.get(key);
            if (facts != null) {
                Map<String, Object> content = person(home, facts, marks.get(key));
                dated.person(key, content);
                content.put(
                        "duties", duties(open.getOrDefault(key, List.of()), before.getOrDefault(key, Map.of()), dated));
                items.add(Item.of(PublicId.encode(key), json.writeValueAsString(content)));
            }
        }
        return items;
    }

    private static Map<String, Object> person(People.AtHome home, SubjectTable.Known facts, @Nullable String mark) {
        Person person = home.person();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", person.name());
        content.put("sex", person.sex().label());
        content.put("birth", person.birthDate().toString());
        content.put("place", home.address() == null ? "" : home.address());
        if (mark != null) {
            content.put("card", mark);
        }
        Map<String, Object> about = new LinkedHashMap<>();
        if (facts.sex() != null) {
            about.put("sex", facts.sex());
        }
        about.put("area", facts.areaCode());
        about.put("statuses", facts.statuses());
        about.put("diagnoses", facts.diagnoses());
        about.put("contracts", facts.contracts());
        about.put("occupations", facts.occupations());
        about.put("levels", facts.levels());
        about.put("benefits", facts.benefits());
        about.put("events", facts.events());
        content.put("facts", about);
        return content;
    }

    private List<Map<String, Object>> duties(
            List<WorkTable.Row> rows, Map<Integer, Delivery> before, PhoneDates.Known dated) {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> duty = new LinkedHashMap<>();
                    duty.put("service", row.serviceNo());
                    duty.put("opens", row.opensOn().toString());
                    duty.put("due", row.dueOn().toString());
                    dated.duty(row.personKey(), row.serviceNo(), duty);
                    Delivery last = before.get(row.serviceNo());
                    if (last != null) {
                        duty.put("before", before(last));
                    }
                    return duty;
                })
                .toList();
    }

    private Map<String, Object> before(Delivery last) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("on", last.deliveredOn().toString());
        data.put("values", json.readTree(last.form()));
        if (last.grade() != null) {
            data.put("grade", last.grade());
        }
        return data;
    }

    /** An entry is of one person: a service, or by its {@code kind} what {@link PhoneReports} takes. */
    @Override
    public Outcome take(Actor actor, String key, JsonNode body) {
        Optional<Long> personKey = PublicId.decode(body.path("person").asString(""));
        if (personKey.isEmpty()) {
            return new Outcome.Refused(UNREADABLE, Map.of());
        }
        long person = personKey.get();
        return switch (body.path("kind").asString("service")) {
            case "service" -> service(actor, person, key, body);
            case "exclude" -> told(actor, person, body, reports.exclude(actor, person, key, body), "已登记不能服务。");
            case "register" -> told(actor, person, body, reports.register(actor, person, key, body), "已登记。");
            default -> new Outcome.Refused(UNREADABLE, Map.of());
        };
    }

    /** What is wrong with one field is said there. */
    private Outcome told(Actor actor, long personKey, JsonNode body, Optional<Refusal> refusal, String said) {
        return refusal.<Outcome>map(it -> body.has(it.code())
                        ? new Outcome.Unsound("登记的内容不能接受，请改正。", Map.of(it.code(), it.message()))
                        : new Outcome.Refused(
                                it,
                                stands(
                                        actor,
                                        personKey,
                                        person -> reports.stands(person, body)
                                                .map(text -> Map.<String, Object>of("told", text))
                                                .orElse(Map.of()))))
                .orElseGet(() -> new Outcome.Taken(said));
    }

    /** {@code {person, service, version, on, at, typed: {field: text}}}. */
    private Outcome service(Actor actor, long personKey, String key, JsonNode body) {
        Optional<LocalDate> on = day(body.path("on").asString(""));
        Map<String, String> typed = typed(body.path("typed"));
        if (on.isEmpty() || typed.size() > MOST_ANSWERS) {
            return new Outcome.Refused(UNREADABLE, Map.of());
        }
        int serviceNo = body.path("service").asInt(-1);
        return switch (deliver.record(actor, personKey, serviceNo, on.get(), at(body, on.get()), typed, key)) {
            case Deliver.Outcome.Recorded(Delivery delivery, var grade, Window next) ->
                new Outcome.Taken(FormView.said(delivery, grade, next));
            case Deliver.Outcome.Unsound(Map<String, String> problems) ->
                new Outcome.Unsound(unsound(serviceNo, body.path("version").asInt(0)), problems);
            case Deliver.Outcome.Refused(Refusal refusal) ->
                new Outcome.Refused(refusal, stands(actor, personKey, person -> done(person, serviceNo)));
        };
    }

    private String unsound(int serviceNo, int version) {
        int now = programmes
                .ofService(serviceNo)
                .map(it -> it.programme().definition().version())
                .orElse(version);
        return now == version ? "有的答案不能接受，请改正。" : "表单已更新为第 %d 版，请按新表单补充。".formatted(now);
    }

    /** The moment by the phone's clock; of a record of an earlier day, or by a clock that runs ahead, nothing is known. */
    private @Nullable Instant at(JsonNode body, LocalDate on) {
        try {
            Instant at = Instant.parse(body.path("at").asString(""));
            return CityTime.dayOf(at).equals(on) && !at.isAfter(clock.instant()) ? at : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> typed(JsonNode answers) {
        Map<String, String> typed = new LinkedHashMap<>();
        answers.propertyStream().forEach(answer -> {
            String text = answer.getValue().asString("");
            typed.put(answer.getKey(), text.length() > LONGEST_ANSWER ? text.substring(0, LONGEST_ANSWER) : text);
        });
        return typed;
    }

    /**
     * How things stand with what was refused: moved, dead, or told by somebody else meanwhile.
     *
     * @param also what else stands of a resident of the actor's
     */
    private Map<String, Object> stands(Actor actor, long personKey, Function<Person, Map<String, Object>> also) {
        Map<String, Object> stands = transaction.execute(_ -> {
            Person person = people.find(personKey).orElse(null);
            if (person == null) {
                return Map.<String, Object>of();
            }
            if (!actor.coversArea(person.areaCode())) {
                return Map.<String, Object>of("moved", true);
            }
            log.log(actor, person.personKey(), "公共卫生服务（同步核对）", Purpose.PUBLIC_HEALTH);
            Map<String, Object> now = new LinkedHashMap<>(also.apply(person));
            if (person.deceasedOn() != null) {
                now.put("died", person.deceasedOn().toString());
            }
            return now;
        });
        return stands == null ? Map.of() : stands;
    }

    private Map<String, Object> done(Person person, int serviceNo) {
        Map<String, Object> stands = new LinkedHashMap<>();
        deliveries.valid(people.aliases(person.personKey()), serviceNo, 1).stream()
                .findFirst()
                .ifPresent(last -> {
                    stands.put("done", last.deliveredOn().toString());
                    stands.put("by", last.worker());
                    stands.put("values", json.readTree(last.form()));
                });
        return stands;
    }

    @Override
    public OptionalLong owner(Actor actor, JsonNode body) {
        return PublicId.decode(body.path("person").asString(""))
                .flatMap(people::find)
                .filter(person -> actor.coversArea(person.areaCode()))
                .map(person -> OptionalLong.of(person.personKey()))
                .orElseGet(OptionalLong::empty);
    }
}
