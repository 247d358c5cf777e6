package org.kangcheng.card;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.card.CardResult.Changed;
import org.kangcheng.card.CardResult.NotChanged;
import org.kangcheng.card.ChangeTable.What;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 换发: a card whose id no longer fits its holder's document (a temporary card, a corrected number) gives way to a new
 * one; the old one is closed and linked.
 */
@Component
class ReplaceCard {
    private final People people;
    private final IssueCard issue;
    private final CardTable cards;
    private final CardIdTable cardIds;
    private final CodeTable codes;
    private final ChangeTable changes;
    private final Clock clock;

    ReplaceCard(
            People people,
            IssueCard issue,
            CardTable cards,
            CardIdTable cardIds,
            CodeTable codes,
            ChangeTable changes,
            Clock clock) {
        this.people = people;
        this.issue = issue;
        this.cards = cards;
        this.cardIds = cardIds;
        this.codes = codes;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    CardResult upgrade(Actor actor, long personKey) {
        Optional<Person> person = people.find(personKey);
        Optional<HealthCard> card = person.flatMap(found -> cards.lock(found.personKey()));
        if (card.isEmpty()) {
            return new NotChanged(CardRefusals.NO_CARD.refusal());
        }
        if (!CardScope.mayIssue(actor, person.get())) {
            return new NotChanged(CardRefusals.OUT_OF_SCOPE.refusal());
        }
        CardIds.Derived derived = issue.derive(person.get());
        if (derived.attribute() == CardAttribute.TEMPORARY
                || derived.cardId().hex().equals(card.get().cardId())) {
            return new NotChanged(CardRefusals.NOTHING_TO_UPGRADE.refusal());
        }
        if (cardIds.heldByAnother(derived.cardId(), personKey)) {
            return new NotChanged(CardRefusals.DOCUMENT_HELD.refusal());
        }
        return new Changed(replace(actor, card.get(), derived));
    }

    private HealthCard replace(Actor actor, HealthCard old, CardIds.Derived derived) {
        Instant now = clock.instant();
        codes.forget(old.personKey());
        cards.close(old, Closing.REPLACED, now);
        HealthCard card = cards.insert(
                        old.personKey(), derived, old.status(), old.areaCode(), actor.institutionId(), now)
                .orElseThrow();
        cards.link(old, card);
        cardIds.point(derived.cardId(), card);
        changes.append(actor, card, What.REPLACED, null, now);
        return card;
    }
}
