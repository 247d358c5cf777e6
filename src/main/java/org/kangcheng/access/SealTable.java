package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 区块: what was sealed, chain by chain. Appended, never altered. */
final class SealTable {
    private static final String COLUMNS =
            "select block_no, from_tx::text, to_tx::text, entries, root, previous, digest from access.seal ";

    /**
     * @param fromTx the first transaction id whose entries it holds
     * @param toTx the first that it does not hold any more
     */
    record Block(long blockNo, String fromTx, String toTx, long entries, byte[] root, byte[] previous, byte[] digest) {}

    private final JdbcClient jdbc;

    SealTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Block> newest(String chain) {
        return jdbc.sql(COLUMNS + "where chain = ? order by block_no desc limit 1")
                .param(chain)
                .query(Block.class)
                .optional();
    }

    List<Block> all(String chain) {
        return jdbc.sql(COLUMNS + "where chain = ? order by block_no")
                .param(chain)
                .query(Block.class)
                .list();
    }

    boolean has(String chain, long blockNo, byte[] digest) {
        return jdbc.sql("select exists (select from access.seal where chain = ? and block_no = ? and digest = ?)")
                .params(chain, blockNo, digest)
                .query(Boolean.class)
                .single();
    }

    void append(String chain, Block block, Instant at) {
        jdbc.sql("""
                insert into access.seal (chain, block_no, from_tx, to_tx, entries, root, previous, digest, sealed_at)
                values (?, ?, ?::xid8, ?::xid8, ?, ?, ?, ?, ?)
                """)
                .params(chain, block.blockNo(), block.fromTx(), block.toTx(), block.entries(), block.root())
                .params(block.previous(), block.digest(), Timestamp.from(at))
                .update();
    }
}
