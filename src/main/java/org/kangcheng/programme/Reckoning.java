package org.kangcheng.programme;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.stereotype.Component;

/** The duty that follows from what is known of a person and from what was delivered to her. */
@Component
class Reckoning {
    /** How many of the newest deliveries decide the next: those of a week, or the doses before the last. */
    static final int ENOUGH = 7;

    private final DeliveryTable deliveries;
    private final People people;

    Reckoning(DeliveryTable deliveries, People people) {
        this.deliveries = deliveries;
        this.people = people;
    }

    /**
     * Reckoned anew from all that counts.
     *
     * @param entered since when the service is due to her at all
     */
    Optional<Duty> duty(
            PersonFacts facts,
            Service service,
            int no,
            @Nullable Exclusion excluded,
            LocalDate entered,
            LocalDate today) {
        List<Delivery> done = deliveries.valid(people.aliases(facts.personKey()), no, ENOUGH);
        return window(facts, service, done, entered, today)
                .map(window -> new Duty(
                        facts.personKey(),
                        no,
                        window,
                        done.isEmpty() ? null : done.getFirst().deliveredOn(),
                        excluded));
    }

    /** Reckoned anew where it stands: what was never served stays reckoned from the day since when it stands. */
    Optional<Duty> again(PersonFacts facts, Service service, Duty has, LocalDate today) {
        LocalDate opens = has.window().opens();
        return duty(facts, service, has.serviceNo(), has.excluded(), opens.isBefore(today) ? opens : today, today);
    }

    /** When the service is due next to somebody to whom it was delivered as {@code all} says, the newest first. */
    static Optional<Window> window(
            PersonFacts facts, Service service, List<Delivery> all, LocalDate entered, LocalDate today) {
        List<Delivery> done = ofThisEvent(facts, service, all);
        if (done.isEmpty()) {
            return service.cadence().next(Situation.unserved(facts, entered, today));
        }
        Delivery last = done.getFirst();
        return asGraded(service, last)
                .or(() -> service.cadence()
                        .next(new Situation(
                                facts.personKey(),
                                facts.birth(),
                                facts.events(),
                                facts.on(today),
                                entered,
                                today,
                                last.deliveredOn(),
                                last.point(),
                                done.size(),
                                inTheWeekOf(last, done))));
    }

    /** A second pregnancy begins its calendar anew; what covers an event that comes later is of it. */
    private static List<Delivery> ofThisEvent(PersonFacts facts, Service service, List<Delivery> all) {
        String event = service.cadence().event();
        LocalDate happened = event == null ? null : facts.events().get(event);
        LocalDate since =
                happened == null ? null : happened.minusDays(service.cadence().covers());
        return since == null
                ? all
                : all.stream()
                        .filter(delivery -> !delivery.deliveredOn().isBefore(since))
                        .toList();
    }

    /** A grade may ask for the next time sooner than the cadence does. */
    private static Optional<Window> asGraded(Service service, Delivery last) {
        return service.form().grades().stream()
                .filter(grade -> grade.code().equals(last.grade()) && grade.nextDays() != null)
                .findFirst()
                .map(grade -> new Window(
                        last.deliveredOn().plusDays(1),
                        last.deliveredOn().plusDays(Objects.requireNonNull(grade.nextDays())),
                        last.point()));
    }

    private static int inTheWeekOf(Delivery last, List<Delivery> done) {
        LocalDate monday = last.deliveredOn().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return (int) done.stream()
                .filter(delivery -> !delivery.deliveredOn().isBefore(monday))
                .count();
    }
}
