package org.kangcheng.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.card.Cards;
import org.kangcheng.identity.People;
import org.kangcheng.record.Entry;
import org.kangcheng.record.Grants;
import org.springframework.stereotype.Component;

/**
 * How far a client may see: its own filings; the whole record of a person for whom its institution holds a grant, or
 * whose dynamic code, shown by her own phone, it has read within a day; the city's own client everything.
 */
@Component
class Reach {
    /** The city's own client files under no institution. */
    static final long CITY = 0;

    private static final Duration AFTER_READING = Duration.ofHours(24);

    private final Grants grants;
    private final Cards cards;
    private final People people;
    private final Clock clock;

    Reach(Grants grants, Cards cards, People people, Clock clock) {
        this.grants = grants;
        this.cards = cards;
        this.people = people;
        this.clock = clock;
    }

    Of of(Actor actor) {
        return new Of(actor);
    }

    /** One client's reach during one request; what was found out about a person holds for the request. */
    final class Of {
        private final Actor actor;
        private final Map<Long, Boolean> whole = new HashMap<>();

        private Of(Actor actor) {
            this.actor = actor;
        }

        Actor actor() {
            return actor;
        }

        /** The institution under which the client files. */
        long filer() {
            return actor.institutionId() == null ? CITY : actor.institutionId();
        }

        boolean city() {
            return actor.cityWide();
        }

        /** May see everything about the person, whoever filed it. */
        boolean whole(long personKey) {
            return city() || whole.computeIfAbsent(personKey, this::granted);
        }

        private boolean granted(long personKey) {
            Long institution = actor.institutionId();
            if (institution == null) {
                return false;
            }
            Instant now = clock.instant();
            return grants.holds(personKey, institution, now)
                    || people.aliases(personKey).stream()
                            .flatMap(key -> cards.lastShownAt(key, institution).stream())
                            .anyMatch(read -> read.isAfter(now.minus(AFTER_READING)));
        }

        boolean owns(Entry entry) {
            return entry.institutionId() == filer();
        }

        boolean sees(Entry entry) {
            return owns(entry) || city() || (personal(entry) && whole(entry.id().shard()));
        }

        /** Null when everybody's filings about all these people may be seen; else only this institution's. */
        @Nullable
        Long onlyOf(List<Long> people) {
            return people.stream().allMatch(this::whole) ? null : (Long) filer();
        }
    }

    /** Belongs to a person, not to the institution that filed it. */
    static boolean personal(Entry entry) {
        return entry.id().shard() != entry.institutionId();
    }
}
