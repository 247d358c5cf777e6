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
    record Frozen(
            String place,
            String indicator,
            int revision,
            int version,
            long numerator,
            @Nullable Long denominator,
            Timestamp frozenAt,
            String note) {
        /** What is left out where nothing was counted. */
        static Frozen nothing(Revision of, Place place) {
            return new Frozen(place.key(), of.indicator, 1, of.version, 0, 0L, of.frozenAt, "");
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

    /** By indicator, then by place. */
    Map<String, Map<Place, Frozen>> find(Collection<String> indicators, Collection<Place> places, Period period) {
        Map<String, Map<Place, Frozen>> found = new HashMap<>();
        jdbc.sql("""
                select distinct on (area_code, indicator) area_code as place, indicator, revision, version, numerator,
                       denominator, frozen_at, note
                  from indicator.frozen
                 where area_code = any(?) and indicator = any(?) and period = ?
                 order by area_code, indicator, revision desc
                """)
                .params(
                        places.stream().map(Place::key).toArray(String[]::new),
                        indicators.toArray(String[]::new),
                        period.key())
                .query(Frozen.class)
                .list()
                .forEach(row -> found.computeIfAbsent(row.indicator, _ -> new HashMap<>())
                        .put(new Place(row.place), row));
        return found;
    }

    /** By indicator: when its period was frozen first. */
    Map<String, Revision> first(Collection<String> indicators, Period period) {
        Map<String, Revision> found = new HashMap<>();
        jdbc.sql("""
                select period, indicator, revision, version, frozen_at, frozen_by, note from indicator.frozen_period
                 where period = ? and indicator = any(?) and revision = 1
                """)
                .params(period.key(), indicators.toArray(String[]::new))
                .query(Revision.class)
                .list()
                .forEach(row -> found.put(row.indicator, row));
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
