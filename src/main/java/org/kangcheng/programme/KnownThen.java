package org.kangcheng.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.springframework.stereotype.Component;

/**
 * 当时所知: a person's duties as they stood on a day, by what was known at a time. Reckoned again from what is kept with
 * both times: memberships, facts, deliveries, exclusions. By the definitions of today; statuses and deaths as they are
 * known today.
 */
@Component
class KnownThen {
    /** @param done the deliveries known then, the newest first */
    record Line(
            InForce programme,
            Service service,
            Window window,
            @Nullable Exclusion excluded,
            Standing standing,
            List<Delivery> done) {}

    private final Programmes programmes;
    private final PersonReading reading;
    private final MembershipTable memberships;
    private final DeliveryTable deliveries;
    private final ExclusionTable exclusions;
    private final People people;

    KnownThen(
            Programmes programmes,
            PersonReading reading,
            MembershipTable memberships,
            DeliveryTable deliveries,
            ExclusionTable exclusions,
            People people) {
        this.programmes = programmes;
        this.reading = reading;
        this.memberships = memberships;
        this.deliveries = deliveries;
        this.exclusions = exclusions;
        this.people = people;
    }

    /** @param day whose evening is asked about @param at by what was known then */
    List<Line> of(Person person, LocalDate day, Instant at) {
        PersonFacts facts = reading.asKnown(person, day, at);
        Collection<Long> keys = people.aliases(person.personKey());
        Map<Integer, Exclusion> excluded = exclusions.asKnown(person.personKey(), day, at);
        List<Line> lines = new ArrayList<>();
        for (InForce programme : programmes.all()) {
            Optional<LocalDate> entered = memberships.of(person.personKey()).stream()
                    .filter(it -> it.programmeNo() == programme.no() && it.held(day, at))
                    .map(MembershipTable.Membership::enteredOn)
                    .max(Comparator.naturalOrder());
            for (Service service : programme.services()) {
                boolean due = entered.isPresent()
                        && (service.when() == null || service.when().holds(facts.on(day)));
                if (due) {
                    Exclusion reported = excluded.get(programme.no());
                    List<Delivery> done =
                            deliveries.asKnown(keys, programme.number(service), day, at, Reckoning.ENOUGH);
                    line(programme, service, facts, reported, done, entered.get(), day)
                            .ifPresent(lines::add);
                }
            }
        }
        return lines;
    }

    private static Optional<Line> line(
            InForce programme,
            Service service,
            PersonFacts facts,
            @Nullable Exclusion reported,
            List<Delivery> done,
            LocalDate entered,
            LocalDate day) {
        boolean dead = facts.diedOn() != null && !facts.diedOn().isAfter(day);
        Exclusion excluded = dead ? Exclusion.DEAD : reported;
        return Reckoning.window(facts, service, done, entered, day)
                .map(window -> new Line(
                        programme,
                        service,
                        window,
                        excluded,
                        Standing.of(window.opens(), window.due(), excluded != null, day),
                        done));
    }
}
