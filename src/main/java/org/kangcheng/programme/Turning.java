package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The turn of a day: the figures of the day before are kept, programmes whose time is over end, and whose age, statuses,
 * facts or calendar change by it are marked to be looked at. Duties need no turning: whether one is late follows from its
 * days.
 */
@Component
class Turning {
    private final JdbcClient jdbc;
    private final StaleTable stale;
    private final FactTable facts;
    private final Programmes programmes;
    private final Missed missed;
    private final EndProgrammes endProgrammes;
    private final FigureDays figureDays;
    private final Clock clock;

    Turning(
            JdbcClient jdbc,
            StaleTable stale,
            FactTable facts,
            Programmes programmes,
            Missed missed,
            EndProgrammes endProgrammes,
            FigureDays figureDays,
            Clock clock) {
        this.jdbc = jdbc;
        this.stale = stale;
        this.facts = facts;
        this.programmes = programmes;
        this.missed = missed;
        this.endProgrammes = endProgrammes;
        this.figureDays = figureDays;
        this.clock = clock;
    }

    /** Turns the next day that has not been turned yet, up to today. @return whether there was one */
    @Transactional
    public boolean next() {
        LocalDate today = CityTime.today(clock);
        jdbc.sql("insert into programme.day (turned) values (?) on conflict do nothing")
                .param(today)
                .update();
        LocalDate turned = jdbc.sql("select turned from programme.day for update")
                .query(LocalDate.class)
                .single();
        if (!turned.isBefore(today)) {
            return false;
        }
        turn(turned.plusDays(1));
        jdbc.sql("update programme.day set turned = turned + 1").update();
        return true;
    }

    private void turn(LocalDate day) {
        figureDays.keep(day.minusDays(1));
        endProgrammes.endOn(day);
        missed.turn(programmes.all(), day);
        stale.markBirthdays(day, clock.instant());
        stale.mark(facts.turningOn(day), clock.instant());
        jdbc.sql("""
                insert into programme.stale (person_key, since)
                select person_key, :at::timestamptz from identity_pub.granted_status where from_date = :day
                union select person_key, :at::timestamptz from identity_pub.granted_status where to_date = :day
                """)
                .param("day", day)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }
}
