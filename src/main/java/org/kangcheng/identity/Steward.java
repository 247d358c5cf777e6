package org.kangcheng.identity;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.StewardTable.Case;
import org.kangcheng.identity.StewardTable.Decision;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 主索引管理员 decides a case. The first decision stands; matching never asks or overrules it again. */
@Component
class Steward {
    private final StewardTable cases;
    private final Merges merges;
    private final Enrolments enrolments;

    Steward(StewardTable cases, Merges merges, Enrolments enrolments) {
        this.cases = cases;
        this.merges = merges;
        this.enrolments = enrolments;
    }

    /** Nothing is joined. A refused claim answers the same claim with a refusal from now on. */
    @Transactional
    public Optional<Refusal> different(Actor actor, long caseId) {
        return decided(cases.decide(caseId, Decision.DIFFERENT, actor.name()));
    }

    /** @param keep of a pair, who stays current; of a claim, the document's holder, whose details stand */
    @Transactional
    public Optional<Refusal> same(Actor actor, long caseId, long keep, String reason) {
        Case found = cases.find(caseId)
                .orElseThrow(() -> Refusal.notFound("没有这条待核对。").asException());
        Long other = found.otherKey();
        if (keep != found.personKey() && (other == null || keep != other)) {
            return Optional.of(Refusal.badInput("keep-unknown", "请选择保留其中一位。"));
        }
        if (!cases.decide(caseId, Decision.SAME, actor.name())) {
            return decided(false);
        }
        if (other == null) {
            enrolments.verify(found.personKey());
        } else {
            // A merge that is refused must not leave the decision behind: the exception takes it back.
            merges.merge(actor, keep == other ? found.personKey() : other, keep, reason)
                    .ifPresent(problem -> {
                        throw problem.asException();
                    });
        }
        return Optional.empty();
    }

    private static Optional<Refusal> decided(boolean first) {
        return first ? Optional.empty() : Optional.of(Refusal.conflict("case-decided", "这条待核对已有人处理。"));
    }
}
