package org.kangcheng.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.identity.Sex;
import org.kangcheng.identity.Statuses;
import org.springframework.stereotype.Component;

/** Gathers what is known of a person from where it belongs. */
@Component
class PersonReading {
    private final People people;
    private final Statuses statuses;
    private final FactTable facts;

    PersonReading(People people, Statuses statuses, FactTable facts) {
        this.people = people;
        this.statuses = statuses;
        this.facts = facts;
    }

    /** Of a current key; empty when there is nobody. */
    Optional<PersonFacts> of(long personKey, LocalDate day) {
        return people.find(personKey).map(person -> of(person, day));
    }

    private PersonFacts of(Person person, LocalDate day) {
        return of(person, day, facts.on(people.aliases(person.personKey()), day));
    }

    /** As they were known at {@code at}: facts told later are left out, those withdrawn later are there. */
    PersonFacts asKnown(Person person, LocalDate day, Instant at) {
        return of(person, day, facts.asKnown(people.aliases(person.personKey()), day, at));
    }

    private PersonFacts of(Person person, LocalDate day, List<FactTable.Row> known) {
        Map<FactKind, Set<String>> codes = new EnumMap<>(FactKind.class);
        Map<String, LocalDate> events = new HashMap<>();
        for (FactTable.Row fact : known) {
            codes.computeIfAbsent(fact.kind(), _ -> new TreeSet<>()).add(fact.code());
            if (fact.kind() == FactKind.EVENT) {
                events.merge(fact.code(), fact.fromDate(), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return new PersonFacts(
                person.personKey(),
                person.birthDate(),
                sex(person.sex()),
                person.areaCode(),
                person.deceasedOn(),
                statuses.current(person.personKey(), day).stream()
                        .map(status -> status.kind().name())
                        .distinct()
                        .sorted()
                        .toList(),
                sorted(codes.get(FactKind.DIAGNOSIS)),
                sorted(codes.get(FactKind.CONTRACT)),
                sorted(codes.get(FactKind.OCCUPATION)),
                sorted(codes.get(FactKind.LEVEL)),
                sorted(codes.get(FactKind.BENEFIT)),
                events);
    }

    private static List<String> sorted(@Nullable Set<String> codes) {
        return codes == null ? List.of() : List.copyOf(codes);
    }

    private static @Nullable String sex(Sex sex) {
        return switch (sex) {
            case MALE -> "M";
            case FEMALE -> "F";
            default -> null;
        };
    }
}
