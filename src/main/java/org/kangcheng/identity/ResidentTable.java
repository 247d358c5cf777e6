package org.kangcheng.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The people of each village with what is known of each, and their counters, which move in the same transaction.
 */
@Component
class ResidentTable {
    /**
     * What a transaction changes in the counters. They are its last and sorted writes, so that two imports into the same
     * villages wait for each other briefly and never in a circle.
     */
    static final class Changes {
        private final TreeMap<String, long[]> byArea = new TreeMap<>();

        private void add(String areaCode, long[] counts) {
            byArea.merge(areaCode, counts, (before, more) -> {
                long[] sum = before.clone();
                Arrays.setAll(sum, i -> before[i] + more[i]);
                return sum;
            });
        }
    }

    /** What a row adds to its village's counters, in their order. */
    private static final String COUNTED = """
            array[1, %1$sphone::int, %1$saddress::int, %1$sdocumented::int, %1$sverified::int,
                  (%1$sphone and %1$saddress and %1$sdocumented and %1$sverified)::int]::bigint[]
            """;

    /** What is known of the person {@code p}. */
    private static final String KNOWN =
            "p.phone_sealed is not null, p.address_sealed is not null, p.id_sealed is not null, p.verified";

    private final JdbcClient jdbc;

    ResidentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose home is not known arrives nowhere. */
    void arrive(String areaCode, long personKey, Changes changes) {
        jdbc.sql("""
                insert into identity.resident (area_code, person_key, phone, address, documented, verified)
                select ?, person_key, %s from identity.person p where person_key = ? and residence_known
                    on conflict do nothing
                returning %s
                """.formatted(KNOWN, COUNTED.formatted("")))
                .params(areaCode, personKey)
                .query(ResidentTable::counts)
                .optional()
                .ifPresent(counts -> changes.add(areaCode, counts));
    }

    void leave(String areaCode, long personKey, Changes changes) {
        jdbc.sql("delete from identity.resident where area_code = ? and person_key = ? returning "
                        + COUNTED.formatted(""))
                .params(areaCode, personKey)
                .query(ResidentTable::counts)
                .optional()
                .ifPresent(counts ->
                        changes.add(areaCode, Arrays.stream(counts).map(n -> -n).toArray()));
    }

    /** More is known of her, or less, than the list of her village says; of whom no village counts, nothing changes. */
    void know(long personKey, Changes changes) {
        jdbc.sql("""
                update identity.resident r set (phone, address, documented, verified) = (%1$s)
                  from identity.person p
                 where p.person_key = ? and r.area_code = p.area_code and r.person_key = p.person_key
                   and (r.phone, r.address, r.documented, r.verified) is distinct from (%1$s)
                returning r.area_code, %2$s as before, %3$s as since
                """.formatted(KNOWN, COUNTED.formatted("old."), COUNTED.formatted("new.")))
                .param(personKey)
                .query((RowCallbackHandler) row -> {
                    long[] before = longs(row.getArray("before"));
                    long[] counts = longs(row.getArray("since"));
                    Arrays.setAll(counts, i -> counts[i] - before[i]);
                    changes.add(row.getString("area_code"), counts);
                });
    }

    private static long[] counts(ResultSet row, int n) throws SQLException {
        return longs(row.getArray(1));
    }

    private static long[] longs(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    void count(Changes changes) {
        for (Map.Entry<String, long[]> change : changes.byArea.entrySet()) {
            if (Arrays.stream(change.getValue()).anyMatch(n -> n != 0)) {
                jdbc.sql(
                                "insert into identity.resident_count (area_code, residents) values (?, 0) on conflict do nothing")
                        .param(change.getKey())
                        .update();
                jdbc.sql("""
                        update identity.resident_count
                           set residents = residents + ?, phone = phone + ?, address = address + ?,
                               documented = documented + ?, verified = verified + ?, whole = whole + ?
                         where area_code = ?
                        """)
                        .params(Arrays.stream(change.getValue()).boxed().toList())
                        .param(change.getKey())
                        .update();
            }
        }
    }

    /** Residents of the area, by its villages' counters. */
    long counted(String areaPrefix) {
        return jdbc.sql("select coalesce(sum(residents), 0) from identity.resident_count where area_code like ? || '%'")
                .param(areaPrefix)
                .query(Long.class)
                .single();
    }

    List<Long> of(String village, long after, int limit) {
        return jdbc.sql("""
                select person_key from identity.resident
                 where area_code = ? and person_key > ? order by person_key limit ?
                """).params(village, after, limit).query(Long.class).list();
    }
}
