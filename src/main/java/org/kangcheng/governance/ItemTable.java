package org.kangcheng.governance;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Items and their steps: each step is written by the statement that moves its item, and by no other. */
@Component
class ItemTable {
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

    private static final String OPEN = """
            with written as (
                insert into governance.item (shard, item_id, register_no, version, number, title, area_code, unit,
                    owner, owner_name, opened_by, opener_name, opened_at, origin, state, steps, fields, private, made,
                    working_days, promised_on, legal_on, stage_on, stopped_on, next_on, near_on, alarm_on, level,
                    parent, after, closed_on, sums, begun_on, digest)
                values (:shard, :item, :register, :version, :number, :title, :area, :unit, :owner, :ownerName,
                    :openedBy, :openerName, :at::timestamptz, :origin, :state, 1, :fields::jsonb, :private, :made::jsonb,
                    :working, :promised, :legal, :stage, :stopped, :next, :near, :alarm, :level,
                    :parent, :after, :closed, :sums::jsonb, :begun, %s)
                on conflict (shard, item_id) do nothing
                returning shard, item_id, steps, digest
            )
            """.formatted(DIGEST.formatted("''::bytea", "1")) + STEP;

    private static final String MOVE = """
            with written as (
                update governance.item
                   set title = :title, unit = :unit, owner = :owner, owner_name = :ownerName, state = :state,
                       steps = steps + 1, fields = :fields::jsonb, made = :made::jsonb, working_days = :working,
                       promised_on = :promised, legal_on = :legal, stage_on = :stage, stopped_on = :stopped,
                       next_on = :next, near_on = :near, alarm_on = :alarm, level = :level, after = :after,
                       closed_on = :closed, sums = :sums::jsonb, begun_on = :begun, digest = %s
                 where shard = :shard and item_id = :item and steps = :seen
                returning shard, item_id, steps, digest
            )
            """.formatted(DIGEST.formatted("digest", "steps + 1")) + STEP;

    private final JdbcClient jdbc;
    private final ItemRows rows;

    ItemTable(JdbcClient jdbc, ItemRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    String nextNumber(String prefix, LocalDate day) {
        long n = jdbc.sql("select nextval('governance.item_number')")
                .query(Long.class)
                .single();
        return "%s%s-%06d".formatted(prefix, day.toString().replace("-", ""), n);
    }

    /** False when there is an item of this key already. */
    boolean open(Item item, Step step) {
        return jdbc.sql(OPEN)
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
        return jdbc.sql(MOVE).params(values(after, step)).param("seen", seen).update() == 1;
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
        values.put("fields", rows.text(item.fields()));
        values.put("made", rows.text(item.made()));
        values.put("working", item.terms().working());
        values.put("promised", item.terms().promisedOn());
        values.put("legal", item.terms().legalOn());
        values.put("stage", item.terms().stageOn());
        values.put("stopped", item.terms().stoppedOn());
        values.put("begun", item.terms().begunOn());
        values.put("next", item.nextOn());
        values.put("near", item.nearOn());
        values.put("alarm", item.alarmOn());
        values.put("level", item.level());
        values.put("after", item.after().toArray(Long[]::new));
        values.put("closed", item.closedOn());
        values.put("sums", rows.text(item.sums()));
        values.put("at", Timestamp.from(step.at()));
        values.put("by", step.byId());
        values.put("byName", step.byName());
        values.put("move", step.move());
        values.put("stepTitle", step.title());
        values.put("fromState", step.fromState());
        values.put("note", step.note());
        values.put("detail", rows.text(step.detail()));
        values.put("request", step.requestKey());
        return values;
    }

    Optional<Item> find(long shard, long itemId) {
        return jdbc.sql(ItemRows.COLUMNS + "where shard = ? and item_id = ?")
                .params(shard, itemId)
                .query((row, n) -> rows.item(row))
                .optional();
    }

    Optional<Item> byNumber(String number) {
        return jdbc.sql(ItemRows.COLUMNS + "where number = ?")
                .param(number)
                .query((row, n) -> rows.item(row))
                .optional();
    }

    List<Item> parts(Item item) {
        return jdbc.sql(ItemRows.COLUMNS
                        + "where shard = ? and parent = ? order by coalesce(legal_on, promised_on), item_id")
                .params(item.shard(), item.itemId())
                .query((row, n) -> rows.item(row))
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

    /** Items whose alarm is due, locked; what another turn has locked is passed over. */
    List<Item> ringing(LocalDate today, int most) {
        return jdbc.sql(ItemRows.COLUMNS
                        + "where alarm_on <= ? order by alarm_on, item_id limit ? for update skip locked")
                .params(today, most)
                .query((row, n) -> rows.item(row))
                .list();
    }

    /** For a locked item that has nothing to ring today. */
    void alarmOn(Item item, LocalDate day) {
        jdbc.sql("update governance.item set alarm_on = ? where shard = ? and item_id = ?")
                .params(day, item.shard(), item.itemId())
                .update();
    }

    static LocalDate openedOn(Item item) {
        return CityTime.dayOf(item.openedAt());
    }
}
