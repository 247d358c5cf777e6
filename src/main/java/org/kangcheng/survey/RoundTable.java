package org.kangcheng.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RoundTable {
    private static final String COLUMNS = """
            select round_id, title, questionnaire, version, target, area_code, first_day, last_day, each, seed, entrusted_to,
                   made_by, made_at, closed_at
              from survey.round
            """;

    private final JdbcClient jdbc;

    RoundTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Round round) {
        jdbc.sql("""
                insert into survey.round (round_id, title, questionnaire, version, target, area_code, first_day, last_day, each,
                    seed, entrusted_to, made_by, made_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        round.roundId(),
                        round.title(),
                        round.questionnaire(),
                        round.version(),
                        round.target().name(),
                        round.areaCode(),
                        round.firstDay(),
                        round.lastDay(),
                        round.each(),
                        round.seed(),
                        round.entrustedTo(),
                        round.madeBy(),
                        Timestamp.from(round.madeAt()))
                .update();
    }

    /** False when it was closed already. */
    boolean close(long roundId, Instant at) {
        return jdbc.sql("update survey.round set closed_at = ? where round_id = ? and closed_at is null")
                        .params(Timestamp.from(at), roundId)
                        .update()
                == 1;
    }

    Optional<Round> find(long roundId) {
        return jdbc.sql(COLUMNS + "where round_id = ?")
                .param(roundId)
                .query((row, n) -> round(row))
                .optional();
    }

    List<Round> newest(int most) {
        return jdbc.sql(COLUMNS + "order by made_at desc limit ?")
                .param(most)
                .query((row, n) -> round(row))
                .list();
    }

    List<Round> entrusted(String account, int most) {
        return jdbc.sql(COLUMNS + "where entrusted_to = ? and closed_at is null order by made_at desc limit ?")
                .params(account, most)
                .query((row, n) -> round(row))
                .list();
    }

    private static Round round(ResultSet row) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Round(
                row.getLong("round_id"),
                row.getString("title"),
                row.getString("questionnaire"),
                row.getInt("version"),
                Questionnaire.Target.valueOf(row.getString("target")),
                row.getString("area_code"),
                row.getObject("first_day", LocalDate.class),
                row.getObject("last_day", LocalDate.class),
                row.getInt("each"),
                row.getBytes("seed"),
                row.getString("entrusted_to"),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant(),
                closed == null ? null : closed.toInstant());
    }
}
