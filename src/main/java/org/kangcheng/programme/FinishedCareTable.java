package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Care that is over, by the institution that gave it. */
@Component
class FinishedCareTable {
    /** @param source the entry of the record that told it, as its fact names it */
    record Row(long institutionId, LocalDate finishedOn, long personKey, String source, String event) {}

    /** After which row the list goes on. */
    record Cursor(LocalDate finishedOn, String source) {
        static Cursor of(Row row) {
            return new Cursor(row.finishedOn, row.source);
        }

        static @Nullable Cursor parse(@Nullable String text) {
            return Optional.ofNullable(text)
                    .filter(it -> it.matches("\\d{4}-\\d{2}-\\d{2}~.{1,100}"))
                    .map(it -> new Cursor(LocalDate.parse(it.substring(0, 10)), it.substring(11)))
                    .orElse(null);
        }

        @Override
        public String toString() {
            return finishedOn + "~" + source;
        }
    }

    private final JdbcClient jdbc;

    FinishedCareTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Row row) {
        jdbc.sql("""
                insert into programme.finished_care (institution_id, finished_on, person_key, source, event)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(row.institutionId, row.finishedOn, row.personKey, row.source, row.event)
                .update();
    }

    void delete(long institutionId, LocalDate finishedOn, String source) {
        jdbc.sql("delete from programme.finished_care where institution_id = ? and finished_on = ? and source = ?")
                .params(institutionId, finishedOn, source)
                .update();
    }

    /** The newest first. */
    List<Row> newest(long institutionId, LocalDate since, @Nullable Cursor after, int most) {
        Cursor from = after == null ? new Cursor(LocalDate.of(9999, 12, 31), "") : after;
        return jdbc.sql("""
                select institution_id, finished_on, person_key, source, event from programme.finished_care
                 where institution_id = ? and finished_on >= ? and (finished_on, source) < (?, ?)
                 order by finished_on desc, source desc limit ?
                """)
                .params(institutionId, since, from.finishedOn, from.source, most)
                .query(Row.class)
                .list();
    }

    /** Stays in hospital that ended from a day to a day, the newest first. */
    List<Row> discharges(long institutionId, LocalDate first, LocalDate last, int most) {
        return jdbc.sql("""
                select institution_id, finished_on, person_key, source, event from programme.finished_care
                 where institution_id = ? and finished_on between ? and ? and event = 'DISCHARGE'
                 order by finished_on desc, source desc limit ?
                """)
                .params(institutionId, first, last, most)
                .query(Row.class)
                .list();
    }

    /** Whether the institution has cared for somebody since {@code since}. */
    boolean caredFor(long institutionId, Collection<Long> keys, LocalDate since) {
        return jdbc.sql("""
                select exists (select from programme.finished_care
                                where institution_id = :institution and person_key in (:keys) and finished_on >= :since)
                """)
                .param("institution", institutionId)
                .param("keys", keys)
                .param("since", since)
                .query(Boolean.class)
                .single();
    }
}
