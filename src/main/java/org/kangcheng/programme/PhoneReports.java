package org.kangcheng.programme;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * 不能服务、登记: what a village doctor's phone tells of somebody beside services: that a programme cannot serve her, and what
 * is newly known of her. The use cases of the desk page take it, under the entry's key.
 */
@Component
class PhoneReports {
    private static final Refusal UNREADABLE = Refusal.badInput("bad-entry", "这条记录的内容无法解析。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("居民不在您的辖区。");
    private static final Refusal NO_PROGRAMME = Refusal.notFound("这个项目已停止。");

    private final Programmes programmes;
    private final Exclude exclude;
    private final ExclusionTable exclusions;
    private final Registration registration;
    private final People people;

    PhoneReports(
            Programmes programmes,
            Exclude exclude,
            ExclusionTable exclusions,
            Registration registration,
            People people) {
        this.programmes = programmes;
        this.exclude = exclude;
        this.exclusions = exclusions;
        this.registration = registration;
        this.people = people;
    }

    /** Why somebody cannot be served, as a worker may say it: who died is known by the index. */
    static List<Exclusion> reasons() {
        return Arrays.stream(Exclusion.values())
                .filter(it -> it != Exclusion.DEAD)
                .toList();
    }

    /** What the phone must know to ask: {@code {reasons: [{code, label}], enrolments: [{programme, code, kind, …}]}}. */
    void about(Map<String, Object> about) {
        about.put(
                "reasons",
                reasons().stream()
                        .map(it -> Map.of("code", it.name(), "label", it.label()))
                        .toList());
        List<Map<String, Object>> enrolments = new ArrayList<>();
        for (InForce programme : programmes.all()) {
            programme.programme().enrolments().forEach(it -> enrolments.add(enrolment(programme.programme(), it)));
        }
        about.put("enrolments", enrolments);
    }

    private static Map<String, Object> enrolment(Programme programme, Programme.Enrolment enrolment) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("programme", programme.id());
        data.put("title", programme.title());
        data.put("code", enrolment.code());
        data.put("kind", enrolment.kind().name());
        data.put("label", enrolment.label());
        data.put("asks", enrolment.asks());
        data.put("oldest", enrolment.oldest());
        data.put("span", enrolment.span());
        if (enrolment.asksUnit()) {
            data.put("unit", Registration.LONGEST_UNIT);
        }
        if (enrolment.of() != null) {
            data.put("of", enrolment.of().tree());
        }
        return data;
    }

    /** {@code {person, programme, reason, note}}. */
    Optional<Refusal> exclude(Actor actor, long personKey, String key, JsonNode body) {
        Exclusion reason = reasons().stream()
                .filter(it -> it.name().equals(body.path("reason").asString("")))
                .findFirst()
                .orElse(null);
        if (reason == null) {
            return Optional.of(UNREADABLE);
        }
        return programme(body)
                .map(it -> exclude.exclude(
                        actor, personKey, it, reason, body.path("note").asString(""), key))
                .orElse(Optional.of(NO_PROGRAMME));
    }

    /** {@code {person, programme, code, on, unit}}. */
    Optional<Refusal> register(Actor actor, long personKey, String key, JsonNode body) {
        if (people.find(personKey).filter(it -> actor.coversArea(it.areaCode())).isEmpty()) {
            return Optional.of(NOT_YOURS);
        }
        try {
            return registration.register(
                    actor,
                    personKey,
                    body.path("programme").asString(""),
                    body.path("code").asString(""),
                    LocalDate.parse(body.path("on").asString("")),
                    body.path("unit").asString(""),
                    key);
        } catch (DateTimeException e) {
            return Optional.of(UNREADABLE);
        }
    }

    /** What stands already of what was told, in words; the reading is the caller's to log. */
    Optional<String> stands(Person person, JsonNode body) {
        return body.has("reason") ? excluded(person, body) : registered(person, body);
    }

    private Optional<String> excluded(Person person, JsonNode body) {
        return programme(body)
                .flatMap(programme -> exclusions.told(people.aliases(person.personKey())).stream()
                        .filter(it -> it.programmeNo() == programme.no() && it.liftedOn() == null)
                        .findFirst()
                        .map(it -> it.reason().label() + "：" + it.proof()));
    }

    private Optional<String> registered(Person person, JsonNode body) {
        String code = body.path("code").asString("");
        return programme(body).stream()
                .flatMap(it -> it.programme().enrolments().stream())
                .filter(it -> it.code().equals(code))
                .flatMap(it -> registration.registered(person.personKey()).stream()
                        .filter(one -> one.label().equals(it.label())))
                .findFirst()
                .map(it ->
                        it.label() + " " + it.on() + (it.unit() == null ? "" : " " + it.unit()) + "（" + it.by() + "）");
    }

    private Optional<InForce> programme(JsonNode body) {
        return programmes.find(body.path("programme").asString(""));
    }
}
