package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.settlement.BillSettled;
import org.kangcheng.settlement.SettlementReversed;
import org.kangcheng.settlement.Settlements;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * 因病返贫监测: what a resident had to pay herself is summed whenever a bill of hers is settled. Above what a definition sets,
 * she is warned of, once in its months; when a bill is taken back and the sum falls below, so is the warning.
 */
@Component
class WarnOfSpending {
    private final Programmes programmes;
    private final Settlements settlements;
    private final FactTable told;
    private final Facts facts;
    private final People people;
    private final Clock clock;

    WarnOfSpending(
            Programmes programmes, Settlements settlements, FactTable told, Facts facts, People people, Clock clock) {
        this.programmes = programmes;
        this.settlements = settlements;
        this.told = told;
        this.facts = facts;
        this.people = people;
        this.clock = clock;
    }

    @ApplicationModuleListener(id = "programme.warn-of-spending")
    void on(BillSettled settled) {
        look(settled.personKey());
    }

    @ApplicationModuleListener(id = "programme.warn-of-less-spending")
    void on(SettlementReversed reversed) {
        look(reversed.personKey());
    }

    private void look(long personKey) {
        long key = people.resolve(personKey);
        for (InForce programme : programmes.all()) {
            Programme.Spending spending = programme.programme().spending();
            if (spending != null) {
                look(key, programme.programme().id(), spending);
            }
        }
    }

    private void look(long key, String programme, Programme.Spending spending) {
        Collection<Long> keys = people.aliases(key);
        LocalDate today = CityTime.today(clock);
        LocalDate since = today.minusMonths(spending.months());
        Fen own = settlements.ownSince(keys, CityTime.instant(since.atStartOfDay()));
        // One source for each warning, so that it can be taken back by itself.
        String source = "SPENDING/" + programme + "/";
        List<FactTable.Told> standing = told.told(keys, FactKind.EVENT).stream()
                .filter(it -> it.source().startsWith(source) && it.fromDate().isAfter(since))
                .toList();
        boolean above = own.compareTo(spending.from()) >= 0;
        if (above && standing.isEmpty()) {
            facts.tell(
                    key, FactKind.EVENT, spending.warns(), today, today.plusMonths(spending.months()), source + today);
        } else if (!above) {
            standing.forEach(it -> facts.withdraw(key, it.source()));
        }
    }
}
