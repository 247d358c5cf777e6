package org.kangcheng.card;

import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.identity.Person;

/** Whose cards an actor may issue, and whose it may suspend or close. */
final class CardScope {
    private CardScope() {}

    /** Counters and institutions' programs issue to whoever stands before them: it gives nobody anything to read. */
    static boolean mayIssue(Actor actor, Person person) {
        return switch (actor.kind()) {
            case SYSTEM, CLIENT -> true;
            case RESIDENT -> isSelf(actor, person.personKey());
            case STAFF ->
                actor.is(Role.REGISTRAR)
                        || actor.is(Role.VILLAGE_DOCTOR)
                        || (actor.is(Role.CARD_OFFICER) && actor.coversArea(person.areaCode()));
        };
    }

    /** An institution's program touches the cards that its own institution issued. */
    static boolean mayChange(Actor actor, HealthCard card) {
        return switch (actor.kind()) {
            case SYSTEM -> true;
            case CLIENT -> actor.cityWide() || (card.issuedBy() != null && actor.coversInstitution(card.issuedBy()));
            case RESIDENT -> isSelf(actor, card.personKey());
            case STAFF -> actor.is(Role.CARD_OFFICER) && actor.coversArea(card.areaCode());
        };
    }

    private static boolean isSelf(Actor actor, long personKey) {
        return actor.personKey() != null && actor.personKey() == personKey;
    }
}
