package org.kangcheng.card;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 卡记: by what a phone off line knows a card that it scans: the first 8 bytes of the SHA-256 of the card's id, in hex. The
 * id itself stays here, and a mark leads to nobody whom the phone does not hold anyway. It tells whom a code is of, not
 * whether the code is still good.
 */
@Component
public class CardMarks {
    private static final int BYTES = 8;

    private final JdbcClient jdbc;

    CardMarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of those that have a live card, by person. The caller bounds how many. */
    public Map<Long, String> of(Collection<Long> personKeys) {
        Map<Long, String> marks = new HashMap<>();
        jdbc.sql("select person_key, card_id from card.health_card where person_key = any(?) and status <> 'CANCELLED'")
                .param(personKeys.toArray(Long[]::new))
                .query(row -> {
                    marks.put(
                            row.getLong("person_key"),
                            mark(CardId.of(row.getBytes("card_id")).hex()));
                });
        return marks;
    }

    private static String mark(String cardId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(cardId.getBytes(US_ASCII));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
