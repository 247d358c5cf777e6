package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 造假线索 by institution: how many of each rule stand about what its workers recorded, not explained. No worker is named. */
@Component
public class InstitutionSigns {
    public record Counted(long institutionId, String title, long signs) {}

    private record Row(long institutionId, String kind, long signs) {}

    private final Signs signs;
    private final JdbcClient jdbc;

    InstitutionSigns(Signs signs, JdbcClient jdbc) {
        this.signs = signs;
        this.jdbc = jdbc;
    }

    /** Of records up to {@code first} or later. */
    public List<Counted> since(LocalDate first, Collection<Long> institutions) {
        return jdbc.sql("""
                select institution_id, kind, count(*) as signs from programme.sign
                 where institution_id = any(?) and last_day >= ? and state <> 'EXPLAINED'
                 group by 1, 2 order by 1, 3 desc, 2
                """).params(institutions.toArray(Long[]::new), first).query(Row.class).list().stream()
                .map(row -> new Counted(
                        row.institutionId,
                        signs.rule(row.kind).map(SignRule::title).orElse(row.kind),
                        row.signs))
                .toList();
    }
}
