package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 登记: a worker has learned of an event that a programme waits for (a pregnancy, care at home that is wanted), and registers
 * it with its day. Whom the worker may register is the caller's care.
 */
@Component
class RegisterEvent {
    private static final String SOURCE = "REGISTERED/";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这种登记。");
    private static final Refusal NOT_FOR_HER = Refusal.rule("not-for-her", "此居民不属于可以登记的对象。");
    private static final Refusal STANDS = Refusal.conflict("registered", "同一件事已经登记过；登记错了，请先撤销。");

    /** What can be registered of a resident. */
    record Choice(InForce programme, Programme.Enrolment enrolment) {}

    /** What was registered and stands. @param by who did it */
    record Registered(String label, String source, LocalDate on, String by) {}

    private final Programmes programmes;
    private final PersonReading reading;
    private final FactTable told;
    private final Facts facts;
    private final People people;
    private final Ids ids;
    private final Clock clock;

    RegisterEvent(
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
        LocalDate today = CityTime.today(clock);
        PersonFacts person = reading.of(people.resolve(personKey), today).orElse(null);
        if (person == null || person.diedOn() != null) {
            return List.of();
        }
        Map<String, @Nullable Object> known = person.on(today);
        return programmes.all().stream()
                .flatMap(programme -> programme.programme().enrolments().stream()
                        .filter(it -> it.of() == null || it.of().holds(known))
                        .map(it -> new Choice(programme, it)))
                .toList();
    }

    /** What workers have registered of her, and is not over. */
    List<Registered> registered(long personKey) {
        LocalDate today = CityTime.today(clock);
        return told.told(people.aliases(personKey), FactKind.EVENT).stream()
                .filter(it -> it.source().startsWith(SOURCE)
                        && (it.toDate() == null || it.toDate().isAfter(today)))
                .map(it -> new Registered(label(it.code()), it.source(), it.fromDate(), by(it.source())))
                .toList();
    }

    private String label(String event) {
        return programmes.all().stream()
                .flatMap(programme -> programme.programme().enrolments().stream())
                .filter(it -> it.event().equals(event))
                .map(Programme.Enrolment::label)
                .findFirst()
                .orElse(event);
    }

    private static String by(String source) {
        return source.substring(source.indexOf('/', SOURCE.length()) + 1);
    }

    /** @param on the day of the event, as the definition asks for it */
    @Transactional
    public Optional<Refusal> register(Actor actor, long personKey, String programmeId, String event, LocalDate on) {
        Programme.Enrolment enrolment = programmes.find(programmeId).stream()
                .flatMap(programme -> programme.programme().enrolments().stream())
                .filter(it -> it.event().equals(event))
                .findFirst()
                .orElse(null);
        if (enrolment == null) {
            return Optional.of(UNKNOWN);
        }
        if (choices(personKey).stream().noneMatch(it -> it.enrolment().equals(enrolment))) {
            return Optional.of(NOT_FOR_HER);
        }
        LocalDate today = CityTime.today(clock);
        if (on.isAfter(today) || on.isBefore(today.minusDays(enrolment.oldest()))) {
            return Optional.of(
                    Refusal.badInput("on", "“%s”应在今天以前的 %d 天之内。".formatted(enrolment.asks(), enrolment.oldest())));
        }
        boolean stands = told.told(people.aliases(personKey), FactKind.EVENT).stream()
                .anyMatch(it -> it.code().equals(event)
                        && (it.toDate() == null || it.toDate().isAfter(today)));
        if (stands) {
            return Optional.of(STANDS);
        }
        facts.tell(
                personKey,
                FactKind.EVENT,
                event,
                on,
                on.plusDays(enrolment.lasts()),
                SOURCE + ids.next() + "/" + actor.name());
        return Optional.empty();
    }

    /** 撤销: it was registered by mistake, and never was. */
    @Transactional
    public Optional<Refusal> takeBack(long personKey, String source) {
        if (registered(personKey).stream().noneMatch(it -> it.source().equals(source))) {
            return Optional.of(UNKNOWN);
        }
        facts.withdraw(personKey, source);
        return Optional.empty();
    }
}
