package org.kangcheng.card;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The story of a person's cards: appended, never altered. */
@Component
class ChangeTable {
    enum What {
        ISSUED("申领"),
        SUSPENDED("暂停"),
        RESUMED("恢复"),
        CANCELLED("注销"),
        REPLACED("换发");

        private final String label;

        What(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    record Change(
            Instant at, What what, int cardNo, @Nullable String reason) {
        public String label() {
            return what.label();
        }

        public LocalDateTime localTime() {
            return CityTime.local(at);
        }
    }

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;
    private final Ids ids;

    ChangeTable(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    void append(Actor actor, HealthCard card, What what, @Nullable String reason, Instant now) {
        jdbc.sql("""
                insert into card.card_change (person_key, change_id, card_no, at, what, actor_kind, actor_id, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(card.personKey(), ids.next(), card.cardNo(), Timestamp.from(now), what.name())
                .params(actor.kind().name(), actor.id(), reason)
                .update();
    }

    List<Change> newest(long personKey) {
        return jdbc.sql("""
                select at, what, card_no, reason from card.card_change
                 where person_key = ? order by change_id desc limit ?
                """)
                .params(personKey, SHOWN)
                .query((row, n) -> new Change(
                        row.getTimestamp("at").toInstant(),
                        What.valueOf(row.getString("what")),
                        row.getInt("card_no"),
                        row.getString("reason")))
                .list();
    }
}
