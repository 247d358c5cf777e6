package org.kangcheng.governance;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Items and steps as their rows say them. */
@Component
class ItemRows {
    static final String COLUMNS = """
            select shard, item_id, register_no, version, number, title, area_code, unit, owner, owner_name, opened_by,
                   opener_name, opened_at, origin, state, steps, fields, private, made, working_days, promised_on,
                   legal_on, stage_on, stopped_on, next_on, near_on, alarm_on, level, parent, after, closed_on, sums, begun_on
              from governance.item
            """;

    private final JsonMapper json;
    /** As rules know them: every whole number a long. */
    private final ObjectReader values;

    ItemRows(JsonMapper json) {
        this.json = json;
        this.values = json.readerForMapOf(Object.class).with(DeserializationFeature.USE_LONG_FOR_INTS);
    }

    String text(Object value) {
        return json.writeValueAsString(value);
    }

    Item item(ResultSet row) throws SQLException {
        Array after = row.getArray("after");
        return new Item(
                row.getLong("shard"),
                row.getLong("item_id"),
                row.getInt("register_no"),
                row.getInt("version"),
                row.getString("number"),
                row.getString("title"),
                row.getString("area_code"),
                row.getObject("unit", Long.class),
                row.getString("owner"),
                row.getString("owner_name"),
                row.getString("opened_by"),
                row.getString("opener_name"),
                row.getTimestamp("opened_at").toInstant(),
                row.getString("origin"),
                row.getString("state"),
                row.getInt("steps"),
                values(row.getString("fields")),
                row.getBytes("private"),
                made(row.getString("made")),
                new Terms(
                        row.getBoolean("working_days"),
                        row.getObject("promised_on", LocalDate.class),
                        row.getObject("legal_on", LocalDate.class),
                        row.getObject("stage_on", LocalDate.class),
                        row.getObject("stopped_on", LocalDate.class),
                        row.getObject("begun_on", LocalDate.class)),
                row.getObject("next_on", LocalDate.class),
                row.getObject("near_on", LocalDate.class),
                row.getObject("alarm_on", LocalDate.class),
                row.getInt("level"),
                row.getObject("parent", Long.class),
                List.of((Long[]) after.getArray()),
                row.getObject("closed_on", LocalDate.class),
                sums(row.getString("sums")));
    }

    Step step(ResultSet row) throws SQLException {
        return new Step(
                row.getInt("step_no"),
                row.getTimestamp("at").toInstant(),
                row.getString("by_id"),
                row.getString("by_name"),
                row.getString("move"),
                row.getString("title"),
                row.getString("from_state"),
                row.getString("to_state"),
                row.getString("note"),
                values(row.getString("detail")),
                row.getString("request_key"));
    }

    private Map<String, Object> values(String text) {
        return values.readValue(text);
    }

    private Map<String, Long> sums(String text) {
        Map<String, Long> sums = new LinkedHashMap<>();
        json.readTree(text)
                .properties()
                .forEach(entry -> sums.put(entry.getKey(), entry.getValue().asLong()));
        return sums;
    }

    private Map<String, Situation.Made> made(String text) {
        Map<String, Situation.Made> made = new LinkedHashMap<>();
        json.readTree(text)
                .properties()
                .forEach(entry -> made.put(
                        entry.getKey(),
                        new Situation.Made(
                                entry.getValue().path("by").asString(),
                                entry.getValue().path("times").asInt(),
                                entry.getValue().path("late").asInt(0))));
        return made;
    }
}
