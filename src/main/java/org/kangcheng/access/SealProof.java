package org.kangcheng.access;

import java.util.Optional;
import org.kangcheng.operation.NamedQuery;

/** Whether what was sealed is still as it was. */
final class SealProof {
    private final Seals seals;
    private final KnownHeads known;

    SealProof(Seals seals, KnownHeads known) {
        this.seals = seals;
        this.known = known;
    }

    /** What is wrong with the chain, in words; empty when it holds. */
    Optional<String> wrong(NamedQuery chain) {
        return seals.firstBroken(chain)
                .map("第 %d 个区块与它封存的内容不符：有内容被改动、删除或补插过"::formatted)
                .or(() -> known.of(chain.name())
                        .filter(head -> !seals.blocks().has(chain.name(), head.blockNo(), head.digest()))
                        .map(head -> "数据库之外记下的第 %d 个区块不在链中：链被截断或重做过".formatted(head.blockNo())));
    }
}
