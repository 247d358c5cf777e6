package org.kangcheng.identity;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.springframework.stereotype.Component;

/** Makes masked views, and reads ids out of URLs. */
@Component
class PersonViews {
    private final People people;
    private final Areas areas;
    private final Clock clock;

    PersonViews(People people, Areas areas, Clock clock) {
        this.people = people;
        this.areas = areas;
        this.clock = clock;
    }

    PersonView of(Person person) {
        People.Identifiers identifiers = people.identifiers(person.personKey()).orElseThrow();
        return PersonView.masked(person, identifiers, areas, CityTime.today(clock));
    }

    List<PersonView> of(Collection<Person> found) {
        return found.stream().map(this::of).toList();
    }

    /** The current person of an id in a URL. */
    Person person(String id) {
        return PublicId.decode(id).flatMap(people::find).orElseThrow(Reach::notFound);
    }
}
