package org.kangcheng.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.SealTable.Block;
import org.kangcheng.kernel.Sm;
import org.kangcheng.operation.NamedQuery;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 封存: rows that are appended and never altered, closed into a chain of blocks. What is sealed is a file
 * {@code seals/<module>/<name>.sql}: a query that gives the rows of the transactions from {@code :from} (inclusive) to
 * {@code :to} (exclusive), each as one text, always in the same order. A block holds the root of an SM3 tree over its
 * rows and the digest of the block before: a row altered, taken away or slipped in later no longer fits.
 */
final class Seals {
    /** What is sealed on this class path. */
    static final List<NamedQuery> CHAINS = NamedQuery.in("seals");

    private static final int ROWS_AT_ONCE = 5_000;
    private static final byte[] NOTHING = new byte[32];
    private static final Block BEGINNING = new Block(0, "0", "0", 0, NOTHING, NOTHING, NOTHING);

    private final JdbcClient jdbc;
    private final SealTable blocks;

    Seals(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.blocks = new SealTable(jdbc);
    }

    SealTable blocks() {
        return blocks;
    }

    /**
     * Seals, in the caller's transaction, what is new: the rows of all transactions below the oldest one still running,
     * so that no row slips in behind a block. Gives the chain's newest block; nothing when another one is at it.
     */
    Optional<Block> seal(NamedQuery chain, Instant now) {
        // One sealer at a time, also across programs; the lock ends with the transaction.
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(8241)")
                .query(Boolean.class)
                .single();
        if (!mine) {
            return Optional.empty();
        }
        Optional<Block> newest = blocks.newest(chain.name());
        Block last = newest.orElse(BEGINNING);
        String upTo = jdbc.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .query(String.class)
                .single();
        TreeRoot tree = tree(chain, last.toTx(), upTo);
        if (tree.leaves() == 0) {
            return newest;
        }
        Block next = next(last, upTo, tree);
        blocks.append(chain.name(), next, now);
        return Optional.of(next);
    }

    private TreeRoot tree(NamedQuery chain, String fromTx, String toTx) {
        TreeRoot tree = new TreeRoot();
        jdbc.sql(chain.text())
                .param("from", fromTx)
                .param("to", toTx)
                .withFetchSize(ROWS_AT_ONCE)
                .query(row -> {
                    tree.add(Sm.sm3(row.getString(1).getBytes(StandardCharsets.UTF_8)));
                });
        return tree;
    }

    private static Block next(Block last, String upTo, TreeRoot tree) {
        byte[] root = tree.root();
        long number = last.blockNo() + 1;
        byte[] digest =
                Sm.sm3(last.digest(), ByteBuffer.allocate(8).putLong(number).array(), root);
        return new Block(number, last.toTx(), upTo, tree.leaves(), root, last.digest(), digest);
    }

    /** The number of the first block that its rows no longer fit; empty when the whole chain holds. */
    Optional<Long> firstBroken(NamedQuery chain) {
        Block before = BEGINNING;
        for (Block block : blocks.all(chain.name())) {
            TreeRoot tree = tree(chain, block.fromTx(), block.toTx());
            if (tree.leaves() == 0 || !fits(block, next(before, block.toTx(), tree))) {
                return Optional.of(before.blockNo() + 1);
            }
            before = block;
        }
        return Optional.empty();
    }

    private static boolean fits(Block stored, Block recomputed) {
        return stored.blockNo() == recomputed.blockNo()
                && stored.fromTx().equals(recomputed.fromTx())
                && stored.entries() == recomputed.entries()
                && Arrays.equals(stored.root(), recomputed.root())
                && Arrays.equals(stored.digest(), recomputed.digest());
    }
}
