package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.KnownHeads.Head;
import org.kangcheng.access.SealTable.Block;
import org.kangcheng.operation.NamedQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.web.servlet.MockMvc;

/** What was sealed and altered shows, whoever altered it; and nothing slips in behind a block. */
@AutoConfigureMockMvc
class SealStory extends TestPlatform {
    private static final NamedQuery LOG = Seals.CHAINS.stream()
            .filter(chain -> chain.name().equals("access/reading"))
            .findFirst()
            .orElseThrow();

    @Autowired
    MockMvc mvc;

    @Autowired
    Sealer sealer;

    private final long person = ThreadLocalRandom.current().nextLong(1L << 60);

    @Test
    void whatIsCommittedLateIsSealedLateAndWholly() throws Exception {
        try (Connection slow = TestDatabase.access().connectAsApp()) {
            slow.setAutoCommit(false);
            JdbcClient late = JdbcClient.create(new SingleConnectionDataSource(slow, true));
            read(late, person);
            String lateTx = late.sql("select pg_current_xact_id()::text")
                    .query(String.class)
                    .single();
            read(jdbc, person + 1);
            sealer.seal();
            assertThat(sealedBefore(lateTx))
                    .as("no block reaches past who is still writing")
                    .isFalse();
            slow.commit();
            sealed(lateTx);
        }
        assertThat(sealer.verified()).allMatch(chain -> chain.wrong() == null);
    }

    @Test
    void theAuditorSeesTheNewestBlocksAndHasThemVerified() throws Exception {
        read(jdbc, person);
        sealed(jdbc.sql("select tx::text from access.reading where person_key = ?")
                .param(person)
                .query(String.class)
                .single());
        Actor auditor =
                new Actor(Actor.Kind.STAFF, "9", "审计", Set.of(Role.AUDITOR), null, null, null, null, null, false);
        mvc.perform(get("/staff/audit").with(SignedInAs.actor(auditor)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("事项的办理经过")))
                .andExpect(content().string(not(containsString("校验通过"))));
        mvc.perform(post("/staff/audit/chain").with(SignedInAs.actor(auditor)))
                .andExpect(content().string(containsString("全部区块校验通过")))
                .andExpect(content().string(not(containsString("不符"))));
    }

    @Test
    void blocksMadeAnewAreNotTheOnesThatAreKnownOutside(@TempDir Path outside) throws Exception {
        read(jdbc, person);
        sealed(jdbc.sql("select tx::text from access.reading where person_key = ?")
                .param(person)
                .query(String.class)
                .single());
        try (Connection connection = TestDatabase.access().connectAsOwner()) {
            connection.setAutoCommit(false); // and never committed
            JdbcClient owner = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            owner.sql("select pg_advisory_xact_lock(8241)").query().singleRow(); // the platform's own sealer waits
            Seals seals = new Seals(owner);
            KnownHeads known = new KnownHeads(outside);
            SealProof proof = new SealProof(seals, known);
            Block newest = seals.blocks().newest(LOG.name()).orElseThrow();
            known.keep(LOG.name(), Head.of(newest));
            assertThat(proof.wrong(LOG)).isEmpty();

            owner.sql("update access.reading set reason = '改过' where person_key = ?")
                    .param(person)
                    .update();
            assertThat(proof.wrong(LOG))
                    .hasValueSatisfying(wrong -> assertThat(wrong).contains("与它封存的内容不符"));

            // Whoever owns the database has the blocks as well: she takes them away, and they are made anew.
            owner.sql("delete from access.seal where chain = ?")
                    .param(LOG.name())
                    .update();
            assertThat(seals.seal(LOG, Instant.now())).isPresent();
            assertThat(seals.firstBroken(LOG)).isEmpty();
            assertThat(proof.wrong(LOG))
                    .hasValueSatisfying(
                            wrong -> assertThat(wrong).contains("第 %d 个区块不在链中".formatted(newest.blockNo())));
            connection.rollback();
        }
    }

    private void read(JdbcClient by, long personKey) {
        by.sql("""
                insert into access.reading (person_key, reading_id, at, actor_kind, actor_id, actor_name, what, purpose)
                values (?, ?, now(), 'STAFF', '1', '某医生', '就诊记录', 'TREATMENT')
                """).params(personKey, System.nanoTime()).update();
    }

    private void sealed(String tx) {
        Awaitility.await().until(() -> {
            sealer.seal();
            return sealedBefore(tx);
        });
    }

    /** Whether a block holds what this transaction wrote. */
    private boolean sealedBefore(String tx) {
        return jdbc.sql("select exists (select from access.seal where chain = ? and to_tx > ?::xid8)")
                .params(LOG.name(), tx)
                .query(Boolean.class)
                .single();
    }
}
