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
     * Tells a fact. Told again by the same source, it changes nothing; each source stands for itself, so that one that is
     * withdrawn leaves what others have told.
     *
     * @param code upper case: {@code HYPERTENSION}
     * @param to the first day without it; null without end
     * @param source what tells it; {@link #withdraw} takes back all that it has told
     */
    @Transactional
    public void tell(
            long personKey, FactKind kind, String code, LocalDate from, @Nullable LocalDate to, String source) {
        tell(personKey, kind, code, from, to, source, null);
    }

    /** @param unit 单位: where the work is; null when nobody said */
    @Transactional
    void tell(
            long personKey,
            FactKind kind,
            String code,
            LocalDate from,
            @Nullable LocalDate to,
            String source,
            @Nullable String unit) {
        long key = people.resolve(personKey);
        boolean standing = kind != FactKind.EVENT && to == null && table.isOpen(people.aliases(key), kind, code);
        if (table.insert(key, kind, code, from, to, source, unit, clock.instant()) && !standing) {
            stale.mark(key, clock.instant());
        }
    }

    /** Whether somebody has told it as beginning on the day. */
    boolean isToldOn(long personKey, FactKind kind, String code, LocalDate on) {
        return table.beginsOn(people.aliases(people.resolve(personKey)), kind, code, on);
    }

    /** Takes back what a source has told of somebody: it never was. What it has ended is open again. */
    @Transactional
    public void withdraw(long personKey, String source) {
        withdraw(personKey, source, null);
    }

    /** @param by who takes it back; null: the source itself */
    @Transactional
    void withdraw(long personKey, String source, @Nullable String by) {
        long key = people.resolve(personKey);
        if (table.withdraw(people.aliases(key), source, by, clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }

    /** Ends what a source has told. @param to the first day without it */
    @Transactional
    public void endOf(long personKey, String source, LocalDate to) {
        endOf(personKey, source, to, source);
    }

    /** @param by who or what ends it */
    @Transactional
    void endOf(long personKey, String source, LocalDate to, String by) {
        long key = people.resolve(personKey);
        if (table.endOf(people.aliases(key), source, to, by, clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }

    /** Ends a fact. @param to the first day without it; what would only have begun then is taken back */
    @Transactional
    public void end(long personKey, FactKind kind, String code, LocalDate to) {
        long key = people.resolve(personKey);
        if (table.end(people.aliases(key), kind, code, to, "", clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }

    /**
     * Holds somebody until the transaction ends: who registers something of her at the same moment waits, and finds what was
     * registered. It comes before every other lock of the transaction, and who looks at her does not ask for it.
     */
    @Transactional
    void hold(long personKey) {
        table.hold(people.resolve(personKey));
    }

    /** Ends an event that began before. @param by what ends it; {@link #withdraw} of the same takes the ending back */
    @Transactional
    void endEvent(long personKey, String code, LocalDate to, String by) {
        long key = people.resolve(personKey);
        if (table.endEvent(people.aliases(key), code, to, by, clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }

    /** Ends what was found before. @param by what ends it; {@link #withdraw} of the same takes the ending back */
    @Transactional
    void endOpen(long personKey, FactKind kind, String code, LocalDate to, String by) {
        long key = people.resolve(personKey);
        if (table.endOpen(people.aliases(key), kind, code, to, by, clock.instant())) {
            stale.mark(key, clock.instant());
        }
    }
}
