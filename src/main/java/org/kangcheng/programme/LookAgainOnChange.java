package org.kangcheng.programme;

import java.time.Clock;
import org.kangcheng.identity.PeopleMerged;
import org.kangcheng.identity.PeopleSplit;
import org.kangcheng.identity.PersonCorrected;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.identity.PersonEnrolled;
import org.kangcheng.identity.PersonMoved;
import org.kangcheng.identity.StatusChanged;
import org.kangcheng.record.DiagnosisEnded;
import org.kangcheng.record.DiagnosisFiled;
import org.kangcheng.record.DiagnosisWithdrawn;
import org.kangcheng.record.EntryId;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever changes is marked, in the transaction of the change, to be looked at again. */
@Component
class LookAgainOnChange {
    private final StaleTable stale;
    private final Facts facts;
    private final LatestGrades latest;
    private final Clock clock;

    LookAgainOnChange(StaleTable stale, Facts facts, LatestGrades latest, Clock clock) {
        this.stale = stale;
        this.facts = facts;
        this.latest = latest;
        this.clock = clock;
    }

    @EventListener
    void on(PersonEnrolled enrolled) {
        mark(enrolled.personKey());
    }

    @EventListener
    void on(PersonMoved moved) {
        mark(moved.personKey());
    }

    @EventListener
    void on(PersonDeceased deceased) {
        mark(deceased.personKey());
    }

    @EventListener
    void on(PersonCorrected corrected) {
        mark(corrected.personKey());
    }

    @EventListener
    void on(StatusChanged changed) {
        mark(changed.personKey());
    }

    /** The marks come first: whoever looks takes a mark and then locks the person, and so does this. */
    @EventListener
    void on(PeopleMerged merged) {
        mark(merged.retiredKey(), merged.currentKey());
        latest.merged(merged);
    }

    @EventListener
    void on(PeopleSplit split) {
        mark(split.restoredKey(), split.currentKey());
        latest.split(split);
    }

    @EventListener
    void on(DiagnosisFiled filed) {
        DiagnosisCodes.of(filed.code())
                .ifPresent(code -> facts.tell(
                        filed.personKey(), FactKind.DIAGNOSIS, code, filed.on(), null, source(filed.entry())));
    }

    @EventListener
    void on(DiagnosisEnded ended) {
        facts.endOf(ended.personKey(), source(ended.entry()), ended.on());
    }

    @EventListener
    void on(DiagnosisWithdrawn withdrawn) {
        facts.withdraw(withdrawn.personKey(), source(withdrawn.entry()));
    }

    private static String source(EntryId entry) {
        return "RECORD/" + entry;
    }

    private void mark(long one, long other) {
        mark(Math.min(one, other));
        mark(Math.max(one, other));
    }

    private void mark(long personKey) {
        stale.mark(personKey, clock.instant());
    }
}
