package org.kangcheng.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other modules may ask about residents. Writes resolve a key first; reads take its whole alias set. */
@Component
public class People {
    /** A document and a phone in clear: for deriving a card and for proving a person, never for showing. */
    public record Identifiers(
            String idType,
            @Nullable String idNumber,
            @Nullable String phone) {
        @Override
        public String toString() {
            return "Identifiers[…]";
        }
    }

    /** A resident as somebody who goes from door to door must know her. */
    public record AtHome(Person person, @Nullable String address) {
        @Override
        public String toString() {
            return "AtHome[…]";
        }
    }

    private final PersonTable table;
    private final PersonRows rows;

    People(PersonTable table, PersonRows rows) {
        this.table = table;
        this.rows = rows;
    }

    /** The person of a current or retired key. */
    public Optional<Person> find(long personKey) {
        return table.find(resolve(personKey));
    }

    /** The current key that a key stands for: itself, unless it was merged into another. */
    public long resolve(long personKey) {
        return table.currentKey(personKey).orElse(personKey);
    }

    /** The current keys that many stand for, each once. */
    public Set<Long> resolveAll(Collection<Long> personKeys) {
        Map<Long, Long> merged = personKeys.isEmpty() ? Map.of() : table.currentKeys(personKeys);
        Set<Long> current = new TreeSet<>();
        personKeys.forEach(key -> current.add(merged.getOrDefault(key, key)));
        return current;
    }

    /** When what is known of each of these current keys' people last changed. */
    public Map<Long, Instant> changedAt(Collection<Long> personKeys) {
        return personKeys.isEmpty() ? Map.of() : table.changedAt(personKeys);
    }

    /** Whether two keys are one person's, current or retired. */
    public boolean same(long one, long other) {
        return one == other || resolve(one) == resolve(other);
    }

    /** The current key and all that were merged into it: what a reading of the whole person asks with. */
    public List<Long> aliases(long personKey) {
        long current = resolve(personKey);
        List<Long> keys = new ArrayList<>();
        keys.add(current);
        keys.addAll(table.retiredInto(current));
        return keys;
    }

    /** A key and all that were merged into it, whether it still stands by itself or was merged in its turn. */
    public Set<Long> keysUnder(long personKey) {
        return table.keysUnder(personKey, resolve(personKey));
    }

    /** @param idType CV02.01.101; resident ID numbers of 15 digits are taken too */
    public Optional<Long> byDocument(String idType, String number) {
        String canonical = NewPerson.canonicalNumber(idType, number);
        return canonical == null
                ? Optional.empty()
                : table.byDocument(rows.documentIndex(idType, canonical)).map(this::resolve);
    }

    /** Everybody who gave this phone, by current keys; families share one. */
    public List<Long> byPhone(String phone) {
        return table.byPhone(rows.phoneIndex(phone)).stream()
                .map(this::resolve)
                .distinct()
                .toList();
    }

    /** Those of the keys that are current, with their addresses in clear. The caller bounds how many. */
    public List<AtHome> atHome(Collection<Long> personKeys) {
        return table.atHome(personKeys);
    }

    /** Whether somebody knows where she lives: else her village is only the one where she was met. Of a current key. */
    public boolean residenceKnown(long personKey) {
        return table.residenceKnown(personKey);
    }

    public Optional<Identifiers> identifiers(long personKey) {
        return table.identifiers(resolve(personKey));
    }
}
