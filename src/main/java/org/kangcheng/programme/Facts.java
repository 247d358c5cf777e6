package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 事实: other modules tell what they know of a person; who belongs to which programme follows from it. */
@Component
public class Facts {
    private final FactTable table;
    private final StaleTable stale;
    private final People people;
    private final Clock clock;

    Facts(FactTable table, StaleTable stale, People people, Clock clock) {
        this.table = table;
        this.stale = stale;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Tells a fact. Told again, it changes nothing; a diagnosis that stands already is not told twice.
     *
     * @param code upper case: {@code HYPERTENSION}
     * @param to the first day without it; null without end
     */
    @Transactional
    public void tell(
            long personKey, FactKind kind, String code, LocalDate from, @Nullable LocalDate to, String source) {
        long key = people.resolve(personKey);
        boolean standing = kind != FactKind.EVENT && to == null && table.isOpen(people.aliases(key), kind, code);
        if (!standing && table.insert(key, kind, code, from, to, source, clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }

    /** Ends a fact. @param to the first day without it; what would only have begun then is taken back */
    @Transactional
    public void end(long personKey, FactKind kind, String code, LocalDate to) {
        long key = people.resolve(personKey);
        if (table.end(people.aliases(key), kind, code, to)) {
            stale.mark(key, clock.instant());
        }
    }
}
