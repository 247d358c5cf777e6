package org.kangcheng.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Five wrong tries an hour and account: numbers cannot be gone through. */
@Component
class ProofTries {
    private static final int ALLOWED = 5;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    ProofTries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts before the answer is known and before the transaction of the answer: tries made at once or broken off count too. A
     * caller who held one connection while she waited for another could bring all to a stand.
     */
    @Transactional(propagation = Propagation.NEVER)
    public boolean take(long accountId) {
        Instant now = clock.instant();
        return jdbc.sql("""
                insert into identity.proof_try as t (account_id, since, wrong) values (:account, :now, 1)
                on conflict (account_id) do update
                   set wrong = case when t.since < :start then 1 else t.wrong + 1 end,
                       since = case when t.since < :start then :now else t.since end
                 where t.since < :start or t.wrong < :allowed
                """)
                        .param("account", accountId)
                        .param("now", Timestamp.from(now))
                        .param("start", Timestamp.from(now.minus(WINDOW)))
                        .param("allowed", ALLOWED)
                        .update()
                == 1;
    }

    /** It was right. */
    void forget(long accountId) {
        jdbc.sql("delete from identity.proof_try where account_id = ?")
                .param(accountId)
                .update();
    }
}
