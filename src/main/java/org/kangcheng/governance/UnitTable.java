package org.kangcheng.governance;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which institutions ever had items of a register. */
@Component
class UnitTable {
    private record Known(int registerNo, long institutionId) {}

    private final JdbcClient jdbc;
    private final Institutions institutions;
    /** What was read once: a row here is never taken away. */
    private final Set<Known> known = ConcurrentHashMap.newKeySet();

    UnitTable(JdbcClient jdbc, Institutions institutions) {
        this.jdbc = jdbc;
        this.institutions = institutions;
    }

    void note(Item item) {
        Long unit = item.unit();
        if (unit == null || known.contains(new Known(item.registerNo(), unit))) {
            return;
        }
        boolean there = jdbc.sql(
                        "select exists (select from governance.unit where register_no = ? and institution_id = ?)")
                .params(item.registerNo(), unit)
                .query(Boolean.class)
                .single();
        if (there) {
            known.add(new Known(item.registerNo(), unit));
        } else {
            String area = institutions.find(unit).map(Institution::areaCode).orElse(item.areaCode());
            jdbc.sql("""
                    insert into governance.unit (register_no, institution_id, area_code) values (?, ?, ?)
                    on conflict do nothing
                    """).params(item.registerNo(), unit, area).update();
        }
    }

    /** Those that lie in an area, a page at a time. */
    List<Long> in(int registerNo, String areaCode, long after, int most) {
        return jdbc.sql("""
                select institution_id from governance.unit
                 where register_no = ? and starts_with(area_code, ?) and institution_id > ?
                 order by institution_id limit ?
                """)
                .params(registerNo, areaCode, after, most)
                .query(Long.class)
                .list();
    }
}
