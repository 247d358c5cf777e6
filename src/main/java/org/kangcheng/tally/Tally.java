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

    /** One area's number. */
    public record AreaCount(String areaCode, long n) {}

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

    /** The sum of a series over the days from {@code first} to {@code last}, of each of the areas that has one. */
    public Map<String, Long> sums(String name, Collection<String> areas, LocalDate first, LocalDate last) {
        Map<String, Long> sums = new HashMap<>();
        for (AreaCount count : jdbc.sql("""
                select area_code, sum(n)::bigint as n from (
                    select area_code, n from tally.count
                     where area_code in (:areas) and series_no = :series and day between :first and :last
                    union all
                    select left(area_code, length(asked.code)), n
                      from tally.change join (select unnest(array[:areas]) as code) asked
                        on starts_with(tally.change.area_code, asked.code)
                     where series_no = :series and day between :first and :last
                ) both_of_them group by area_code
                """)
                .param("areas", areas)
                .param("series", series(name))
                .param("first", first)
                .param("last", last)
                .query(AreaCount.class)
                .list()) {
            sums.put(count.areaCode(), count.n());
        }
        return sums;
    }

    public long sum(String name, String area, LocalDate first, LocalDate last) {
        return sums(name, List.of(area), first, last).getOrDefault(area, 0L);
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
                     where change_id in (select change_id from tally.change order by change_id limit :most)
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
