package org.kangcheng.tally;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts by area and day, or by institution and day. What is counted is a series; a change is written at the smallest area
 * (city, county, town and village are the first 4, 6, 9 and 12 digits of a code) and counts for all that contain it; one of an
 * institution counts for those of its town, those of its county, and all. What changes by time alone (late since yesterday) is
 * counted by its day, so that a figure of today is a sum over days and nothing has to be rewritten at midnight.
 */
@Component
public class Tally {
    /** All institutions together. */
    public static final String INSTITUTIONS = "@";

    /** For what has no day of its own. */
    public static final LocalDate NO_DAY = LocalDate.EPOCH;

    private static final int FOLDED_AT_ONCE = 20_000;

    private final JdbcClient jdbc;
    private final Map<String, Integer> series = new ConcurrentHashMap<>();

    Tally(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For a program that visits the database without the platform. */
    public static Tally visiting(JdbcClient jdbc) {
        return new Tally(jdbc);
    }

    /** The place of an institution: what happens there is counted for it and for {@link #INSTITUTIONS}. */
    public static String institution(long institutionId) {
        return "@%019d".formatted(institutionId);
    }

    /** The institutions together that lie in a county or a town today, and what happened there. Of no smaller area. */
    public static String institutionsIn(String areaCode) {
        return INSTITUTIONS + ":" + areaCode;
    }

    /** The number of a series; the name is remembered from its first use on. */
    public int series(String name) {
        return Objects.requireNonNull(assured(List.of(name)).get(name));
    }

    /** The numbers of series, by name; new ones are made in the caller's transaction. */
    private Map<String, Integer> assured(Collection<String> names) {
        Map<String, Integer> numbers = known(names);
        List<String> missing = names.stream()
                .filter(name -> !numbers.containsKey(name))
                .distinct()
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            jdbc.sql("insert into tally.series (name) select unnest(?::text[]) on conflict do nothing")
                    .param(missing.toArray(String[]::new))
                    .update();
            numbers.putAll(known(missing));
        }
        return numbers;
    }

    /**
     * The numbers of those series that exist. Whoever asks the database holds no lock meanwhile: she may be waiting for a
     * connection that somebody holds who waits for her. What this transaction made is not remembered, since it may yet be
     * rolled back.
     */
    private Map<String, Integer> known(Collection<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (String name : names) {
            Integer number = series.get(name);
            if (number == null) {
                unknown.add(name);
            } else {
                numbers.put(name, number);
            }
        }
        if (!unknown.isEmpty()) {
            jdbc.sql("""
                    select name, series_no, coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) as own
                      from tally.series where name = any(?)
                    """).param(unknown.toArray(String[]::new)).query(row -> {
                numbers.put(row.getString("name"), row.getInt("series_no"));
                if (!row.getBoolean("own")) {
                    series.put(row.getString("name"), row.getInt("series_no"));
                }
            });
        }
        return numbers;
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
        Map<String, Integer> numbers =
                assured(changes.stream().map(Change::series).toList());
        jdbc.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select * from unnest(?::text[], ?::int[], ?::date[], ?::bigint[])
                """)
                .params(
                        changes.stream().map(Change::areaCode).toArray(String[]::new),
                        changes.stream().map(it -> numbers.get(it.series)).toArray(Integer[]::new),
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

    /** The sums of each series, by area; an area without one is not in it. Each series once. */
    public Map<String, Map<String, Long>> sums(Collection<String> areas, List<Span> spans) {
        Map<String, Map<String, Long>> sums = new HashMap<>();
        ask(spans.stream()
                        .flatMap(span -> areas.stream().map(area -> new Asked(area, span)))
                        .toList())
                .forEach((asked, n) -> sums.computeIfAbsent(asked.span.series, _ -> new HashMap<>())
                        .put(asked.place, n));
        return sums;
    }

    /** A series over some days at a place: an area, an institution, or institutions together, as they are named above. */
    public record Asked(String place, Span span) {}

    private record AskedSum(int asked, long n) {}

    /** What each comes to, all of it at one moment; zeros are left out. A series may be asked for over several spans. */
    public Map<Asked, Long> ask(Collection<Asked> questions) {
        List<Asked> asked = List.copyOf(new LinkedHashSet<>(questions));
        Map<Asked, Long> sums = new HashMap<>();
        if (asked.isEmpty()) {
            return sums;
        }
        for (AskedSum sum : jdbc.sql("""
                with asked as materialized (
                    select asked, place, series_no, first::date, last::date
                      from unnest(?::text[], ?::int[], ?::text[], ?::text[]) with ordinality
                           as a (place, series_no, first, last, asked)
                ), waiting as materialized (
                    select area_code, series_no, day, sum(n) as n from tally.change
                     where series_no in (select series_no from asked) group by 1, 2, 3
                ), unfolded as materialized (
                    select waiting.*, '@:' || lying.area_code as among
                      from waiting
                      left join directory.institution lying on lying.institution_id
                           = case when starts_with(waiting.area_code, '@') then substr(waiting.area_code, 2)::bigint end
                )
                select asked::int, sum(n)::bigint as n from (
                    select asked.asked, counted.n
                      from asked
                     cross join lateral (select sum(count.n) as n from tally.count
                            where count.area_code = asked.place and count.series_no = asked.series_no
                              and count.day between asked.first and asked.last) counted
                     where counted.n is not null
                    union all
                    select asked.asked, unfolded.n
                      from unfolded
                      join asked on asked.series_no = unfolded.series_no
                       and unfolded.day between asked.first and asked.last
                       and (starts_with(unfolded.area_code, asked.place) or starts_with(unfolded.among, asked.place))
                ) folded_and_not group by 1
                """)
                .params(
                        asked.stream().map(Asked::place).toArray(String[]::new),
                        numbers(asked),
                        asked.stream().map(it -> it.span.first.toString()).toArray(String[]::new),
                        asked.stream().map(it -> it.span.last.toString()).toArray(String[]::new))
                .query(AskedSum.class)
                .list()) {
            sums.put(asked.get(sum.asked - 1), sum.n);
        }
        return sums;
    }

    /** 0 for a series that was never added to. */
    private Integer[] numbers(List<Asked> asked) {
        Map<String, Integer> numbers =
                known(asked.stream().map(it -> it.span.series).toList());
        return asked.stream().map(it -> numbers.getOrDefault(it.span.series, 0)).toArray(Integer[]::new);
    }

    /** A series at a place on a day. */
    public record Day(String place, String series, LocalDate day, long n) {}

    /** Series day by day at some places, as far as they are folded; days with nothing are left out. */
    public List<Day> days(Collection<String> places, Collection<String> names, LocalDate first, LocalDate last) {
        return jdbc.sql("""
                select place.code as place, series.name as series, counted.day, counted.n
                  from unnest(?::text[]) place (code)
                 cross join tally.series
                 cross join lateral (select day, n from tally.count
                        where area_code = place.code and series_no = series.series_no and day between ? and ?) counted
                 where series.name = any(?) and counted.n <> 0
                """)
                .params(places.toArray(String[]::new), first, last, names.toArray(String[]::new))
                .query(Day.class)
                .list();
    }

    /**
     * Takes changes away and adds them to the counts, in one transaction; an institution that lies elsewhere than before takes
     * its counts along first. Only one folds at a time.
     *
     * @return how many changes
     */
    @Transactional
    public int fold() {
        if (!mine()) {
            return 0;
        }
        follow();
        return folded();
    }

    /** Goes on with what {@link #fold} left: nobody moves in between. */
    @Transactional
    public int foldOn() {
        return mine() ? folded() : 0;
    }

    private boolean mine() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('tally.fold'))")
                .query(Boolean.class)
                .single();
    }

    private int folded() {
        return jdbc.sql("""
                with taken as (
                    delete from tally.change
                     where change_id <= (select max(change_id)
                                           from (select change_id from tally.change order by change_id limit :most) o)
                    returning area_code, series_no, day, n
                ), added as (
                    insert into tally.count as c (area_code, series_no, day, n)
                    select above, series_no, day, sum(n)
                      from taken
                      left join tally.lying on institution_id
                           = case when starts_with(taken.area_code, '@') then substr(taken.area_code, 2)::bigint end
                     cross join lateral (
                           select left(taken.area_code, len)
                             from unnest(case when starts_with(taken.area_code, '@') then array[1, 20]
                                              else array[4, 6, 9, 12] end) len
                            where length(taken.area_code) >= len
                            union all
                           select '@:' || left(lying.area_code, len) from unnest(array[6, 9]) len
                            where length(lying.area_code) >= len) containing (above)
                     group by 1, 2, 3 having sum(n) <> 0
                     order by 1, 2, 3
                    on conflict (area_code, series_no, day) do update set n = c.n + excluded.n
                )
                select count(*) from taken
                """).param("most", FOLDED_AT_ONCE).query(Integer.class).single();
    }

    /** An institution that is new in the directory, or lies elsewhere than before, takes what was counted along. */
    private void follow() {
        jdbc.sql("""
                with moved as materialized (
                    select institution_id, '@' || lpad(institution_id::text, 19, '0') as place,
                           lying.area_code as before, now.area_code as since
                      from directory.institution now
                      left join tally.lying using (institution_id)
                     where lying.area_code is distinct from now.area_code
                ), known as (
                    insert into tally.lying (institution_id, area_code) select institution_id, since from moved
                    on conflict (institution_id) do update set area_code = excluded.area_code
                )
                insert into tally.count as c (area_code, series_no, day, n)
                select '@:' || left(area.code, len), series_no, day, sum(sign * n)
                  from moved
                  join tally.count own on own.area_code = moved.place
                 cross join lateral (values (before, -1), (since, 1)) area (code, sign)
                  join unnest(array[6, 9]) len on length(area.code) >= len
                 group by 1, 2, 3 having sum(sign * n) <> 0
                 order by 1, 2, 3
                on conflict (area_code, series_no, day) do update set n = c.n + excluded.n
                """).update();
    }
}
