package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DeskReadingTable {
    private static final String COLUMNS =
            "select person_key, reading_id, institution_id, care_step, read_at from encounter.reading ";

    private final JdbcClient jdbc;

    DeskReadingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The reading of this request: this one, or that of an earlier double of it. */
    DeskReading keep(DeskReading reading, String actorName, String requestKey) {
        jdbc.sql("""
                insert into encounter.reading (person_key, reading_id, institution_id, care_step, read_at, actor_name,
                    request_key)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (person_key, request_key) do nothing
                """)
                .params(reading.personKey(), reading.readingId(), reading.institutionId())
                .params(reading.step().name(), Timestamp.from(reading.readAt()), actorName, requestKey)
                .update();
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(reading.personKey(), requestKey)
                .query((row, n) -> reading(row))
                .single();
    }

    /** Kept a second time under an older key of the person, for a visit that began under that one; once. */
    void keepUnder(long personKey, DeskReading reading, String actorName) {
        jdbc.sql("""
                insert into encounter.reading (person_key, reading_id, institution_id, care_step, read_at, actor_name,
                    request_key)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(personKey, reading.readingId(), reading.institutionId())
                .params(reading.step().name(), Timestamp.from(reading.readAt()), actorName)
                .param("reading:" + reading.id())
                .update();
    }

    Optional<DeskReading> find(PublicId reading) {
        return jdbc.sql(COLUMNS + "where person_key = ? and reading_id = ?")
                .params(reading.shard(), reading.key())
                .query((row, n) -> reading(row))
                .optional();
    }

    private static DeskReading reading(ResultSet row) throws SQLException {
        return new DeskReading(
                row.getLong("person_key"),
                row.getLong("reading_id"),
                row.getLong("institution_id"),
                CareStep.valueOf(row.getString("care_step")),
                row.getTimestamp("read_at").toInstant());
    }
}
