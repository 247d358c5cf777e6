package org.kangcheng.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The statuses that residents were granted, with their dates. */
@Component
public class Statuses {
    private static final String COLUMNS =
            "select person_key, kind, from_date, to_date, source from identity.granted_status ";

    private final JdbcClient jdbc;
    private final People people;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Statuses(JdbcClient jdbc, People people, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.people = people;
        this.clock = clock;
        this.events = events;
    }

    /** What holds on {@code day}, over all keys of the person. */
    public List<GrantedStatus> current(long personKey, LocalDate day) {
        return all(personKey).stream()
                .filter(status -> !status.fromDate().isAfter(day))
                .filter(status -> status.toDate() == null || status.toDate().isAfter(day))
                .toList();
    }

    public List<GrantedStatus> all(long personKey) {
        return jdbc.sql(COLUMNS + "where person_key in (:keys) order by from_date desc, kind")
                .param("keys", people.aliases(personKey))
                .query(GrantedStatus.class)
                .list();
    }

    /** Grants from a day on, open-ended. False when the person held it then already: nothing changes. */
    @Transactional
    public boolean grant(Actor actor, long personKey, StatusKind kind, LocalDate from) {
        long key = people.resolve(personKey);
        int granted = jdbc.sql("""
                insert into identity.granted_status (person_key, kind, from_date, source, granted_at)
                select :key, :kind, :from, :source, :at
                 where not exists (select from identity.granted_status
                                    where person_key = :key and kind = :kind
                                      and (to_date is null or to_date > :from))
                    on conflict do nothing
                """)
                .param("key", key)
                .param("kind", kind.name())
                .param("from", from)
                .param("source", actor.name())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        if (granted == 1) {
            events.publishEvent(new StatusChanged(key, kind));
        }
        return granted == 1;
    }

    /** Ends an open status. @param to the first day without it */
    @Transactional
    public Optional<Refusal> end(long personKey, StatusKind kind, LocalDate to) {
        long key = people.resolve(personKey);
        int ended = jdbc.sql("""
                update identity.granted_status set to_date = ?
                 where person_key = ? and kind = ? and to_date is null and from_date < ?
                """).params(to, key, kind.name(), to).update();
        if (ended == 1) {
            events.publishEvent(new StatusChanged(key, kind));
        }
        return ended == 1 ? Optional.empty() : Optional.of(Refusal.rule("status-not-open", "该身份没有在此日期之前开始的有效记录。"));
    }
}
