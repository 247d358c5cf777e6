package org.kangcheng.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people of each village, and their counters, which move in the same transaction. */
@Component
class ResidentTable {
    /**
     * What a transaction changes in the counters. They are its last and sorted writes, so that two imports into the same
     * villages wait for each other briefly and never in a circle.
     */
    static final class Changes {
        private final TreeMap<String, Integer> byArea = new TreeMap<>();

        void add(String areaCode, int people) {
            byArea.merge(areaCode, people, Integer::sum);
        }
    }

    private final JdbcClient jdbc;

    ResidentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose home is not known arrives nowhere. */
    void arrive(String areaCode, long personKey, Changes changes) {
        int rows = jdbc.sql("""
                insert into identity.resident (area_code, person_key)
                select ?, person_key from identity.person where person_key = ? and residence_known
                    on conflict do nothing
                """).params(areaCode, personKey).update();
        changes.add(areaCode, rows);
    }

    void leave(String areaCode, long personKey, Changes changes) {
        int rows = jdbc.sql("delete from identity.resident where area_code = ? and person_key = ?")
                .params(areaCode, personKey)
                .update();
        changes.add(areaCode, -rows);
    }

    void count(Changes changes) {
        for (Map.Entry<String, Integer> change : changes.byArea.entrySet()) {
            if (change.getValue() != 0) {
                jdbc.sql(
                                "insert into identity.resident_count (area_code, residents) values (?, 0) on conflict do nothing")
                        .param(change.getKey())
                        .update();
                jdbc.sql("update identity.resident_count set residents = residents + ? where area_code = ?")
                        .params(change.getValue(), change.getKey())
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
