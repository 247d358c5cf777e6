package org.kangcheng.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Sm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes the access log into a chain of blocks, once a second. A block covers a span of transaction ids that can no
 * longer grow (all below the oldest one still running), so no entry slips in behind it; it holds the root of an SM3 tree
 * over its entries and the digest of the block before. An entry altered or removed later no longer fits its block.
 */
@Component
public class LogSealer {
    private static final byte[] NOTHING = new byte[32];

    record Block(long blockNo, String fromTx, String toTx, long entries, byte[] root, byte[] previous, byte[] digest) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    LogSealer(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${kangcheng.seal-every:1s}")
    @Transactional
    public void seal() {
        // One sealer at a time, also across programs; the lock ends with the transaction.
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(8241)")
                .query(Boolean.class)
                .single();
        if (!mine) {
            return;
        }
        Block last = last().orElse(new Block(0, "0", "0", 0, NOTHING, NOTHING, NOTHING));
        String upTo = jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .query(String.class)
                .single();
        List<byte[]> leaves = leaves(last.toTx(), upTo);
        if (!leaves.isEmpty()) {
            append(next(last, upTo, leaves));
        }
    }

    private Optional<Block> last() {
        return jdbc.sql("""
                select block_no, from_tx::text, to_tx::text, entries, root, previous, digest
                  from access.seal order by block_no desc limit 1
                """).query(Block.class).optional();
    }

    private List<byte[]> leaves(String fromTx, String toTx) {
        return jdbc.sql("""
                select row(person_key, reading_id, extract(epoch from at), tx, actor_kind, actor_id, actor_name,
                       institution_id, what, purpose, reason, people_count, encode(set_digest, 'hex'))::text
                  from access.reading
                 where tx >= ?::xid8 and tx < ?::xid8
                 order by tx, person_key, reading_id
                """)
                .params(fromTx, toTx)
                .query((row, n) -> Sm.sm3(row.getString(1).getBytes(StandardCharsets.UTF_8)))
                .list();
    }

    private static Block next(Block last, String upTo, List<byte[]> leaves) {
        byte[] root = root(leaves);
        long number = last.blockNo() + 1;
        byte[] digest =
                Sm.sm3(last.digest(), ByteBuffer.allocate(8).putLong(number).array(), root);
        return new Block(number, last.toTx(), upTo, leaves.size(), root, last.digest(), digest);
    }

    /** The root of a binary SM3 tree; an odd node rises as it is. */
    private static byte[] root(List<byte[]> leaves) {
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>(Math.ceilDiv(level.size(), 2));
            for (int at = 0; at < level.size(); at += 2) {
                above.add(at + 1 < level.size() ? Sm.sm3(level.get(at), level.get(at + 1)) : level.get(at));
            }
            level = above;
        }
        return level.getFirst();
    }

    private void append(Block block) {
        jdbc.sql("""
                insert into access.seal (block_no, from_tx, to_tx, entries, root, previous, digest, sealed_at)
                values (?, ?::xid8, ?::xid8, ?, ?, ?, ?, ?)
                """)
                .params(block.blockNo(), block.fromTx(), block.toTx(), block.entries(), block.root())
                .params(block.previous(), block.digest(), Timestamp.from(clock.instant()))
                .update();
    }

    /** The newest block's number and digest: whoever keeps it elsewhere can show that the chain was not made anew. */
    Optional<String> newest() {
        return last().map(block -> block.blockNo() + " · " + HexFormat.of().formatHex(block.digest()));
    }

    /** The number of the first block that its entries no longer fit; empty when the whole chain holds. */
    public Optional<Long> firstBroken() {
        byte[] previous = NOTHING;
        String toTx = "0";
        for (Block block : all()) {
            Block before = new Block(block.blockNo() - 1, "0", toTx, 0, NOTHING, NOTHING, previous);
            List<byte[]> leaves = leaves(block.fromTx(), block.toTx());
            if (leaves.isEmpty() || !fits(block, next(before, block.toTx(), leaves))) {
                return Optional.of(block.blockNo());
            }
            previous = block.digest();
            toTx = block.toTx();
        }
        return Optional.empty();
    }

    private static boolean fits(Block stored, Block recomputed) {
        return stored.fromTx().equals(recomputed.fromTx())
                && stored.entries() == recomputed.entries()
                && Arrays.equals(stored.root(), recomputed.root())
                && Arrays.equals(stored.digest(), recomputed.digest());
    }

    private List<Block> all() {
        return jdbc.sql("""
                select block_no, from_tx::text, to_tx::text, entries, root, previous, digest
                  from access.seal order by block_no
                """).query(Block.class).list();
    }
}
