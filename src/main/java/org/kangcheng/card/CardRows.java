package org.kangcheng.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Cards by the million: the rows of a person's first card as lines of PostgreSQL's COPY text format, for a loader that
 * fills empty tables. The loader ends with {@link #COUNT}, since loading past the counters is its own doing.
 */
@Component
public class CardRows {
    public static final String HEALTH_CARD = "card.health_card (person_key, card_no, card_id, key_version, attribute,"
            + " status, area_code, issued_at, changed_at)";
    public static final String CARD_ID = "card.card_id (card_id, person_key, card_no)";
    public static final String ISSUED = "card.issued (area_code, person_key)";

    /** Counts the loaded cards by village. */
    public static final String COUNT = """
            insert into card.issued_count (area_code, issued)
            select area_code, count(*) from card.issued group by area_code
            on conflict (area_code) do update set issued = excluded.issued
            """;

    /** One line for each of the three tables, without the line's end. */
    public record Lines(String healthCard, String cardId, String issued) {}

    private final CardIds ids;

    CardRows(CardIds ids) {
        this.ids = ids;
    }

    /** @param idNumber of a document that was seen; null: the card is a temporary one */
    public Lines of(
            long personKey, String areaCode, String idType, @Nullable String idNumber, Instant issuedAt) {
        CardIds.Derived card = ids.of(personKey, idType, idNumber, true);
        String bytes = "\\\\x" + card.cardId().hex();
        return new Lines(
                String.join(
                        "\t",
                        Long.toString(personKey),
                        "1",
                        bytes,
                        Integer.toString(card.keyVersion()),
                        card.attribute().name(),
                        CardStatus.NORMAL.name(),
                        areaCode,
                        issuedAt.toString(),
                        issuedAt.toString()),
                bytes + "\t" + personKey + "\t1",
                areaCode + "\t" + personKey);
    }
}
