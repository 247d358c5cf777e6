package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is to be looked at again: marked in the transaction of the change, taken away in that of the looking. */
@Component
class StaleTable {
    private final JdbcClient jdbc;

    StaleTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for nobody, and holds up nobody: each mark is a row, seen when this change is. */
    void mark(long personKey, Instant at) {
        jdbc.sql("""
                insert into programme.stale (person_key, since) values (?, ?)
                """).params(personKey, Timestamp.from(at)).update();
    }

    void mark(Collection<Long> personKeys, Instant at) {
        for (Long key : personKeys) {
            mark(key, at);
        }
    }

    /** Takes some marks away, each person once; whoever else takes at the same time takes others. */
    List<Long> take(int most) {
        return jdbc.sql("""
                with taken as (
                    delete from programme.stale where mark_id in (
                        select mark_id from programme.stale order by mark_id limit ? for update skip locked)
                    returning person_key
                ) select distinct person_key from taken
                """).param(most).query(Long.class).list();
    }

    /** To whom a point of a calendar was due between two days and was not served. */
    int markLate(int serviceNo, int point, LocalDate first, LocalDate last, Instant at) {
        return jdbc.sql("""
                insert into programme.stale (person_key, since)
                select person_key, :at::timestamptz from programme.duty
                 where service_no = :service and point = :point and point >= 0 and due_on between :first and :last
                """)
                .param("at", Timestamp.from(at))
                .param("service", serviceNo)
                .param("point", point)
                .param("first", first)
                .param("last", last)
                .update();
    }

    /** Everybody whose age changes on {@code day}, in years or, below eight years, in months. */
    int markBirthdays(LocalDate day, Instant at) {
        return jdbc.sql("""
                insert into programme.stale (person_key, since)
                select person_key, :at::timestamptz from programme.subject
                 where extract(month from birth_date) * 100 + extract(day from birth_date) in (:monthDays)
                union
                select person_key, :at::timestamptz from programme.subject
                 where birth_date > :day::date - interval '8 years'
                   and extract(month from birth_date) * 100 + extract(day from birth_date) in (:eachMonth)
                """)
                .param("at", Timestamp.from(at))
                .param("day", day)
                .param("monthDays", MonthDays.birthdaysOn(day))
                .param("eachMonth", MonthDays.monthTurnsOn(day))
                .update();
    }
}
