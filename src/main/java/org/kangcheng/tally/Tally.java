package org.kangcheng.tally;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts by area and day. What is counted is a series; a change is written at the smallest area and counts for all that
 * contain it. What changes by time alone (late since yesterday) is counted by its day, so that a figure of today is a sum
 * over days and nothing has to be rewritten at midnight.
 */
@Component
public class Tally {
    /** The length of a city's, a county's, a town's, a village's code. */
    private static final List<Integer> LEVELS = List.of(4, 6, 9, 12);

    /** For what has no day of its own. */
    public static final LocalDate NO_DAY = LocalDate.EPOCH;

    private static final int FOLDED_AT_ONCE = 20_000;

    private final JdbcClient jdbc;
    private final Map<String, Integer> series = new ConcurrentHashMap<>();

    Tally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The number of a series; the name is remembered from its first use on. */
    public int series(String name) {
        return series.computeIfAbsent(name, this::assured);
    }

    private int assured(String name) {
        jdbc.sql("insert into tally.series (name) values (?) on conflict do nothing")
                .param(name)
                .update();
        return jdbc.sql("select series_no from tally.series where name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    /** Adds to a series, in the caller's transaction. */
    public void add(String name, String areaCode, LocalDate day, long n) {
        jdbc.sql("insert into tally.change (area_code, series_no, day, n) values (?, ?, ?, ?)")
                .params(areaCode, series(name), day, n)
                .update();
    }

    /** One change of a series. */
    public record Change(String series, String areaCode, LocalDate day, long n) {}

    /** Adds many at once, in the caller's transaction. */
    public void addAll(Collection<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select * from unnest(?::text[], ?::int[], ?::date[], ?::bigint[])
                """)
                .params(
                        changes.stream().map(Change::areaCode).toArray(String[]::new),
                        changes.stream().map(it -> series(it.series)).toArray(Integer[]::new),
                        changes.stream().map(it -> it.day.toString()).toArray(String[]::new),
                        changes.stream().map(Change::n).toArray(Long[]::new))
                .update();
    }

    /** A series over the days from {@code first} to {@code last}. */
    public record Span(String series, LocalDate first, LocalDate last) {
        /** Of a series that knows no days. */
        public static Span of(String series) {
            return new Span(series, NO_DAY, NO_DAY);
        }
    }

    private record Sum(String areaCode, int seriesNo, long n) {}

    /** The sums of each series, by area; an area without one is not in it. Each series once. */
    public Map<String, Map<String, Long>> sums(Collection<String> areas, List<Span> spans) {
        Map<Integer, String> names = new HashMap<>();
        spans.forEach(span -> names.put(series(span.series), span.series));
        Map<String, Map<String, Long>> sums = new HashMap<>();
        for (Sum sum : jdbc.sql("""
                with asked as (
                    select series_no, first::date, last::date
                      from unnest(?::int[], ?::text[], ?::text[]) asked (series_no, first, last)
                ), area as (
                    select unnest(?::text[]) as code
                )
                select area_code, series_no, sum(n)::bigint as n from (
                    select count.area_code, asked.series_no, count.n
                      from asked cross join area
                      join tally.count on count.area_code = area.code and count.series_no = asked.series_no
                       and count.day between asked.first and asked.last
                    union all
                    select area.code, asked.series_no, change.n
                      from tally.change
                      join asked on asked.series_no = change.series_no and change.day between asked.first and asked.last
                      join area on starts_with(change.area_code, area.code)
                ) folded_and_not group by area_code, series_no
                """)
                .params(
                        spans.stream().map(span -> series(span.series)).toArray(Integer[]::new),
                        spans.stream().map(span -> span.first.toString()).toArray(String[]::new),
                        spans.stream().map(span -> span.last.toString()).toArray(String[]::new),
                        areas.toArray(String[]::new))
                .query(Sum.class)
                .list()) {
            sums.computeIfAbsent(names.get(sum.seriesNo), _ -> new HashMap<>()).put(sum.areaCode, sum.n);
        }
        return sums;
    }

    /**
     * Takes changes away and adds them to the counts, in one transaction. Only one folds at a time.
     *
     * @return how many changes
     */
    @Transactional
    public int fold() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(hashtext('tally.fold'))")
                .query(Boolean.class)
                .single();
        if (!mine) {
            return 0;
        }
        return jdbc.sql("""
                with taken as (
                    delete from tally.change
                     where change_id <= (select max(change_id)
                                           from (select change_id from tally.change order by change_id limit :most) o)
                    returning area_code, series_no, day, n
                ), added as (
                    insert into tally.count as c (area_code, series_no, day, n)
                    select left(area_code, len), series_no, day, sum(n)
                      from taken, unnest(array[:levels]) len
                     where length(area_code) >= len
                     group by 1, 2, 3 having sum(n) <> 0
                     order by 1, 2, 3
                    on conflict (area_code, series_no, day) do update set n = c.n + excluded.n
                )
                select count(*) from taken
                """)
                .param("most", FOLDED_AT_ONCE)
                .param("levels", LEVELS)
                .query(Integer.class)
                .single();
    }
}
