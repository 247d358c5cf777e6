package org.kangcheng.card;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CardTable {
    private static final String COLUMNS = """
            person_key, card_no, card_id, attribute, status, area_code, issued_by, issued_at
            """;

    private final JdbcClient jdbc;

    CardTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The one card that is not cancelled. */
    Optional<HealthCard> live(long personKey) {
        return jdbc.sql("select " + COLUMNS + " from card.health_card where person_key = ? and status <> 'CANCELLED'")
                .param(personKey)
                .query((row, n) -> card(row))
                .optional();
    }

    /** The live card, held against every other change until the transaction ends. */
    Optional<HealthCard> lock(long personKey) {
        return jdbc.sql("select " + COLUMNS
                        + " from card.health_card where person_key = ? and status <> 'CANCELLED' for update")
                .param(personKey)
                .query((row, n) -> card(row))
                .optional();
    }

    /** Empty when the person has a live card after all: somebody else was faster. */
    Optional<HealthCard> insert(
            long personKey,
            CardIds.Derived derived,
            CardStatus status,
            String areaCode,
            @Nullable Long issuedBy,
            Instant now) {
        return jdbc.sql("""
                insert into card.health_card (person_key, card_no, card_id, key_version, attribute, status, area_code,
                       issued_by, issued_at, changed_at)
                select ?, 1 + coalesce(max(card_no), 0), ?, ?, ?, ?, ?, ?, ?, ?
                  from card.health_card where person_key = ?
                on conflict do nothing
                returning\s""" + COLUMNS)
                .params(personKey, derived.cardId().bytes(), derived.keyVersion())
                .params(derived.attribute().name(), status.name(), areaCode, issuedBy)
                .params(Timestamp.from(now), Timestamp.from(now), personKey)
                .query((row, n) -> card(row))
                .optional();
    }

    void turn(HealthCard card, CardStatus to, Instant now) {
        jdbc.sql("update card.health_card set status = ?, changed_at = ? where person_key = ? and card_no = ?")
                .params(to.name(), Timestamp.from(now), card.personKey(), card.cardNo())
                .update();
    }

    void close(HealthCard card, Closing because, Instant now) {
        jdbc.sql("""
                update card.health_card set status = 'CANCELLED', closed_because = ?, changed_at = ?
                 where person_key = ? and card_no = ? and status <> 'CANCELLED'
                """)
                .params(because.name(), Timestamp.from(now), card.personKey(), card.cardNo())
                .update();
    }

    boolean lostByMerge(long personKey) {
        return jdbc.sql("""
                select exists (select from card.health_card where person_key = ? and closed_because = 'MERGED')
                """).param(personKey).query(Boolean.class).single();
    }

    void link(HealthCard closed, HealthCard successor) {
        jdbc.sql("update card.health_card set replaced_by = ? where person_key = ? and card_no = ?")
                .params(successor.cardNo(), closed.personKey(), closed.cardNo())
                .update();
    }

    void countIn(HealthCard card, String areaCode) {
        jdbc.sql("update card.health_card set area_code = ? where person_key = ? and card_no = ?")
                .params(areaCode, card.personKey(), card.cardNo())
                .update();
    }

    static HealthCard card(ResultSet row) throws SQLException {
        return new HealthCard(
                row.getLong("person_key"),
                row.getInt("card_no"),
                CardId.of(row.getBytes("card_id")).hex(),
                CardAttribute.valueOf(row.getString("attribute")),
                CardStatus.valueOf(row.getString("status")),
                row.getString("area_code"),
                row.getObject("issued_by", Long.class),
                row.getTimestamp("issued_at").toInstant());
    }
}
