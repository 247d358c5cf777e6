package org.kangcheng.access;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.KnownHeads.Head;
import org.kangcheng.operation.NamedQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Once a second, seals what is new in each chain and notes the newest block outside the database. A note is replaced only
 * while its block still stands: once it does not, it stays, and each check finds it.
 */
@Component
public class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    private final Seals seals;
    private final KnownHeads known;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, Head> noted = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    Sealer(JdbcClient jdbc, TransactionTemplate transaction, @Value("${kangcheng.data}") Path data, Clock clock) {
        this.seals = new Seals(jdbc);
        this.known = new KnownHeads(data);
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${kangcheng.seal-every:1s}")
    public void seal() {
        for (NamedQuery chain : Seals.CHAINS) {
            // Noted after the commit: a block that is known was there.
            transaction
                    .execute(_ -> seals.seal(chain, clock.instant()))
                    .map(Head::of)
                    .ifPresent(head -> note(chain.name(), head));
        }
    }

    private void note(String chain, Head head) {
        Head before =
                noted.containsKey(chain) ? noted.get(chain) : known.of(chain).orElse(null);
        if (before != null && before.same(head)) {
            noted.put(chain, head);
        } else if (before == null || seals.blocks().has(chain, before.blockNo(), before.digest())) {
            known.keep(chain, head);
            noted.put(chain, head);
        } else if (lost.add(chain)) {
            LOG.error("the chain {} no longer holds block {}, which was sealed before", chain, before.blockNo());
        }
    }

    /** What the auditor reads of a chain. */
    public record State(
            String chain, String newest, @Nullable String wrong) {}

    /** The newest block of each chain: whoever keeps it elsewhere can show that the chain was not made anew. */
    List<State> newest() {
        return Seals.CHAINS.stream().map(chain -> state(chain, null)).toList();
    }

    /** The same, with each chain gone through row by row. */
    public List<State> verified() {
        SealProof proof = new SealProof(seals, known);
        return Seals.CHAINS.stream()
                .map(chain -> state(
                        chain, transaction.execute(_ -> proof.wrong(chain)).orElse(null)))
                .toList();
    }

    private State state(NamedQuery chain, @Nullable String wrong) {
        String newest = seals.blocks()
                .newest(chain.name())
                .map(block -> Head.of(block).toString())
                .orElse("尚无区块");
        return new State(chain.name(), newest, wrong);
    }
}
