package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.SealCheck;
import org.kangcheng.access.Sealer;
import org.kangcheng.operation.NamedQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An owner of the database can write an item's history anew so that its own chain fits; it no longer fits what was sealed. */
class SealedHistoryStory extends GovernancePlatform {
    private static final String REWRITE = """
            with recursive anew as (
                select step_no, governance.step_digest(''::bytea, shard, item_id, step_no, at, by_id, by_name, move, title,
                           from_state, to_state, :note, detail) as digest
                  from governance.step where shard = :shard and item_id = :item and step_no = 1
                union all
                select s.step_no, governance.step_digest(anew.digest, shard, item_id, s.step_no, at, by_id, by_name, move, title,
                           from_state, to_state, note, detail)
                  from governance.step s
                  join anew on s.step_no = anew.step_no + 1
                 where shard = :shard and item_id = :item
            )
            update governance.step s
               set digest = anew.digest, note = case s.step_no when 1 then :note else note end
              from anew
             where shard = :shard and item_id = :item and s.step_no = anew.step_no
            """;

    @Autowired
    Sealer sealer;

    @Test
    void aHistoryWrittenAnewFromEndToEndShows(@TempDir Path elsewhere) throws Exception {
        Item item = moved(manager("科长"), dispatched(complaint()), "accept");
        Awaitility.await().until(() -> {
            sealer.seal();
            return isSealed(item);
        });
        try (Connection connection = TestDatabase.access().connectAsOwner()) {
            connection.setAutoCommit(false); // and never committed
            JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            assertThat(sealsBroken(connection, elsewhere)).isZero();

            int rewritten = owner.sql(REWRITE)
                    .param("note", "从头改写")
                    .param("shard", item.shard())
                    .param("item", item.itemId())
                    .update();
            owner.sql("""
                    update governance.item i set digest = (select digest from governance.step s
                        where s.shard = i.shard and s.item_id = i.item_id and s.step_no = i.steps)
                     where shard = ? and item_id = ?
                    """).params(item.shard(), item.itemId()).update();
            assertThat(rewritten).isEqualTo(item.steps());
            assertThat(owner.sql(chainOfSteps()).query().listOfRows())
                    .as("the chain alone finds nothing")
                    .isEmpty();
            assertThat(sealsBroken(connection, elsewhere)).isOne();
            connection.rollback();
        }
    }

    @Test
    void aHistoryThatWasTakenAwayShows(@TempDir Path elsewhere) throws Exception {
        Item item = complaint();
        Awaitility.await().until(() -> {
            sealer.seal();
            return isSealed(item);
        });
        try (Connection connection = TestDatabase.access().connectAsOwner()) {
            connection.setAutoCommit(false);
            JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            for (String table : new String[] {"step", "item"}) {
                owner.sql("delete from governance." + table + " where shard = ?")
                        .param(item.shard())
                        .update();
            }
            assertThat(owner.sql(chainOfSteps()).query().listOfRows()).isEmpty();
            assertThat(sealsBroken(connection, elsewhere)).isOne();
            connection.rollback();
        }
    }

    private boolean isSealed(Item item) {
        return jdbc.sql("""
                select coalesce(max(to_tx) > (select max(tx) from governance.step where shard = ? and item_id = ?), false)
                  from access.seal where chain = 'governance/step'
                """)
                .params(item.shard(), item.itemId())
                .query(Boolean.class)
                .single();
    }

    private static long sealsBroken(Connection connection, Path data) {
        return new SealCheck()
                .check(connection, data).stream()
                        .filter(finding -> finding.name().equals("seals/governance/step"))
                        .mapToLong(finding -> finding.rows())
                        .sum();
    }

    private static String chainOfSteps() {
        return NamedQuery.in("invariants").stream()
                .filter(query -> query.name().equals("governance/history_is_chained"))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
