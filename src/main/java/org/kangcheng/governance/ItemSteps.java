package org.kangcheng.governance;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 办理经过: read. A step is written by the statement that moves its item, in {@link ItemTable}, and by no other. */
@Component
class ItemSteps {
    private final JdbcClient jdbc;
    private final ItemRows rows;

    ItemSteps(JdbcClient jdbc, ItemRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** The whole history, the oldest first. */
    List<Step> of(Item item) {
        return jdbc.sql("""
                select step_no, at, by_id, by_name, move, title, from_state, to_state, note, detail, request_key
                  from governance.step where shard = ? and item_id = ? order by step_no
                """)
                .params(item.shard(), item.itemId())
                .query((row, n) -> rows.step(row))
                .list();
    }

    /** Those that came after the item had {@code seen}, the oldest first. */
    List<Step> after(Item item, int seen) {
        return jdbc.sql("""
                select step_no, at, by_id, by_name, move, title, from_state, to_state, note, detail, request_key
                  from governance.step where shard = ? and item_id = ? and step_no > ? order by step_no
                """)
                .params(item.shard(), item.itemId(), seen)
                .query((row, n) -> rows.step(row))
                .list();
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
}
