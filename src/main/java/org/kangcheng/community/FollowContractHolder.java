package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.kangcheng.identity.PeopleMerged;
import org.kangcheng.identity.PeopleSplit;
import org.kangcheng.identity.PersonDeceased;
import org.kangcheng.identity.PersonMoved;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Contracts follow their people, in the transaction of what happens to them: who dies has none any more, who moves is
 * counted where she lives now, and of two people who turn out to be one the contract that lasts longer remains.
 */
@Component
class FollowContractHolder {
    private static final String REGISTER = "居民主索引";

    private final Contracts contracts;
    private final ContractBook book;
    private final Clock clock;

    FollowContractHolder(Contracts contracts, ContractBook book, Clock clock) {
        this.contracts = contracts;
        this.book = book;
        this.clock = clock;
    }

    @EventListener
    void on(PersonDeceased deceased) {
        contracts.endAll(deceased.personKey(), deceased.on(), EndReason.DECEASED, null, REGISTER);
    }

    @EventListener
    void on(PersonMoved moved) {
        book.moved(moved.personKey(), moved.toArea());
    }

    @EventListener
    void on(PeopleMerged merged) {
        Optional<Contract> retired = book.openOf(merged.retiredKey());
        if (retired.isEmpty()) {
            return;
        }
        LocalDate today = CityTime.today(clock);
        Optional<Contract> current = book.openOf(merged.currentKey());
        boolean stays = current.isPresent()
                && !current.get().toDate().isBefore(retired.get().toDate());
        if (stays) {
            Contract kept = current.get();
            book.endUnder(merged.retiredKey(), today, REGISTER);
            book.carry(kept, merged.currentKey(), today, REGISTER);
        } else {
            book.endUnder(merged.currentKey(), today, REGISTER);
            book.carry(retired.get(), merged.currentKey(), today, REGISTER);
        }
    }

    @EventListener
    void on(PeopleSplit split) {
        book.openOf(split.currentKey())
                .filter(it -> book.allOf(split.restoredKey()).stream()
                        .anyMatch(was -> it.follows() != null && was.contractId() == it.follows()))
                .ifPresent(it -> book.carry(it, split.restoredKey(), CityTime.today(clock), REGISTER));
    }
}
