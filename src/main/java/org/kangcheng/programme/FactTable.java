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

    /** False when it was known already. */
    boolean insert(
            long personKey,
            FactKind kind,
            String code,
            LocalDate from,
            @Nullable LocalDate to,
            String source,
            Instant at) {
        return jdbc.sql("""
                insert into programme.fact (person_key, kind, code, from_date, to_date, source, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, kind.name(), code, from, to, source, Timestamp.from(at))
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

    /** Ends what stands on {@code to} or later; what would only begin then is taken back. */
    boolean end(Collection<Long> keys, FactKind kind, String code, LocalDate to) {
        int takenBack = jdbc.sql("""
                delete from programme.fact
                 where person_key in (:keys) and kind = :kind and code = :code and from_date >= :to
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .param("to", to)
                .update();
        int ended = jdbc.sql("""
                update programme.fact set to_date = :to
                 where person_key in (:keys) and kind = :kind and code = :code and (to_date is null or to_date > :to)
                """)
                .param("keys", keys)
                .param("kind", kind.name())
                .param("code", code)
                .param("to", to)
                .update();
        return takenBack + ended > 0;
    }

    /** Whose facts begin or end on {@code day}. */
    List<Long> turningOn(LocalDate day) {
        return jdbc.sql("""
                select person_key from programme.fact where from_date = :day
                union select person_key from programme.fact where to_date = :day
                """).param("day", day).query(Long.class).list();
    }
}
