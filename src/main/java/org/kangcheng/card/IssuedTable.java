package org.kangcheng.card;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The live cards of each village's residents and their number; both change in one statement, so they never part. Who holds a
 * card and is nobody's resident, since nobody knows where she lives, stands in no village's list.
 */
@Component
class IssuedTable {
    /** @param areaCode the code, cut to the length that was asked for */
    record AreaCount(String areaCode, long issued, long residents) {}

    private final JdbcClient jdbc;

    IssuedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String areaCode, long personKey) {
        add(areaCode, new long[] {personKey});
    }

    void add(String areaCode, long[] personKeys) {
        jdbc.sql("""
                with added as (
                    insert into card.issued (area_code, person_key) select ?, unnest(?::bigint[])
                    on conflict do nothing
                    returning area_code
                )
                insert into card.issued_count (area_code, issued)
                select area_code, count(*) from added group by area_code
                on conflict (area_code) do update set issued = issued_count.issued + excluded.issued
                """).param(areaCode).param(personKeys).update();
    }

    void remove(String areaCode, long personKey) {
        jdbc.sql("""
                with gone as (delete from card.issued where area_code = ? and person_key = ? returning area_code)
                update card.issued_count counter set issued = counter.issued - 1
                  from gone where counter.area_code = gone.area_code
                """).params(areaCode, personKey).update();
    }

    /**
     * In the order of the codes, so that two moves in opposite directions do not wait for each other for ever.
     *
     * @param to null: no village counts her
     */
    void move(long personKey, String from, @Nullable String to) {
        Map<String, Runnable> steps = new TreeMap<>();
        steps.put(from, () -> remove(from, personKey));
        if (to != null) {
            steps.put(to, () -> add(to, personKey));
        }
        steps.values().forEach(Runnable::run);
    }

    /** The counts of the areas inside {@code prefix}, summed over codes of {@code length} digits. */
    List<AreaCount> counts(String prefix, int length) {
        return jdbc.sql("""
                select left(area_code, ?) as area_code, sum(issued)::bigint as issued,
                       sum(residents)::bigint as residents
                  from (select area_code, issued, 0 as residents from card.issued_count
                        union all
                        select area_code, 0, residents from identity_pub.resident_count) village
                 where starts_with(area_code, ?)
                 group by 1 order by 1
                """).params(length, prefix).query(AreaCount.class).list();
    }
}
