package org.kangcheng.card;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * 亮码: the texts of a person's codes. Both methods throw {@link org.kangcheng.kernel.Refused} when the person has no
 * card, or it is suspended.
 */
@Component
public class Codes {
    private final Cards cards;
    private final CodeTable table;
    private final Validity validity;
    private final CardSettings settings;
    private final Clock clock;

    Codes(Cards cards, CodeTable table, Validity validity, CardSettings settings, Clock clock) {
        this.cards = cards;
        this.table = table;
        this.validity = validity;
        this.settings = settings;
        this.clock = clock;
    }

    /** A dynamic code (动态码). Asked for again within seconds it is the same one. */
    public PresentedCode present(long personKey) {
        HealthCard card = usable(personKey);
        Instant now = clock.instant();
        Instant until = now.plus(settings.codeLife()).truncatedTo(ChronoUnit.SECONDS);
        Instant reusable = until.minus(settings.repeatWithin());
        CodeTable.Row row = table.present(card.personKey(), now, reusable, until, settings.verifications());
        String text = text(card, CodeText.Type.DYNAMIC, validity.seal(row.validUntil()));
        return new PresentedCode(text, row.validUntil(), row.remaining());
    }

    /** The code that can be printed (静态码): it stays the same as long as the card lives. */
    public String staticCode(long personKey) {
        return text(usable(personKey), CodeText.Type.STATIC, null);
    }

    private String text(HealthCard card, CodeText.Type type, @Nullable String sealedValidity) {
        return new CodeText(new CardId(card.cardId()), type, sealedValidity).text(settings.issuer());
    }

    private HealthCard usable(long personKey) {
        HealthCard card = cards.of(personKey)
                .orElseThrow(() -> CardRefusals.NO_CARD.refusal().asException());
        if (card.status() == CardStatus.SUSPENDED) {
            throw CardRefusals.CARD_SUSPENDED.refusal().asException();
        }
        return card;
    }
}
