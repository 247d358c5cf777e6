package org.kangcheng.card;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which card an id stands for now: the last one that was issued under it. */
@Component
class CardIdTable {
    private final JdbcClient jdbc;

    CardIdTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Another person's live card has this id: the same document stands for two people, which a steward must sort out. */
    boolean heldByAnother(CardId cardId, long personKey) {
        return jdbc.sql("""
                select exists (select from card.card_id id join card.health_card card using (person_key, card_no)
                                where id.card_id = ? and id.person_key <> ? and card.status <> 'CANCELLED')
                """)
                .params(cardId.bytes(), personKey)
                .query(Boolean.class)
                .single();
    }

    Optional<Long> holder(CardId cardId) {
        return jdbc.sql("select person_key from card.card_id where card_id = ?")
                .param(cardId.bytes())
                .query(Long.class)
                .optional();
    }

    /** A closed card's id passes to its successor; so does a retired person's to the one that she was merged into. */
    void point(CardId cardId, HealthCard card) {
        jdbc.sql("""
                insert into card.card_id (card_id, person_key, card_no) values (?, ?, ?)
                on conflict (card_id) do update set person_key = excluded.person_key, card_no = excluded.card_no
                """).params(cardId.bytes(), card.personKey(), card.cardNo()).update();
    }
}
