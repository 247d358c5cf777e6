package org.kangcheng.exchange;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.identity.People;
import org.kangcheng.record.Entry;
import org.springframework.stereotype.Component;

/** Every reading through the door goes into the log of readings, in the transaction that reads. */
@Component
class Disclosure {
    private final Readings readings;
    private final People people;

    Disclosure(Readings readings, People people) {
        this.readings = readings;
        this.people = people;
    }

    void log(Actor actor, long personKey, String what) {
        readings.log(actor, people.resolve(personKey), what, Purpose.EXCHANGE);
    }

    void log(Actor actor, Entry entry) {
        if (Reach.personal(entry)) {
            log(actor, entry.id().shard(), "健康档案:" + entry.type());
        }
    }

    /** One person has a line of her own; a list of people is one disclosure with its set. */
    void log(Actor actor, List<Entry> entries, Collection<Long> residents, String what) {
        TreeSet<Long> persons = new TreeSet<>(residents);
        entries.stream()
                .filter(Reach::personal)
                .forEach(entry -> persons.add(entry.id().shard()));
        if (persons.size() == 1) {
            log(actor, persons.first(), what);
        } else if (!persons.isEmpty()) {
            readings.logDisclosure(actor, persons, what, Purpose.EXCHANGE);
        }
    }
}
