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

    /** An update where there is a mark already: it locks the mark, so that nobody looks before this change is there. */
    void mark(long personKey, Instant at) {
        jdbc.sql("""
                insert into programme.stale (person_key, since) values (?, ?)
                on conflict (person_key) do update set since = programme.stale.since
                """).params(personKey, Timestamp.from(at)).update();
    }

    void mark(Collection<Long> personKeys, Instant at) {
        for (Long key : personKeys) {
            mark(key, at);
        }
    }

    /** Takes some away; whoever else takes at the same time takes others. */
    List<Long> take(int most) {
        return jdbc.sql("""
                delete from programme.stale where person_key in (
                    select person_key from programme.stale order by since, person_key limit ? for update skip locked)
                returning person_key
                """).param(most).query(Long.class).list();
    }

    /** To whom a point of a calendar was due between two days and was not served. */
    int markLate(int serviceNo, int point, LocalDate first, LocalDate last, Instant at) {
        return jdbc.sql("""
                insert into programme.stale (person_key, since)
                select person_key, :at::timestamptz from programme.duty
                 where service_no = :service and point = :point and point >= 0 and due_on between :first and :last
                on conflict (person_key) do update set since = programme.stale.since
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
                on conflict (person_key) do update set since = programme.stale.since
                """)
                .param("at", Timestamp.from(at))
                .param("day", day)
                .param("monthDays", MonthDays.birthdaysOn(day))
                .param("eachMonth", MonthDays.monthTurnsOn(day))
                .update();
    }
}
