package org.kangcheng.encounter;

import java.sql.Timestamp;
import java.util.List;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DiagnosisTable {
    private final JdbcClient jdbc;

    DiagnosisTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the visit has this diagnosis. */
    boolean insert(PublicId visit, Diagnosis diagnosis) {
        return jdbc.sql("""
                insert into encounter.diagnosis (person_key, visit_id, code, title, note, at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(visit.shard(), visit.key(), diagnosis.code(), diagnosis.title(), diagnosis.note())
                        .param(Timestamp.from(diagnosis.at()))
                        .update()
                == 1;
    }

    List<Diagnosis> ofVisit(PublicId visit) {
        return jdbc.sql("""
                select code, title, note, at from encounter.diagnosis
                 where person_key = ? and visit_id = ? order by at, code
                """)
                .params(visit.shard(), visit.key())
                .query((row, n) -> new Diagnosis(
                        row.getString("code"),
                        row.getString("title"),
                        row.getString("note"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
