package org.kangcheng.card;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class CodeTable {
    record Row(Instant validUntil, int remaining) {}

    private final JdbcClient jdbc;

    CodeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The person's code that is good until {@code reusable} or longer and was not used up, else a new one, which
     * never falls on the second of one that was used up. What has expired is swept on the way, so that a person never has more than a handful of rows.
     */
    Row present(long personKey, Instant now, Instant reusable, Instant validUntil, int verifications) {
        return jdbc.sql("""
                with shown as (
                    select valid_until, remaining from card.dynamic_code
                     where person_key = ? and valid_until >= ? and remaining > 0
                     order by valid_until desc limit 1
                ), made as (
                    insert into card.dynamic_code (person_key, valid_until, remaining)
                    select asked.person_key, greatest(asked.valid_until, last.valid_until + interval '1 second'),
                           asked.remaining
                      from (values (?::bigint, ?::timestamptz, ?::smallint)) asked (person_key, valid_until, remaining)
                      left join lateral (select max(valid_until) as valid_until from card.dynamic_code code
                                          where code.person_key = asked.person_key) last on true
                     where not exists (select from shown)
                    on conflict (person_key, valid_until) do update set remaining = dynamic_code.remaining
                    returning valid_until, remaining
                ), swept as (
                    delete from card.dynamic_code where person_key = ? and valid_until < ?
                )
                select valid_until, remaining from shown union all select valid_until, remaining from made
                """)
                .params(personKey, Timestamp.from(reusable))
                .params(personKey, Timestamp.from(validUntil), verifications)
                .params(personKey, Timestamp.from(now))
                .query((row, n) -> new Row(row.getTimestamp("valid_until").toInstant(), row.getInt("remaining")))
                .single();
    }

    void forget(long personKey) {
        jdbc.sql("delete from card.dynamic_code where person_key = ?")
                .param(personKey)
                .update();
    }
}
