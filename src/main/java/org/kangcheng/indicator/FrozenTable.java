package org.kangcheng.indicator;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of periods that are over, as they were kept; of each the newest revision counts. */
@Component
class FrozenTable {
    /** An indicator's period, by their names. */
    record Of(String indicator, String period) {}

    record Frozen(
            String place,
            String indicator,
            String period,
            int revision,
            int version,
            long numerator,
            @Nullable Long denominator,
            Timestamp frozenAt,
            String note) {
        /** What is left out where nothing was counted. */
        static Frozen nothing(Revision of, Place place) {
            return new Frozen(place.key(), of.indicator, of.period, 1, of.version, 0, 0L, of.frozenAt, "");
        }
    }

    /** One revision of an indicator's period. */
    record Revision(
            String period,
            String indicator,
            int revision,
            int version,
            Timestamp frozenAt,
            String frozenBy,
            String note) {}

    /** What is to be kept of a place. */
    record Kept(String place, long numerator, @Nullable Long denominator) {}

    private final JdbcClient jdbc;

    FrozenTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was kept of them at the places, the newest revision of each. */
    Map<Of, Map<Place, Frozen>> find(Collection<Of> asked, Collection<Place> places) {
        Map<Of, Map<Place, Frozen>> found = new HashMap<>();
        if (asked.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                select kept.area_code as place, kept.indicator, kept.period, kept.revision, kept.version, kept.numerator,
                       kept.denominator, kept.frozen_at, kept.note
                  from unnest(?::text[]) place (code)
                 cross join unnest(?::text[], ?::text[]) asked (indicator, period)
                 cross join lateral (select * from indicator.frozen
                        where area_code = place.code and indicator = asked.indicator and period = asked.period
                        order by revision desc limit 1) kept
                """)
                .params(
                        places.stream().map(Place::key).distinct().toArray(String[]::new),
                        asked.stream().map(Of::indicator).toArray(String[]::new),
                        asked.stream().map(Of::period).toArray(String[]::new))
                .query(Frozen.class)
                .list()
                .forEach(row -> found.computeIfAbsent(new Of(row.indicator, row.period), _ -> new HashMap<>())
                        .put(new Place(row.place), row));
        return found;
    }

    /** When each was frozen first; what was not is not in it. */
    Map<Of, Revision> first(Collection<Of> asked) {
        Map<Of, Revision> found = new HashMap<>();
        if (asked.isEmpty()) {
            return found;
        }
        jdbc.sql("""
                select period, indicator, revision, version, frozen_at, frozen_by, note
                  from unnest(?::text[], ?::text[]) asked (indicator, period)
                  join indicator.frozen_period using (indicator, period)
                 where revision = 1
                """)
                .params(
                        asked.stream().map(Of::indicator).toArray(String[]::new),
                        asked.stream().map(Of::period).toArray(String[]::new))
                .query(Revision.class)
                .list()
                .forEach(row -> found.put(new Of(row.indicator, row.period), row));
        return found;
    }

    Optional<Revision> newest(String indicator, Period period) {
        return revisions(indicator, period).stream().findFirst();
    }

    /** The newest first. */
    List<Revision> revisions(String indicator, Period period) {
        return jdbc.sql("""
                select period, indicator, revision, version, frozen_at, frozen_by, note from indicator.frozen_period
                 where period = ? and indicator = ? order by revision desc
                """)
                .params(period.key(), indicator)
                .query(Revision.class)
                .list();
    }

    /** The first day on which periods were kept; today, when that is now. */
    LocalDate begun(LocalDate today) {
        jdbc.sql("insert into indicator.begun (day) values (?) on conflict do nothing")
                .param(today)
                .update();
        return jdbc.sql("select day from indicator.begun")
                .query(LocalDate.class)
                .single();
    }

    /** False when this revision is there already: whoever came first has kept it. */
    boolean begin(String indicator, Period period, int revision, int version, String by, String note, Instant now) {
        return jdbc.sql("""
                insert into indicator.frozen_period (period, indicator, revision, version, frozen_at, frozen_by, note)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(period.key(), indicator, revision, version, Timestamp.from(now), by, note)
                        .update()
                == 1;
    }

    void keep(
            String indicator,
            Period period,
            int revision,
            int version,
            String by,
            String note,
            Instant now,
            List<Kept> kept) {
        jdbc.sql("""
                insert into indicator.frozen (area_code, indicator, period, revision, version, numerator, denominator,
                    frozen_at, frozen_by, note)
                select place, ?, ?, ?, ?, numerator, denominator, ?, ?, ?
                  from unnest(?::text[], ?::bigint[], ?::bigint[]) kept (place, numerator, denominator)
                """)
                .params(indicator, period.key(), revision, version, Timestamp.from(now), by, note)
                .params(
                        kept.stream().map(Kept::place).toArray(String[]::new),
                        kept.stream().map(Kept::numerator).toArray(Long[]::new),
                        kept.stream().map(Kept::denominator).toArray(Long[]::new))
                .update();
    }
}
