package org.kangcheng.booking;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 爽约停约: who may not book for a while. A ban holds in the whole city. */
@Component
class BanTable {
    private final JdbcClient jdbc;

    BanTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Instant> until(long personKey, Instant now) {
        return jdbc.sql("""
                select max(until_at) from booking.ban
                 where person_key = ? and until_at > ? and lifted_at is null having count(*) > 0
                """)
                .params(personKey, Timestamp.from(now))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Bans a person whose no-shows since {@code sinceDay}, and since the last ban, reach the limit; true when it did. */
    boolean banIfDue(long personKey, LocalDate sinceDay, Rules rules, Instant now) {
        return jdbc.sql("""
                insert into booking.ban (person_key, banned_at, until_at, no_shows)
                select :person, :now, :until, count(*)
                  from booking.person_appointment
                 where person_key = :person and state = 'NO_SHOW' and day > :since
                   and changed_at > coalesce(
                       (select max(banned_at) from booking.ban where person_key = :person), '-infinity')
                having count(*) >= :limit
                    on conflict do nothing
                """)
                        .param("person", personKey)
                        .param("now", Timestamp.from(now))
                        .param("until", Timestamp.from(now.plus(rules.ban())))
                        .param("since", sinceDay)
                        .param("limit", rules.noShowLimit())
                        .update()
                == 1;
    }

    /** Lifts what is in force, after an appeal; true when there was something to lift. */
    boolean lift(long personKey, String by, Instant now) {
        return jdbc.sql("""
                update booking.ban set lifted_at = ?, lifted_by = ?
                 where person_key = ? and until_at > ? and lifted_at is null
                """)
                        .params(Timestamp.from(now), by, personKey, Timestamp.from(now))
                        .update()
                > 0;
    }
}
