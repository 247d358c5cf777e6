package org.kangcheng.identity;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kangcheng.identity.PersonRows.Row;
import org.springframework.stereotype.Component;

/**
 * 疑似重复: who may be the newly enrolled person under another document or none. The same sounding name, birth and sex,
 * and the same phone or village. It only asks: the steward decides, and a decision is final.
 */
@Component
class NearMatches {
    private final PersonTable people;
    private final StewardTable cases;

    NearMatches(PersonTable people, StewardTable cases) {
        this.people = people;
        this.cases = cases;
    }

    void look(Row row) {
        List<Person> alike = people.alike(row);
        if (alike.isEmpty()) {
            return;
        }
        byte[] phone = row.phoneIndex();
        Set<Long> samePhone = phone == null ? Set.of() : new HashSet<>(people.byPhone(phone));
        for (Person other : alike) {
            boolean village = other.areaCode().equals(row.person().areaCode());
            long current = people.currentKey(other.personKey()).orElse(other.personKey());
            if (village || samePhone.contains(other.personKey())) {
                cases.open(current, row.personKey(), reason(row, other));
            }
        }
    }

    private static StewardTable.Reason reason(Row row, Person other) {
        return row.person().name().equals(other.name()) ? StewardTable.Reason.NAME : StewardTable.Reason.SOUND;
    }
}
