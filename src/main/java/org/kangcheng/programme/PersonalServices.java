package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** What other modules may ask, and do, about one person's services: what is due, what was done, what she says of it. */
@Component
public class PersonalServices {
    /**
     * A service that is hers by her facts.
     *
     * @param doneOn the last day that counts; null if none
     * @param excluded why she cannot be served; null when she can
     */
    public record Line(
            String serviceId,
            String title,
            Standing standing,
            LocalDate opensOn,
            LocalDate dueOn,
            @Nullable LocalDate doneOn,
            @Nullable Exclusion excluded) {}

    /**
     * What a service is, for who is to sign it.
     *
     * @param often how often it is due, in words
     * @param asks what is recorded of it
     */
    public record Content(String title, String often, List<String> asks) {
        /** In one line. */
        public String words() {
            return title + "，" + often + (asks.isEmpty() ? "" : "：" + String.join("、", asks));
        }
    }

    /**
     * A record of a service.
     *
     * @param words what was found, in words; "" when nothing was asked
     * @param state what she says of it, in words
     */
    public record Done(
            long deliveryId,
            String programmeId,
            String title,
            String words,
            LocalDate on,
            String worker,
            String state,
            boolean counts,
            boolean waiting,
            @Nullable String voidReason) {
        public String id() {
            return PublicId.encode(deliveryId);
        }
    }

    private static final int MOST = 100;
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务。");

    private final Programmes programmes;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final PersonReading reading;
    private final Deliver deliver;
    private final Confirm confirm;
    private final FormWords words;
    private final Upkeep upkeep;
    private final UnconfirmedTable unconfirmed;
    private final People people;
    private final Clock clock;

    PersonalServices(
            Programmes programmes,
            DutyTable duties,
            DeliveryTable deliveries,
            PersonReading reading,
            Deliver deliver,
            Confirm confirm,
            FormWords words,
            Upkeep upkeep,
            UnconfirmedTable unconfirmed,
            People people,
            Clock clock) {
        this.programmes = programmes;
        this.duties = duties;
        this.deliveries = deliveries;
        this.reading = reading;
        this.deliver = deliver;
        this.confirm = confirm;
        this.words = words;
        this.upkeep = upkeep;
        this.unconfirmed = unconfirmed;
        this.people = people;
        this.clock = clock;
    }

    /** What the services of a programme are, by id. */
    public Map<String, Content> contents(String programmeId) {
        return programmes.find(programmeId).stream()
                .flatMap(it -> it.services().stream())
                .collect(Collectors.toMap(
                        Service::id, it -> new Content(it.title(), CadenceWords.of(it.cadence()), asked(it))));
    }

    private static List<String> asked(Service service) {
        return service.form().fields().stream()
                .filter(it -> it.input() != Form.Input.COMPUTED)
                .map(Form.Field::label)
                .toList();
    }

    /** The services of a programme that are hers. */
    public List<Line> of(long personKey, String programmeId) {
        LocalDate today = CityTime.today(clock);
        return programmes
                .find(programmeId)
                .map(programme -> duties.of(people.resolve(personKey)).stream()
                        .flatMap(duty -> programme.service(duty.serviceNo()).stream()
                                .map(service -> {
                                    Window window = duty.window();
                                    return new Line(
                                            service.id(),
                                            service.title(),
                                            Standing.of(window.opens(), window.due(), duty.excluded() != null, today),
                                            window.opens(),
                                            window.due(),
                                            duty.lastDone(),
                                            duty.excluded());
                                }))
                        .toList())
                .orElse(List.of());
    }

    /** What was recorded under any of some programmes, the newest first. */
    public List<Done> done(long personKey, List<String> programmeIds) {
        return deliveries.of(people.aliases(personKey), MOST).stream()
                .flatMap(it -> done(it).stream())
                .filter(it -> programmeIds.contains(it.programmeId()))
                .toList();
    }

    /** What she has not confirmed, under whatever programme. */
    public List<Done> unconfirmed(long personKey) {
        return confirm.unconfirmed(personKey).stream()
                .flatMap(it -> done(it).stream())
                .toList();
    }

    private Optional<Done> done(Delivery it) {
        return programmes
                .ofService(it.serviceNo())
                .flatMap(programme -> programme
                        .service(it.serviceNo())
                        .map(service -> new Done(
                                it.deliveryId(),
                                programme.programme().id(),
                                service.title(),
                                words.of(it),
                                it.deliveredOn(),
                                it.worker(),
                                it.confirm().label(),
                                it.confirm().counts() && it.voidedAt() == null,
                                it.confirm() == Confirm.State.WAITING,
                                it.voidReason())));
    }

    /** @param how by what she confirmed it */
    public Optional<Refusal> confirm(long personKey, long deliveryId, String how) {
        return confirm.confirm(personKey, deliveryId, how);
    }

    public Optional<Refusal> dispute(long personKey, long deliveryId, String note) {
        return confirm.dispute(personKey, deliveryId, note);
    }

    public Optional<Refusal> voidRecord(Actor actor, long personKey, long deliveryId, String reason) {
        return deliver.voidRecord(actor, personKey, deliveryId, reason);
    }

    /** What was not confirmed in an area. @param note what the resident says who denies it */
    public record Unconfirmed(
            long personKey, long deliveryId, String title, String areaCode, LocalDate on, String worker, String note) {}

    public List<Unconfirmed> unconfirmedIn(String area, boolean disputed, long after, int most) {
        Confirm.State state = disputed ? Confirm.State.DISPUTED : Confirm.State.WAITING;
        return unconfirmed.list(area, state, after, most).stream()
                .map(this::told)
                .toList();
    }

    /** What has waited for its resident since between two moments. */
    public List<Unconfirmed> waitingSince(Instant from, Instant to) {
        return unconfirmed.waitingSince(from, to).stream().map(this::told).toList();
    }

    private Unconfirmed told(UnconfirmedTable.Row row) {
        return new Unconfirmed(
                row.personKey(),
                row.deliveryId(),
                programmes.service(row.serviceNo()).map(Service::title).orElse("已停止的服务"),
                row.areaCode(),
                row.deliveredOn(),
                row.worker(),
                row.note());
    }

    /** The form of a service, to be filled in. */
    public Form form(String programmeId, String serviceId) {
        return find(programmeId, serviceId).form();
    }

    /** What came of a record by somebody who was entrusted with it. */
    public sealed interface Recorded {
        record Yes(long deliveryId) implements Recorded {}

        /** @param problems by field */
        record Unsound(Map<String, String> problems) implements Recorded {}

        record No(Refusal refusal) implements Recorded {}
    }

    /**
     * Records a service by somebody whom the caller has entrusted with this person: a helper, a caregiver. Her facts are
     * looked at first, for she may have been entrusted a moment ago.
     */
    public Recorded record(
            Actor actor,
            long personKey,
            String programmeId,
            String serviceId,
            LocalDate on,
            Map<String, String> typed,
            String requestKey) {
        InForce programme = programmes.find(programmeId).orElseThrow(NO_SERVICE::asException);
        upkeep.look(personKey);
        int no = programme.number(find(programmeId, serviceId));
        return switch (deliver.record(actor, true, personKey, no, on, null, typed, requestKey)) {
            case Deliver.Outcome.Recorded done ->
                new Recorded.Yes(done.delivery().deliveryId());
            case Deliver.Outcome.Unsound(Map<String, String> problems) -> new Recorded.Unsound(problems);
            case Deliver.Outcome.Refused(Refusal refusal) -> new Recorded.No(refusal);
        };
    }

    private Service find(String programmeId, String serviceId) {
        return programmes
                .find(programmeId)
                .flatMap(programme -> programme.programme().service(serviceId))
                .orElseThrow(NO_SERVICE::asException);
    }

    /** A rule over what is known of a person. */
    public static Rule rule(String where, String text) throws UnsoundException {
        return Rule.parse(where, text, PersonFacts.VOCABULARY);
    }

    /** Which of some rules hold of a person today. */
    public List<Rule> holding(long personKey, List<Rule> rules) {
        LocalDate today = CityTime.today(clock);
        return reading.of(people.resolve(personKey), today)
                .map(facts -> facts.on(today))
                .map(known -> rules.stream().filter(rule -> rule.holds(known)).toList())
                .orElse(List.of());
    }
}
