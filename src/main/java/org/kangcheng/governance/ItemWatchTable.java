package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ItemWatchTable {
    private static final String COLUMNS = """
            select watch_id, account, title, path, register_no, shard, item_id, query, late_until from governance.watch
            """;

    /**
     * 订阅.
     *
     * @param account as {@link org.kangcheng.access.Actor#id}
     * @param itemId one item; null: a list by {@code query}
     * @param lateUntil of what became overdue before this day she was told
     */
    record Row(
            long watchId,
            String account,
            String title,
            String path,
            int registerNo,
            @Nullable Long shard,
            @Nullable Long itemId,
            @Nullable String query,
            LocalDate lateUntil) {}

    /** An item of which something was heard. */
    record Heard(long shard, long itemId) {}

    private final JdbcClient jdbc;

    ItemWatchTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The same once more is the one that is there. */
    void insert(Row watch) {
        jdbc.sql("""
                insert into governance.watch (watch_id, account, title, path, register_no, shard, item_id, query, late_until)
                values (:id, :account, :title, :path, :register, :shard, :item, :query, :late)
                on conflict (account, path) do nothing
                """)
                .param("id", watch.watchId)
                .param("account", watch.account)
                .param("title", watch.title)
                .param("path", watch.path)
                .param("register", watch.registerNo)
                .param("shard", watch.shard)
                .param("item", watch.itemId)
                .param("query", watch.query)
                .param("late", watch.lateUntil)
                .update();
    }

    void delete(String account, String path) {
        jdbc.sql("""
                with ended as (delete from governance.watch where account = ? and path = ? returning watch_id)
                delete from governance.heard using ended where heard.watch_id = ended.watch_id
                """).params(account, path).update();
    }

    List<Row> all() {
        return jdbc.sql(COLUMNS).query(Row.class).list();
    }

    List<Row> of(String account) {
        return jdbc.sql(COLUMNS + "where account = ? order by title, watch_id")
                .param(account)
                .query(Row.class)
                .list();
    }

    void heard(long watchId, Item item, int stepNo) {
        jdbc.sql("""
                insert into governance.heard (watch_id, shard, item_id, step_no) values (?, ?, ?, ?) on conflict do nothing
                """).params(watchId, item.shard(), item.itemId(), stepNo).update();
    }

    /** Those that have something to tell, or have not been asked after lateness today. */
    List<Long> toTell(LocalDate today) {
        return jdbc.sql("""
                select watch_id from governance.watch w
                 where late_until < ? or exists (select from governance.heard h where h.watch_id = w.watch_id)
                 order by watch_id
                """).param(today).query(Long.class).list();
    }

    /** Locked, from now on told of lateness until today; empty when another turn has it or it ended. */
    Optional<Row> lock(long watchId) {
        return jdbc.sql(COLUMNS + "where watch_id = ? for update skip locked")
                .param(watchId)
                .query(Row.class)
                .optional();
    }

    void lateUntil(long watchId, LocalDate day) {
        jdbc.sql("update governance.watch set late_until = ? where watch_id = ?")
                .params(day, watchId)
                .update();
    }

    /** What another process heard for a watch that was ended meanwhile. */
    void forgetEnded() {
        jdbc.sql("""
                delete from governance.heard h where not exists (select from governance.watch w where w.watch_id = h.watch_id)
                """).update();
    }

    /** Taken away as it is told. */
    List<Heard> take(long watchId) {
        return jdbc
                .sql("delete from governance.heard where watch_id = ? returning shard, item_id")
                .param(watchId)
                .query(Heard.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }
}
