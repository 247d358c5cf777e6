package org.kangcheng.governance;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Items and their steps: each step is written by the statement that moves its item, and by no other. */
@Component
class ItemTable {
    private static final String COLUMNS = """
            select shard, item_id, register_no, version, number, title, area_code, unit, owner, owner_name, opened_by,
                   opener_name, opened_at, origin, state, steps, fields, private, made, working_days, promised_on,
                   legal_on, stage_on, stopped_on, next_on, near_on, alarm_on, level, parent, after, closed_on
              from governance.item
            """;

    private static final String DIGEST = """
            governance.step_digest(%s, :shard, :item, %s, :at::timestamptz, :by, :byName, :move, :stepTitle, :fromState, :state,
                :note, :detail::jsonb)
            """;

    private static final String STEP = """
            insert into governance.step (shard, item_id, step_no, at, by_id, by_name, move, title, from_state, to_state,
                note, detail, request_key, digest)
            select shard, item_id, steps, :at::timestamptz, :by, :byName, :move, :stepTitle, :fromState, :state, :note,
                   :detail::jsonb, :request, digest
              from written
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ItemTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    String nextNumber(String prefix, LocalDate day) {
        long n = jdbc.sql("select nextval('governance.item_number')")
                .query(Long.class)
                .single();
        return "%s%s-%06d".formatted(prefix, day.toString().replace("-", ""), n);
    }

    /** False when there is an item of this key already. */
    boolean open(Item item, Step step) {
        String sql = """
                with written as (
                    insert into governance.item (shard, item_id, register_no, version, number, title, area_code, unit,
                        owner, owner_name, opened_by, opener_name, opened_at, origin, state, steps, fields, private, made,
                        working_days, promised_on, legal_on, stage_on, stopped_on, next_on, near_on, alarm_on, level,
                        parent, after, closed_on, digest)
                    values (:shard, :item, :register, :version, :number, :title, :area, :unit, :owner, :ownerName,
                        :openedBy, :openerName, :at::timestamptz, :origin, :state, 1, :fields::jsonb, :private, :made::jsonb,
                        :working, :promised, :legal, :stage, :stopped, :next, :near, :alarm, :level,
                        :parent, :after, :closed, %s)
                    on conflict (shard, item_id) do nothing
                    returning shard, item_id, steps, digest
                )
                """.formatted(DIGEST.formatted("''::bytea", "1")) + STEP;
        return jdbc.sql(sql)
                        .params(values(item, step))
                        .param("register", item.registerNo())
                        .param("version", item.version())
                        .param("number", item.number())
                        .param("area", item.areaCode())
                        .param("openedBy", item.openedBy())
                        .param("openerName", item.openerName())
                        .param("origin", item.origin())
                        .param("private", item.hidden())
                        .param("parent", item.parent())
                        .update()
                == 1;
    }

    /**
     * Writes the item as it is after {@code step}, if nobody has moved it since {@code seen} steps. The row count decides
     * between two who move it at once.
     */
    boolean move(Item after, int seen, Step step) {
        String sql = """
                with written as (
                    update governance.item
                       set title = :title, unit = :unit, owner = :owner, owner_name = :ownerName, state = :state,
                           steps = steps + 1, fields = :fields::jsonb, made = :made::jsonb, working_days = :working,
                           promised_on = :promised, legal_on = :legal, stage_on = :stage, stopped_on = :stopped,
                           next_on = :next, near_on = :near, alarm_on = :alarm, level = :level, after = :after,
                           closed_on = :closed, digest = %s
                     where shard = :shard and item_id = :item and steps = :seen
                    returning shard, item_id, steps, digest
                )
                """.formatted(DIGEST.formatted("digest", "steps + 1")) + STEP;
        return jdbc.sql(sql).params(values(after, step)).param("seen", seen).update() == 1;
    }

    private Map<String, @Nullable Object> values(Item item, Step step) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("shard", item.shard());
        values.put("item", item.itemId());
        values.put("title", item.title());
        values.put("unit", item.unit());
        values.put("owner", item.owner());
        values.put("ownerName", item.ownerName());
        values.put("state", item.state());
        values.put("fields", json.writeValueAsString(item.fields()));
        values.put("made", json.writeValueAsString(item.made()));
        values.put("working", item.terms().working());
        values.put("promised", item.terms().promisedOn());
        values.put("legal", item.terms().legalOn());
        values.put("stage", item.terms().stageOn());
        values.put("stopped", item.terms().stoppedOn());
        values.put("next", item.nextOn());
        values.put("near", item.nearOn());
        values.put("alarm", item.alarmOn());
        values.put("level", item.level());
        values.put("after", item.after().toArray(Long[]::new));
        values.put("closed", item.closedOn());
        values.put("at", Timestamp.from(step.at()));
        values.put("by", step.byId());
        values.put("byName", step.byName());
        values.put("move", step.move());
        values.put("stepTitle", step.title());
        values.put("fromState", step.fromState());
        values.put("note", step.note());
        values.put("detail", json.writeValueAsString(step.detail()));
        values.put("request", step.requestKey());
        return values;
    }

    Optional<Item> find(long shard, long itemId) {
        return jdbc.sql(COLUMNS + "where shard = ? and item_id = ?")
                .params(shard, itemId)
                .query((row, n) -> item(row))
                .optional();
    }

    Optional<Item> byNumber(String number) {
        return jdbc.sql(COLUMNS + "where number = ?")
                .param(number)
                .query((row, n) -> item(row))
                .optional();
    }

    List<Step> steps(Item item) {
        return jdbc.sql("""
                select step_no, at, by_id, by_name, move, title, from_state, to_state, note, detail, request_key
                  from governance.step where shard = ? and item_id = ? order by step_no
                """)
                .params(item.shard(), item.itemId())
                .query((row, n) -> step(row))
                .list();
    }

    Optional<Step> step(Item item, int stepNo) {
        return jdbc.sql("""
                select step_no, at, by_id, by_name, move, title, from_state, to_state, note, detail, request_key
                  from governance.step where shard = ? and item_id = ? and step_no = ?
                """)
                .params(item.shard(), item.itemId(), stepNo)
                .query((row, n) -> step(row))
                .optional();
    }

    /** The number of the first step that does not fit the chain; empty when the whole history holds. */
    Optional<Integer> firstBroken(Item item) {
        return jdbc.sql("""
                select step_no from (
                    select step_no, digest, governance.step_digest(
                               lag(digest, 1, ''::bytea) over (order by step_no), shard, item_id, step_no, at, by_id,
                               by_name, move, title, from_state, to_state, note, detail) as fits,
                           row_number() over (order by step_no) as n
                      from governance.step where shard = :shard and item_id = :item
                ) chained where digest <> fits or n <> step_no
                union all
                select steps from governance.item i
                 where shard = :shard and item_id = :item
                   and digest is distinct from (select digest from governance.step s
                        where s.shard = i.shard and s.item_id = i.item_id and step_no = i.steps)
                order by 1 limit 1
                """)
                .param("shard", item.shard())
                .param("item", item.itemId())
                .query(Integer.class)
                .optional();
    }

    List<Item> parts(Item item) {
        return jdbc.sql(COLUMNS + "where shard = ? and parent = ? order by coalesce(legal_on, promised_on), item_id")
                .params(item.shard(), item.itemId())
                .query((row, n) -> item(row))
                .list();
    }

    /** Of the parts of the item, and of what must come before it. */
    int open(Item item, boolean parts) {
        String which = parts ? "parent = :item" : "item_id = any(:after)";
        return jdbc.sql("select count(*) from governance.item where shard = :shard and closed_on is null and " + which)
                .param("shard", item.shard())
                .param("item", item.itemId())
                .param("after", item.after().toArray(Long[]::new))
                .query(Integer.class)
                .single();
    }

    /** Whose items: of an area, a unit, an owner, an opener. The condition is ours, the value bound. */
    record Place(String condition, Object value) {
        static Place area(String code) {
            return switch (code.length()) {
                case 4 -> new Place("starts_with(area_code, :place)", code);
                case 6 -> new Place("left(area_code, 6) = :place", code);
                case 9 -> new Place("left(area_code, 9) = :place", code);
                default -> new Place("left(area_code, 9) = left(:place, 9) and area_code = :place", code);
            };
        }

        static Place unit(long institution) {
            return new Place("unit = :place", institution);
        }

        static Place owner(String id) {
            return new Place("owner = :place", id);
        }

        static Place opener(String id) {
            return new Place("opened_by = :place", id);
        }
    }

    /** @param light null: whatever light; CLOSED: what is closed, the latest first */
    record Wanted(
            int registerNo,
            Place place,
            @Nullable String state,
            @Nullable Light light,
            LocalDate today) {}

    List<Item> list(Wanted wanted, @Nullable Cursor after, int most) {
        boolean closed = wanted.light == Light.CLOSED;
        Cursor from = after != null ? after : closed ? Cursor.END : Cursor.START;
        String order = closed
                ? "and (closed_on < :day or (closed_on = :day and item_id > :key)) order by closed_on desc, item_id"
                : "and (next_on, item_id) > (:day::date, :key) order by next_on, item_id";
        String sql = COLUMNS + "where register_no = :register and " + wanted.place.condition + " and "
                + condition(wanted.light) + (wanted.state == null ? "" : " and state = :state") + " " + order
                + " limit :most";
        var query = jdbc.sql(sql)
                .param("register", wanted.registerNo)
                .param("place", wanted.place.value)
                .param("day", Date.valueOf(from.day))
                .param("key", from.itemId)
                .param("most", most);
        if (wanted.state != null) {
            query = query.param("state", wanted.state);
        }
        if (wanted.light != null && wanted.light != Light.CLOSED) {
            query = query.param("today", wanted.today);
        }
        return query.query((row, n) -> item(row)).list();
    }

    private static String condition(@Nullable Light light) {
        return switch (light) {
            case null -> "closed_on is null";
            case RED -> "closed_on is null and next_on < :today";
            case YELLOW -> "closed_on is null and near_on <= :today and next_on >= :today";
            case GREEN -> "closed_on is null and near_on > :today and stopped_on is null";
            case STOPPED -> "closed_on is null and near_on > :today and stopped_on is not null";
            case CLOSED -> "closed_on is not null";
        };
    }

    /** Where a list goes on. */
    record Cursor(LocalDate day, long itemId) {
        static final Cursor START = new Cursor(LocalDate.EPOCH, 0);
        static final Cursor END = new Cursor(Terms.NEVER, 0);
        private static final Pattern TEXT = Pattern.compile("(\\d{1,7})_(\\d{1,19})");

        /** Null for what is no cursor: the list begins anew. */
        static @Nullable Cursor parse(@Nullable String text) {
            Matcher parts = TEXT.matcher(text == null ? "" : text);
            try {
                return parts.matches()
                        ? new Cursor(
                                LocalDate.ofEpochDay(Long.parseLong(parts.group(1))), Long.parseLong(parts.group(2)))
                        : null;
            } catch (NumberFormatException tooLong) {
                return null;
            }
        }

        static String of(Item item) {
            LocalDate day = item.closedOn() == null ? item.nextOn() : item.closedOn();
            return day.toEpochDay() + "_" + item.itemId();
        }
    }

    /** Items whose alarm is due, locked; what another turn has locked is passed over. */
    List<Item> ringing(LocalDate today, int most) {
        return jdbc.sql(COLUMNS + "where alarm_on <= ? order by alarm_on, item_id limit ? for update skip locked")
                .params(today, most)
                .query((row, n) -> item(row))
                .list();
    }

    /** For a locked item that has nothing to ring today. */
    void alarmOn(Item item, LocalDate day) {
        jdbc.sql("update governance.item set alarm_on = ? where shard = ? and item_id = ?")
                .params(day, item.shard(), item.itemId())
                .update();
    }

    private Item item(ResultSet row) throws SQLException {
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
                        row.getObject("stopped_on", LocalDate.class)),
                row.getObject("next_on", LocalDate.class),
                row.getObject("near_on", LocalDate.class),
                row.getObject("alarm_on", LocalDate.class),
                row.getInt("level"),
                row.getObject("parent", Long.class),
                List.of((Long[]) after.getArray()),
                row.getObject("closed_on", LocalDate.class));
    }

    private Step step(ResultSet row) throws SQLException {
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

    /** As rules know them: every whole number a long. */
    private Map<String, Object> values(String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        json.readValue(text, new TypeReference<Map<String, Object>>() {})
                .forEach((name, value) ->
                        values.put(name, value instanceof Integer number ? number.longValue() : value));
        return values;
    }

    private Map<String, Situation.Made> made(String text) {
        Map<String, Situation.Made> made = new LinkedHashMap<>();
        json.readTree(text)
                .properties()
                .forEach(entry -> made.put(
                        entry.getKey(),
                        new Situation.Made(
                                entry.getValue().path("by").asString(),
                                entry.getValue().path("times").asInt())));
        return made;
    }

    static LocalDate openedOn(Item item) {
        return CityTime.dayOf(item.openedAt());
    }
}
