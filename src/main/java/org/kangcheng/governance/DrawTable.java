package org.kangcheng.governance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Component
class DrawTable {
    private static final String COLUMNS = """
            select draw_id, title, area_code, each, candidates, commitment, sealed_seed, made_by, made_at, seed, drawn_by,
                   drawn_at
              from governance.draw
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DrawTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Draw draw, byte[] sealedSeed) {
        jdbc.sql("""
                insert into governance.draw (draw_id, title, area_code, each, candidates, commitment, sealed_seed, made_by,
                    made_at)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                """)
                .params(
                        draw.drawId(),
                        draw.title(),
                        draw.areaCode(),
                        draw.each(),
                        json.writeValueAsString(draw.candidates()),
                        draw.commitment(),
                        sealedSeed,
                        draw.madeBy(),
                        Timestamp.from(draw.madeAt()))
                .update();
    }

    Optional<Draw> find(long drawId) {
        return jdbc.sql(COLUMNS + "where draw_id = ?")
                .param(drawId)
                .query((row, n) -> draw(row))
                .optional();
    }

    byte[] sealedSeed(long drawId) {
        return jdbc.sql("select sealed_seed from governance.draw where draw_id = ?")
                .param(drawId)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    List<Draw> newest(String areaCode, int most) {
        return jdbc.sql(COLUMNS + "where starts_with(area_code, ?) order by draw_id desc limit ?")
                .params(areaCode, most)
                .query((row, n) -> draw(row))
                .list();
    }

    /** False when it was told already. */
    boolean tell(long drawId, byte[] seed, String by, Instant at) {
        return jdbc.sql(
                                "update governance.draw set seed = ?, drawn_by = ?, drawn_at = ? where draw_id = ? and seed is null")
                        .params(seed, by, Timestamp.from(at), drawId)
                        .update()
                == 1;
    }

    private Draw draw(ResultSet row) throws SQLException {
        return new Draw(
                row.getLong("draw_id"),
                row.getString("title"),
                row.getString("area_code"),
                row.getInt("each"),
                json.readValue(row.getString("candidates"), new TypeReference<List<Draw.Candidate>>() {}),
                row.getBytes("commitment"),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant(),
                row.getBytes("seed"),
                row.getString("drawn_by"),
                instant(row.getTimestamp("drawn_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
