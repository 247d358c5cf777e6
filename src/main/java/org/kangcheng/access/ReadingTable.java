package org.kangcheng.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.kangcheng.access.Readings.Listed;
import org.kangcheng.access.Readings.Reading;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReadingTable {
    private final JdbcClient jdbc;

    ReadingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void append(Reading entry, Actor actor) {
        jdbc.sql("""
                insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name,
                    institution_id, what, purpose, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(entry.personKey(), entry.readingId(), Timestamp.from(entry.at()))
                .params(actor.kind().name(), actor.id(), actor.name(), actor.institutionId())
                .params(entry.what(), entry.purpose().name(), entry.reason())
                .update();
    }

    /** The same reading of each of these people. */
    void appendEach(long[] personKeys, long[] readingIds, Actor actor, String what, Purpose purpose, Instant at) {
        jdbc.sql("""
                insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name,
                    institution_id, what, purpose)
                select person_key, reading_id, ?, ?, ?, ?, ?::bigint, ?, ?
                  from unnest(?::bigint[], ?::bigint[]) as looked_at (person_key, reading_id)
                """)
                .param(Timestamp.from(at))
                .params(actor.kind().name(), actor.id(), actor.name(), actor.institutionId())
                .params(what, purpose.name(), personKeys, readingIds)
                .update();
    }

    /** @param keys of the people, sorted, eight bytes each, big-endian */
    void appendDisclosure(Reading entry, Actor actor, byte[] keys, byte[] digest) {
        jdbc.sql("""
                insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name,
                    institution_id, what, purpose, people_count, set_digest, set_keys)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(entry.personKey(), entry.readingId(), Timestamp.from(entry.at()))
                .params(actor.kind().name(), actor.id(), actor.name(), actor.institutionId())
                .params(entry.what(), entry.purpose().name(), keys.length / Long.BYTES, digest, keys)
                .update();
    }

    /** To each of the people, once a day. */
    void remember(Reading disclosure, Actor actor, LocalDate day, long[] sortedKeys) {
        jdbc.sql("""
                insert into access.listed (person_key, day, actor_id, what, first_at, actor_name, institution_id, purpose)
                select distinct person_key, ?::date, ?, ?, ?::timestamptz, ?, ?::bigint, ?
                  from unnest(?::bigint[]) as listed (person_key)
                 order by person_key
                on conflict do nothing
                """)
                .params(day, actor.id(), disclosure.what(), Timestamp.from(disclosure.at()))
                .params(
                        actor.name(),
                        actor.institutionId(),
                        disclosure.purpose().name(),
                        sortedKeys)
                .update();
    }

    /** @param mostListed people of a list that was remembered to each; the sets of longer ones are searched by halves */
    List<Listed> lists(long personKey, LocalDate since, int mostListed, int limit) {
        return jdbc.sql("""
                select first_at, actor_name, institution_id, what, purpose
                  from access.listed
                 where person_key = :person and day >= :since
                 union all
                select min(at), actor_name, institution_id, what, purpose
                  from access.reading
                 where person_key = 0 and people_count > :most and at >= :since::date::timestamp at time zone 'Asia/Shanghai'
                   and access.set_holds(set_keys, :person)
                 group by (at at time zone 'Asia/Shanghai')::date, actor_id, actor_name, institution_id, what, purpose
                 order by 1 desc
                 limit :limit
                """)
                .param("person", personKey)
                .param("since", since)
                .param("most", mostListed)
                .param("limit", limit)
                .query((row, n) -> new Listed(
                        row.getTimestamp("first_at").toInstant(),
                        row.getString("actor_name"),
                        row.getObject("institution_id", Long.class),
                        row.getString("what"),
                        Purpose.valueOf(row.getString("purpose"))))
                .list();
    }

    void appendBreakGlass(Reading entry, Actor actor) {
        jdbc.sql("""
                insert into access.break_glass (institution_id, reading_id, person_key, at, actor_name, reason)
                values (?, ?, ?, ?, ?, ?)
                """)
                .params(actor.institution(), entry.readingId(), entry.personKey(), Timestamp.from(entry.at()))
                .params(actor.name(), entry.reason())
                .update();
    }

    List<Reading> of(long personKey, Set<Purpose> without, long before, int limit) {
        return jdbc.sql("""
                select person_key, reading_id, at, actor_name, institution_id, what, purpose, reason
                  from access.reading
                 where person_key = ? and reading_id < ? and purpose <> all (?)
                 order by reading_id desc
                 limit ?
                """)
                .params(personKey, before)
                .param(without.stream().map(Purpose::name).toArray(String[]::new))
                .param(limit)
                .query((row, n) -> reading(row))
                .list();
    }

    private static Reading reading(ResultSet row) throws SQLException {
        return new Reading(
                row.getLong("person_key"),
                row.getLong("reading_id"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor_name"),
                row.getObject("institution_id", Long.class),
                row.getString("what"),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("reason"));
    }
}
