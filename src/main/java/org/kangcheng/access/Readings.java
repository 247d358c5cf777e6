package org.kangcheng.access;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Slice;
import org.kangcheng.kernel.Sm;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The log of who looked at whom. Each method appends in the caller's transaction, so a reading that cannot be logged
 * does not happen; a sealer chains the entries within a second.
 */
@Component
public class Readings {
    /** @param personKey who was looked at */
    public record Reading(
            long personKey,
            long readingId,
            Instant at,
            String actorName,
            @Nullable Long institutionId,
            String what,
            Purpose purpose,
            @Nullable String reason) {}

    /**
     * A list that a person stood in.
     *
     * @param at when it was first given out to this actor on its day
     */
    public record Listed(
            Instant at, String actorName, @Nullable Long institutionId, String what, Purpose purpose) {}

    /** So many people have entries of their own; a larger list is one disclosure. */
    private static final int MOST_ENTRIES = 1000;

    /** So long a list is remembered to each of its people; of a longer one its set is asked. */
    private static final int MOST_LISTED = 1000;

    private final ReadingTable table;
    private final Ids ids;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Readings(ReadingTable table, Ids ids, ApplicationEventPublisher events, Clock clock) {
        this.table = table;
        this.ids = ids;
        this.events = events;
        this.clock = clock;
    }

    /** @param what what was read, in the resident's words: 就诊记录, 检验结果 */
    @Transactional(propagation = Propagation.MANDATORY)
    public void log(Actor actor, long personKey, String what, Purpose purpose) {
        table.append(entry(actor, personKey, what, purpose, null), actor);
    }

    /** A reading without a grant: it stands in the log, and in the institution's list for review. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logBreakGlass(Actor actor, long personKey, String what, String reason) {
        Reading entry = entry(actor, personKey, what, Purpose.BREAK_GLASS, reason);
        table.append(entry, actor);
        table.appendBreakGlass(entry, actor);
        Long institution = actor.institutionId();
        if (institution != null) {
            events.publishEvent(new BreakGlassRead(
                    actor.id(), actor.name(), institution, personKey, entry.readingId(), entry.at()));
        }
    }

    /**
     * People who were found: each has an entry of her own, so that each sees it; beyond {@value #MOST_ENTRIES} it is a
     * disclosure.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logEach(Actor actor, Collection<Long> personKeys, String what, Purpose purpose) {
        long[] keys = personKeys.stream()
                .mapToLong(Long::longValue)
                .sorted()
                .distinct()
                .toArray();
        if (keys.length > MOST_ENTRIES) {
            logDisclosure(actor, keys, what, purpose);
        } else if (keys.length > 0) {
            table.appendEach(
                    keys,
                    LongStream.generate(ids::next).limit(keys.length).toArray(),
                    actor,
                    what,
                    purpose,
                    clock.instant());
        }
    }

    /** A list of people given out at once: one entry, with the set of their keys. It is filed under key 0. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logDisclosure(Actor actor, Collection<Long> personKeys, String what, Purpose purpose) {
        logDisclosure(
                actor, personKeys.stream().mapToLong(Long::longValue).sorted().toArray(), what, purpose);
    }

    /** As above, of any number of people. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void logDisclosure(Actor actor, long[] sortedKeys, String what, Purpose purpose) {
        ByteBuffer keys = ByteBuffer.allocate(sortedKeys.length * Long.BYTES);
        keys.asLongBuffer().put(sortedKeys);
        Reading entry = entry(actor, 0, what, purpose, null);
        table.appendDisclosure(entry, actor, keys.array(), Sm.sm3(keys.array()));
        if (sortedKeys.length <= MOST_LISTED) {
            table.remember(entry, actor, CityTime.dayOf(entry.at()), sortedKeys);
        }
    }

    /** The lists that a person stood in since, newest first; one that the same actor opened again that day is told once. */
    public List<Listed> lists(long personKey, LocalDate since, int limit) {
        return table.lists(personKey, since, MOST_LISTED, limit);
    }

    /** Who looked at a person, newest first. */
    public Slice<Reading> of(long personKey, @Nullable String after, int limit) {
        return of(personKey, Set.of(), after, limit);
    }

    /** Who else looked at a person, newest first. */
    public Slice<Reading> byOthers(long personKey, @Nullable String after, int limit) {
        return of(personKey, Set.of(Purpose.SELF), after, limit);
    }

    private Slice<Reading> of(long personKey, Set<Purpose> without, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        List<Reading> rows = table.of(personKey, without, before, limit + 1);
        return Slice.of(rows, limit, reading -> Long.toString(reading.readingId()));
    }

    private Reading entry(Actor actor, long personKey, String what, Purpose purpose, @Nullable String reason) {
        return new Reading(
                personKey, ids.next(), clock.instant(), actor.name(), actor.institutionId(), what, purpose, reason);
    }
}
