package org.kangcheng.card;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.card.CardResult.Changed;
import org.kangcheng.card.CardResult.NotChanged;
import org.kangcheng.card.ChangeTable.What;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 正常 ⇄ 暂停 → 注销. */
@Component
class ChangeCard {
    private final CardTable cards;
    private final CodeTable codes;
    private final IssuedTable issued;
    private final ChangeTable changes;
    private final Clock clock;

    ChangeCard(CardTable cards, CodeTable codes, IssuedTable issued, ChangeTable changes, Clock clock) {
        this.cards = cards;
        this.codes = codes;
        this.issued = issued;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    CardResult suspend(Actor actor, long personKey, @Nullable String reason) {
        return withLive(actor, personKey, card -> {
            codes.forget(personKey);
            return turn(actor, card, CardStatus.SUSPENDED, What.SUSPENDED, CardRefusals.ALREADY_SUSPENDED, reason);
        });
    }

    @Transactional
    CardResult resume(Actor actor, long personKey, @Nullable String reason) {
        return withLive(
                actor,
                personKey,
                card -> turn(actor, card, CardStatus.NORMAL, What.RESUMED, CardRefusals.NOT_SUSPENDED, reason));
    }

    @Transactional
    CardResult cancel(Actor actor, long personKey, @Nullable String reason) {
        return withLive(actor, personKey, card -> {
            close(actor, card, Closing.HOLDER, reason);
            return new Changed(with(card, CardStatus.CANCELLED));
        });
    }

    /** Ends a card that the caller has locked, and takes it out of its village's count. */
    void close(Actor actor, HealthCard card, Closing because, @Nullable String reason) {
        codes.forget(card.personKey());
        cards.close(card, because, clock.instant());
        issued.remove(card.areaCode(), card.personKey());
        changes.append(actor, card, What.CANCELLED, reason, clock.instant());
    }

    private CardResult withLive(Actor actor, long personKey, Function<HealthCard, CardResult> change) {
        Optional<HealthCard> card = cards.lock(personKey);
        if (card.isEmpty()) {
            return new NotChanged(CardRefusals.NO_CARD.refusal());
        }
        if (!CardScope.mayChange(actor, card.get())) {
            return new NotChanged(CardRefusals.OUT_OF_SCOPE.refusal());
        }
        return change.apply(card.get());
    }

    private CardResult turn(
            Actor actor, HealthCard card, CardStatus to, What what, CardRefusals already, @Nullable String reason) {
        if (card.status() == to) {
            return new NotChanged(already.refusal());
        }
        cards.turn(card, to, clock.instant());
        changes.append(actor, card, what, reason, clock.instant());
        return new Changed(with(card, to));
    }

    private static HealthCard with(HealthCard card, CardStatus status) {
        return new HealthCard(
                card.personKey(),
                card.cardNo(),
                card.cardId(),
                card.attribute(),
                status,
                card.areaCode(),
                card.issuedBy(),
                card.issuedAt());
    }
}
