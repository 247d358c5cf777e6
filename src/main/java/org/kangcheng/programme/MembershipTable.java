package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class MembershipTable {
    /** @param endedAt when the leaving became known */
    record Membership(
            int programmeNo,
            LocalDate enteredOn,
            @Nullable LocalDate leftOn,
            Instant recordedAt,
            @Nullable Instant endedAt) {
        /** Whether it held on {@code day} by what was known at {@code at}. */
        boolean held(LocalDate day, Instant at) {
            boolean leftKnown = endedAt != null && !endedAt.isAfter(at);
            boolean left = leftKnown && leftOn != null && !leftOn.isAfter(day);
            return !enteredOn.isAfter(day) && !recordedAt.isAfter(at) && !left;
        }
    }

    private final JdbcClient jdbc;

    MembershipTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<Integer> open(long personKey) {
        return new TreeSet<>(jdbc.sql("""
                select programme_no from programme.membership where person_key = ? and left_on is null
                """).param(personKey).query(Integer.class).list());
    }

    void enter(long personKey, int programmeNo, LocalDate day, Instant at) {
        jdbc.sql("""
                insert into programme.membership (person_key, programme_no, entered_on, recorded_at)
                values (?, ?, ?, ?) on conflict do nothing
                """).params(personKey, programmeNo, day, Timestamp.from(at)).update();
    }

    void leave(long personKey, int programmeNo, LocalDate day, Instant at) {
        jdbc.sql("""
                update programme.membership set left_on = ?, ended_at = ?
                 where person_key = ? and programme_no = ? and left_on is null
                """).params(day, Timestamp.from(at), personKey, programmeNo).update();
    }

    List<Membership> of(long personKey) {
        return jdbc.sql("""
                select programme_no, entered_on, left_on, recorded_at, ended_at from programme.membership
                 where person_key = ? order by entered_on, programme_no
                """)
                .param(personKey)
                .query((row, n) -> new Membership(
                        row.getInt("programme_no"),
                        row.getObject("entered_on", LocalDate.class),
                        row.getObject("left_on", LocalDate.class),
                        row.getTimestamp("recorded_at").toInstant(),
                        instant(row.getTimestamp("ended_at"))))
                .list();
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
