package org.kangcheng.exchange;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.springframework.stereotype.Component;

/** Whether what a resource refers to is here: a reference into nothing is refused before anything is filed. */
@Component
class KnownTargets {
    /** Owned by other modules, which answer for them. */
    private static final Set<String> ELSEWHERE = Set.of("Appointment", "Slot", "Schedule");

    private final Entries entries;
    private final Residents residents;
    private final Directory directory;

    KnownTargets(Entries entries, Residents residents, Directory directory) {
        this.entries = entries;
        this.residents = residents;
        this.directory = directory;
    }

    /** @param references each {@code Type/id} of this server */
    Optional<String> firstUnknown(Reach.Of reach, Collection<String> references) {
        Map<String, References.Target> wanted = new LinkedHashMap<>();
        references.forEach(text -> References.local(text, "").ifPresent(target -> wanted.put(text, target)));
        Map<EntryId, Entry> known = new HashMap<>();
        entries.readAll(wanted.values().stream()
                        .flatMap(target -> target.entry().stream())
                        .toList())
                .forEach(entry -> known.put(entry.id(), entry));
        return wanted.entrySet().stream()
                .filter(target -> !known(reach, target.getValue(), known))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean known(Reach.Of reach, References.Target target, Map<EntryId, Entry> known) {
        if (ELSEWHERE.contains(target.type()) || directory.knows(target)) {
            return true;
        }
        Entry entry = target.entry().map(known::get).orElse(null);
        if (entry != null) {
            return entry.type().equals(target.type()) && !entry.deleted() && reach.sees(entry);
        }
        return target.type().equals("Patient")
                && Residents.key(target.id())
                        .filter(key -> residents.knows(reach, key))
                        .isPresent();
    }
}
