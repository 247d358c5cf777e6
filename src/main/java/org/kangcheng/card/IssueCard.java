package org.kangcheng.card;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.card.IssueResult.AlreadyHeld;
import org.kangcheng.card.IssueResult.Issued;
import org.kangcheng.card.IssueResult.NotIssued;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 申领: gives a person the one card, formal or temporary. */
@Component
class IssueCard {
    private final People people;
    private final CardIds ids;
    private final CardTable cards;
    private final CardIdTable cardIds;
    private final IssuedTable issued;
    private final ChangeTable changes;
    private final Clock clock;

    IssueCard(
            People people,
            CardIds ids,
            CardTable cards,
            CardIdTable cardIds,
            IssuedTable issued,
            ChangeTable changes,
            Clock clock) {
        this.people = people;
        this.ids = ids;
        this.cards = cards;
        this.cardIds = cardIds;
        this.issued = issued;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    IssueResult issue(Actor actor, long personKey) {
        Optional<Person> person = people.find(personKey);
        if (person.isEmpty()) {
            return new NotIssued(CardRefusals.PERSON_UNKNOWN.refusal());
        }
        if (!CardScope.mayIssue(actor, person.get())) {
            return new NotIssued(CardRefusals.OUT_OF_SCOPE.refusal());
        }
        return issue(actor, person.get(), CardStatus.NORMAL);
    }

    /** @param status of the new card; a suspended person's next card is suspended too */
    IssueResult issue(Actor actor, Person person, CardStatus status) {
        Optional<HealthCard> held = cards.live(person.personKey());
        if (held.isPresent()) {
            return new AlreadyHeld(held.get());
        }
        if (person.deceasedOn() != null) {
            return new NotIssued(CardRefusals.PERSON_DECEASED.refusal());
        }
        CardIds.Derived derived = derive(person);
        if (cardIds.heldByAnother(derived.cardId(), person.personKey())) {
            return new NotIssued(CardRefusals.DOCUMENT_HELD.refusal());
        }
        return write(actor, person, derived, status);
    }

    private IssueResult write(Actor actor, Person person, CardIds.Derived derived, CardStatus status) {
        Instant now = clock.instant();
        long key = person.personKey();
        @Nullable
        HealthCard card = cards.insert(key, derived, status, person.areaCode(), actor.institutionId(), now)
                .orElse(null);
        if (card == null) {
            return new AlreadyHeld(cards.live(key).orElseThrow());
        }
        cardIds.point(derived.cardId(), card);
        // Of whom nobody knows where she lives, no village is asked: neither as a resident nor as one who holds a card.
        if (people.residenceKnown(key)) {
            issued.add(card.areaCode(), key);
        }
        changes.append(actor, card, ChangeTable.What.ISSUED, null, now);
        return new Issued(card);
    }

    CardIds.Derived derive(Person person) {
        People.Identifiers document = people.identifiers(person.personKey()).orElseThrow();
        return ids.of(person.personKey(), document.idType(), document.idNumber(), person.verified());
    }
}
