package org.kangcheng.exchange;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.identity.People;
import org.kangcheng.record.Entry;
import org.springframework.stereotype.Component;

/**
 * Every reading through the door goes into the log of readings, in the transaction that reads: of each person whom it
 * tells something about, a count and an empty answer too.
 */
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

    /** @param personKeys who was asked after or found, current keys or retired ones */
    void log(Actor actor, Collection<Long> personKeys, Collection<Entry> entries, String what) {
        Set<Long> persons = new TreeSet<>(personKeys);
        entries.stream()
                .filter(Reach::personal)
                .forEach(entry -> persons.add(entry.id().shard()));
        readings.logEach(actor, people.resolveAll(persons), what, Purpose.EXCHANGE);
    }

    void log(Actor actor, Collection<Long> personKeys, String what) {
        log(actor, personKeys, List.of(), what);
    }
}
