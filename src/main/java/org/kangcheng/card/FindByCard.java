package org.kangcheng.card;

import java.util.Optional;
import org.kangcheng.identity.CardLookup;
import org.springframework.stereotype.Component;

/** Lets the search for residents find them by card id or code. Says who it is, not whether the code is still good. */
@Component
class FindByCard implements CardLookup {
    private final CardIdTable cardIds;

    FindByCard(CardIdTable cardIds) {
        this.cardIds = cardIds;
    }

    @Override
    public Optional<Long> personOfCard(String text) {
        return CodeText.parse(text)
                .map(CodeText::cardId)
                .or(() -> CardId.parse(text.strip()))
                .flatMap(cardIds::holder);
    }
}
