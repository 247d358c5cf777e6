package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName.Grain;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows behind feeds: listed a page at a time, and counted anew, without looking at any counter. */
@Component
class Rows {
    /** One row: a person, a visit, an item. */
    record Row(
            @Nullable String areaCode,
            @Nullable Long institutionId,
            @Nullable Long departmentId,
            @Nullable String worker,
            @Nullable Long personKey,
            String item,
            @Nullable LocalDate day,
            long n) {}

    private record Sum(@Nullable String part, long n) {}

    /** By what the rows of a place can be told apart. */
    enum By {
        AREA("area_code"),
        INSTITUTION("institution_id"),
        DEPARTMENT("department_id"),
        WORKER("worker"),
        DAY("day");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    private final JdbcClient jdbc;
    private final InstitutionPlaces institutions;

    Rows(JdbcClient jdbc, InstitutionPlaces institutions) {
        this.jdbc = jdbc;
        this.institutions = institutions;
    }

    /** In the order of their names, after {@code after}; "" for the first. */
    List<Row> list(Feed feed, Place place, LocalDate first, LocalDate last, String after, int limit) {
        return jdbc.sql("select * from (" + feed.rows() + ") r where " + where(feed, place)
                        + " and item collate \"C\" > :after order by item collate \"C\" limit :limit")
                .paramSource(parameters(place, first, last, institutions)
                        .addValue("after", after)
                        .addValue("limit", limit))
                .query(Row.class)
                .list();
    }

    /** Counted anew. */
    long count(Feed feed, Place place, LocalDate first, LocalDate last) {
        return of(
                        "select coalesce(sum(n), 0)::bigint from (" + feed.rows() + ") r where " + where(feed, place),
                        place,
                        first,
                        last)
                .query(Long.class)
                .single();
    }

    /** Counted anew, by part; rows that belong to no part stand under "". */
    Map<String, Long> count(Feed feed, Place place, LocalDate first, LocalDate last, By by) {
        Map<String, Long> sums = new HashMap<>();
        of(
                        "select " + by.column + "::text as part, sum(n)::bigint as n from (" + feed.rows()
                                + ") r where " + where(feed, place) + " group by 1",
                        place,
                        first,
                        last)
                .query(Sum.class)
                .list()
                .forEach(sum -> sums.put(sum.part == null ? "" : sum.part, sum.n));
        return sums;
    }

    /** Counted anew, of one worker by her name. */
    long count(Feed feed, Place place, LocalDate first, LocalDate last, String worker) {
        return jdbc.sql("select coalesce(sum(n), 0)::bigint from (" + feed.rows() + ") r where worker = :worker and "
                        + where(feed, place))
                .paramSource(parameters(place, first, last, institutions).addValue("worker", worker))
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec of(String sql, Place place, LocalDate first, LocalDate last) {
        return jdbc.sql(sql).paramSource(parameters(place, first, last, institutions));
    }

    /** What the rows of a feed, and {@link #where}, ask for. */
    static MapSqlParameterSource parameters(
            Place place, LocalDate first, LocalDate last, InstitutionPlaces institutions) {
        return new MapSqlParameterSource()
                .addValue("first", first)
                .addValue("last", last)
                .addValue("place", place.isInstitution() ? "" : place.key())
                .addValue("institution", place.isInstitution() ? place.institutionId() : 0L)
                .addValue(
                        "institutions",
                        place.isInstitution()
                                ? new Long[0]
                                : institutions.in(place.key()).toArray(Long[]::new));
    }

    /** Which rows are of the place. */
    static String where(Feed feed, Place place) {
        if (place.isInstitution()) {
            return "institution_id = :institution";
        }
        if (place.equals(Place.CITY)) {
            return "true";
        }
        return feed.name().grain() == Grain.INSTITUTION
                ? "institution_id = any(:institutions::bigint[])"
                : "area_code >= :place and area_code < :place || ':'";
    }
}
