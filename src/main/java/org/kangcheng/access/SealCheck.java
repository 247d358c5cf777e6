package org.kangcheng.access;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.kangcheng.operation.FurtherCheck;
import org.kangcheng.operation.Invariants.Finding;
import org.kangcheng.operation.NamedQuery;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** For {@code check}: every sealed chain, row by row, and against what the data directory knows of it. */
public final class SealCheck implements FurtherCheck {
    @Override
    public List<Finding> check(Connection connection, Path data) {
        Seals seals = new Seals(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        SealProof proof = new SealProof(seals, new KnownHeads(data));
        return Seals.CHAINS.stream().map(chain -> finding(proof, chain)).toList();
    }

    private static Finding finding(SealProof proof, NamedQuery chain) {
        long begun = System.nanoTime();
        List<String> wrong = proof.wrong(chain).stream().toList();
        return new Finding("seals/" + chain.name(), wrong.size(), wrong, (System.nanoTime() - begun) / 1_000_000);
    }
}
