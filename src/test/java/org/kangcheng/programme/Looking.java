package org.kangcheng.programme;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** For stories of other modules: shipped programmes in force, and everybody looked at again at once. */
@Component
public class Looking {
    private final ShippedProgrammes shipped;
    private final Keeping keeping;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Looking(ShippedProgrammes shipped, Keeping keeping, JdbcClient jdbc, TransactionTemplate transaction) {
        this.shipped = shipped;
        this.keeping = keeping;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public void shipped() {
        shipped.ensure();
    }

    /** Until nobody waits, and nobody is being looked at by the platform itself. */
    public void again() {
        while (keeping.lookAtSome() > 0) {
            Thread.onSpinWait();
        }
        transaction.executeWithoutResult(
                _ -> jdbc.sql("lock table programme.stale in share mode").update());
    }
}
