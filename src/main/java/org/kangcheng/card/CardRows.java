package org.kangcheng.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How a card lies in the tables, for whoever loads a city by COPY (text format) into empty tables. Thread-safe; the cost
 * is that of the cryptography.
 */
@Component
public final class CardRows {
    public static final String COPY_HEALTH_CARD = "copy card.health_card (person_key, card_no, card_id, key_version, "
            + "attribute, status, area_code, issued_at, changed_at) from stdin";
    public static final String COPY_CARD_ID = "copy card.card_id (card_id, person_key, card_no) from stdin";
    public static final String COPY_ISSUED = "copy card.issued (area_code, person_key) from stdin";

    /** A bulk load brings no counters along: it counts once, at its end. */
    public static final String COUNT_ISSUED = """
            insert into card.issued_count (area_code, issued)
            select area_code, count(*) from card.issued group by area_code
            on conflict (area_code) do update set issued = excluded.issued
            """;

    private final CardIds ids;

    CardRows(CardIds ids) {
        this.ids = ids;
    }

    /**
     * A person's first card, in use.
     *
     * @param idNumber of a document that was seen; null: the card is a temporary one
     */
    public Row of(long personKey, String areaCode, String idType, @Nullable String idNumber, Instant issuedAt) {
        CardIds.Derived derived = ids.of(personKey, idType, idNumber, true);
        String cardId = derived.cardId().hex();
        return new Row(personKey, areaCode, cardId, derived.keyVersion(), derived.attribute(), issuedAt);
    }

    /** One card as lines of three tables. */
    public record Row(
            long personKey, String areaCode, String cardId, int keyVersion, CardAttribute attribute, Instant issuedAt) {

        /** Appends the line for {@link #COPY_HEALTH_CARD}. */
        public void healthCard(StringBuilder out) {
            out.append(personKey).append("\t1\t");
            cardIdBytes(out).append('\t').append(keyVersion).append('\t');
            out.append(attribute).append("\tNORMAL\t").append(areaCode).append('\t');
            out.append(issuedAt).append('\t').append(issuedAt).append('\n');
        }

        /** Appends the line for {@link #COPY_CARD_ID}. */
        public void cardId(StringBuilder out) {
            cardIdBytes(out).append('\t').append(personKey).append("\t1\n");
        }

        /** Appends the line for {@link #COPY_ISSUED}. */
        public void issued(StringBuilder out) {
            out.append(areaCode).append('\t').append(personKey).append('\n');
        }

        private StringBuilder cardIdBytes(StringBuilder out) {
            return out.append("\\\\x").append(cardId);
        }
    }
}
