package org.kangcheng.governance;

import java.util.List;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which institutions ever had items of a register. */
@Component
class UnitTable {
    private final JdbcClient jdbc;
    private final Institutions institutions;

    UnitTable(JdbcClient jdbc, Institutions institutions) {
        this.jdbc = jdbc;
        this.institutions = institutions;
    }

    void note(Item item) {
        if (item.unit() == null) {
            return;
        }
        boolean known = jdbc.sql(
                        "select exists (select from governance.unit where register_no = ? and institution_id = ?)")
                .params(item.registerNo(), item.unit())
                .query(Boolean.class)
                .single();
        if (!known) {
            String area =
                    institutions.find(item.unit()).map(Institution::areaCode).orElse(item.areaCode());
            jdbc.sql("""
                    insert into governance.unit (register_no, institution_id, area_code) values (?, ?, ?)
                    on conflict do nothing
                    """).params(item.registerNo(), item.unit(), area).update();
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
