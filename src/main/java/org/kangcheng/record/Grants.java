package org.kangcheng.record;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.kangcheng.identity.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 调阅授权: which institution may read whose whole record, why, and until when. */
@Component
public class Grants {
    private final JdbcClient jdbc;
    private final People people;
    private final Clock clock;

    Grants(JdbcClient jdbc, People people, Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Lets an institution read a person's record. Given again on the same basis, the later end holds.
     *
     * @param basis why, for programs: {@code visit:<key>}, {@code contract:<key>}
     */
    @Transactional
    public void grant(long personKey, long institutionId, String basis, Instant until) {
        jdbc.sql("""
                insert into record.access_grant (person_key, institution_id, basis, granted_at, until)
                values (?, ?, ?, ?, ?)
                on conflict (person_key, institution_id, basis)
                    do update set until = greatest(access_grant.until, excluded.until)
                """)
                .params(people.resolve(personKey), institutionId, basis)
                .params(Timestamp.from(clock.instant()), Timestamp.from(until))
                .update();
    }

    /** Whether the institution may read the person's whole record at {@code at}, under whichever of the person's keys. */
    public boolean holds(long personKey, long institutionId, Instant at) {
        return jdbc.sql("""
                select exists (
                    select from record.access_grant
                     where person_key = any(?) and institution_id = ? and granted_at <= ? and until > ?)
                """)
                .params(
                        people.aliases(personKey).stream()
                                .mapToLong(Long::longValue)
                                .toArray(),
                        institutionId)
                .params(Timestamp.from(at), Timestamp.from(at))
                .query(Boolean.class)
                .single();
    }
}
