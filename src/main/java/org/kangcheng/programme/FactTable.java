package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class FactTable {
    record Row(
            FactKind kind,
            String code,
            LocalDate fromDate,
            @Nullable LocalDate toDate) {}

    /** @param source who told it @param unit 单位: where the work is; null when nobody said */
    record Told(
            String code,
            LocalDate fromDate,
            @Nullable LocalDate toDate,
            String source,
            @Nullable String unit) {
        /** Null while it stands. */
        public @Nullable LocalDate lastDay() {
            return toDate == null ? null : toDate.minusDays(1);
        }
    }

    private final JdbcClient jdbc;

    FactTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Facts of any of the person's keys that have begun by {@code day} and are not over. */
    List<Row> on(Collection<Long> keys, LocalDate day) {
        return jdbc.sql("""
                select kind, code, from_date, to_date from programme.fact
                 where person_key in (:keys) and from_date <= :day and (to_date is null or to_date > :day)
                 order by kind, code, from_date
                """)
                .param("keys", keys)
                .param("day", day)
                .query(Row.class)
                .list();
    }

    record EventDay(long personKey, String code, LocalDate on) {}

    /** The newest day of each event of these people that has happened and is not over. */
    List<EventDay> eventDays(Collection<Long> keys, LocalDate day) {
        return jdbc.sql("""
                select person_key, code, max(from_date) as "on" from programme.fact
                 where person_key in (:keys) and kind = 'EVENT' and from_date <= :day and (to_date is null or to_date > :day)
                 group by 1, 2
                """)
                .param("keys", keys)
                .param("day", day)
                .query(EventDay.class)
                .list();
    }

    /** The same as it was known at {@code at}. */
    List<Row> asKnown(Collection<Long> keys, LocalDate day, Instant at) {
        return jdbc.sql("""
                select kind, code, from_date, to_date from (
                    select kind, code, from_date, recorded_at,
                           case when ended_at > :at then told_until else to_date end as to_date
                      from programme.fact where person_key in (:keys)
                    union all
                    select kind, code, from_date, recorded_at,
                           case when ended_at > :at then told_until else to_date end
                      from programme.withdrawn_fact where person_key in (:keys) and withdrawn_at > :at
                ) known
                 where recorded_at <= :at and from_date <= :day and (to_date is null or to_date > :day)
                 order by kind, code, from_date
                """)
                .param("keys", keys)
                .param("day", day)
                .param("at", Timestamp.from(at))
                .query(Row.class)
                .list();
    }

    /** Those of a kind, with their days and where they come from. */
    List<Told> told(Collection<Long> keys, FactKind kind) {
        return jdbc.sql("""
                select code, from_date, to_date, source, unit from programme.fact
                 where person_key in (:keys) and kind = :kind order by from_date desc, code
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .query(Told.class)
                .list();
    }

    /** False when it was known already. */
    boolean insert(
            long personKey,
            FactKind kind,
            String code,
            LocalDate from,
            @Nullable LocalDate to,
            String source,
            @Nullable String unit,
            Instant at) {
        return jdbc.sql("""
                insert into programme.fact (person_key, kind, code, from_date, to_date, source, unit, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, kind.name(), code, from, to, source, unit, Timestamp.from(at))
                        .update()
                == 1;
    }

    boolean isOpen(Collection<Long> keys, FactKind kind, String code) {
        return jdbc.sql("""
                select exists (select from programme.fact
                                where person_key in (:keys) and kind = :kind and code = :code and to_date is null)
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .query(Boolean.class)
                .single();
    }

    /** Until the transaction ends nobody else holds the person. */
    void hold(long personKey) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('programme.fact:' || ?, 0))")
                .param(personKey)
                .query((row, n) -> n)
                .list();
    }

    boolean beginsOn(Collection<Long> keys, FactKind kind, String code, LocalDate day) {
        return jdbc.sql("""
                select exists (select from programme.fact
                                where person_key in (:keys) and kind = :kind and code = :code and from_date = :day)
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    /**
     * Ends what stands on {@code to} or later; what would only begin then is taken back.
     *
     * @param by what ends it, so that the ending can be taken back with it
     */
    boolean end(Collection<Long> keys, FactKind kind, String code, LocalDate to, String by, Instant at) {
        int takenBack = jdbc.sql("""
                with gone as (
                    delete from programme.fact
                     where person_key in (:keys) and kind = :kind and code = :code and from_date >= :to
                    returning *
                )
                insert into programme.withdrawn_fact (person_key, kind, code, from_date, to_date, told_until, source, unit,
                    recorded_at, ended_at, ended_by, withdrawn_at)
                select person_key, kind, code, from_date, to_date, told_until, source, unit, recorded_at, ended_at,
                       ended_by, :at
                  from gone
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .param("to", to)
                .param("at", Timestamp.from(at))
                .update();
        int ended = jdbc.sql("""
                update programme.fact set told_until = to_date, to_date = :to, ended_at = :at, ended_by = :by
                 where person_key in (:keys) and kind = :kind and code = :code and (to_date is null or to_date > :to)
                """)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .param("to", to)
                .update();
        return takenBack + ended > 0;
    }

    /** Ends what began before and is open. @param by what ends it, so that the ending can be taken back with it */
    boolean endOpen(Collection<Long> keys, FactKind kind, String code, LocalDate to, String by, Instant at) {
        return jdbc.sql("""
                update programme.fact set to_date = :to, ended_at = :at, ended_by = :by
                 where person_key in (:keys) and kind = :kind and code = :code and to_date is null and from_date < :to
                """)
                        .param("by", by)
                        .param("at", Timestamp.from(at))
                        .param("keys", keys)
                        .param("kind", kind.name())
                        .param("code", code)
                        .param("to", to)
                        .update()
                > 0;
    }

    /** Ends an event that began before and is not over. @param by what ends it, so that the ending can be taken back with it */
    boolean endEvent(Collection<Long> keys, String code, LocalDate to, String by, Instant at) {
        return jdbc.sql("""
                update programme.fact set told_until = to_date, to_date = :to, ended_at = :at, ended_by = :by
                 where person_key in (:keys) and kind = 'EVENT' and code = :code and from_date < :to
                   and (to_date is null or to_date > :to)
                """)
                        .param("by", by)
                        .param("at", Timestamp.from(at))
                        .param("keys", keys)
                        .param("code", code)
                        .param("to", to)
                        .update()
                > 0;
    }

    /**
     * Takes back what a source has told and what it has ended.
     *
     * @param by who does; null: the source itself
     * @return whether anything has changed
     */
    boolean withdraw(Collection<Long> keys, String source, @Nullable String by, Instant at) {
        int withdrawn = jdbc.sql("""
                with gone as (
                    delete from programme.fact where person_key in (:keys) and source = :source returning *
                )
                insert into programme.withdrawn_fact (person_key, kind, code, from_date, to_date, told_until, source, unit,
                    recorded_at, ended_at, ended_by, withdrawn_at, withdrawn_by)
                select person_key, kind, code, from_date, to_date, told_until, source, unit, recorded_at, ended_at,
                       ended_by, :at, :by::text
                  from gone
                """)
                .param("keys", keys)
                .param("source", source)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
        int reopened = jdbc.sql("""
                update programme.fact set to_date = told_until, told_until = null, ended_at = null, ended_by = null
                 where person_key in (:keys) and ended_by = :source
                """).param("keys", keys).param("source", source).update();
        return withdrawn + reopened > 0;
    }

    /** Ends what one source has told and is open. @param by who or what ends it */
    boolean endOf(Collection<Long> keys, String source, LocalDate to, String by, Instant at) {
        return jdbc.sql("""
                update programme.fact set to_date = :to, ended_at = :at, ended_by = :by
                 where person_key in (:keys) and source = :source and to_date is null and from_date < :to
                """)
                        .param("keys", keys)
                        .param("source", source)
                        .param("to", to)
                        .param("by", by)
                        .param("at", Timestamp.from(at))
                        .update()
                > 0;
    }

    /**
     * What one of the workers told of somebody, whatever became of it.
     *
     * @param endedBy who or what ended it; null while nothing has
     * @param withdrawnAt when it was taken back; null while it stands
     */
    record Registered(
            FactKind kind,
            String code,
            LocalDate fromDate,
            @Nullable LocalDate toDate,
            String source,
            @Nullable String unit,
            Instant recordedAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt,
            @Nullable String withdrawnBy,
            @Nullable Instant withdrawnAt) {}

    /** All of whose source begins so, also what was taken back, the newest first. */
    List<Registered> everTold(Collection<Long> keys, String sourcePrefix) {
        return jdbc.sql("""
                select kind, code, from_date, to_date, source, unit, recorded_at, ended_by, ended_at,
                       null as withdrawn_by, null::timestamptz as withdrawn_at
                  from programme.fact where person_key in (:keys) and starts_with(source, :prefix)
                union all
                select kind, code, from_date, to_date, source, unit, recorded_at, ended_by, ended_at, withdrawn_by,
                       withdrawn_at
                  from programme.withdrawn_fact where person_key in (:keys) and starts_with(source, :prefix)
                 order by recorded_at desc
                """)
                .param("keys", keys)
                .param("prefix", sourcePrefix)
                .query((row, n) -> new Registered(
                        FactKind.valueOf(row.getString("kind")),
                        row.getString("code"),
                        row.getObject("from_date", LocalDate.class),
                        row.getObject("to_date", LocalDate.class),
                        row.getString("source"),
                        row.getString("unit"),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getString("ended_by"),
                        instant(row.getTimestamp("ended_at")),
                        row.getString("withdrawn_by"),
                        instant(row.getTimestamp("withdrawn_at"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /** Whose facts begin or end on {@code day}. */
    List<Long> turningOn(LocalDate day) {
        return jdbc.sql("""
                select person_key from programme.fact where from_date = :day
                union select person_key from programme.fact where to_date = :day
                """).param("day", day).query(Long.class).list();
    }
}
