package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A programme as it is in force, with its numbers.
 *
 * @param numbers of its services, by id
 * @param state where it stands between being gathered and being over
 */
record InForce(int no, Programme programme, Map<String, Integer> numbers, ProgrammeTable.State state) {
    /** Its people are still being gathered. */
    public boolean computing() {
        return state == ProgrammeTable.State.COMPUTING;
    }

    boolean ending() {
        return state == ProgrammeTable.State.ENDING;
    }

    public boolean over() {
        return ending() || state == ProgrammeTable.State.ENDED;
    }

    public int number(Service service) {
        return numbers.getOrDefault(service.id(), -1);
    }

    Optional<Service> service(int serviceNo) {
        return programme.services().stream()
                .filter(service -> number(service) == serviceNo)
                .findFirst();
    }

    boolean owns(int serviceNo) {
        return numbers.containsValue(serviceNo);
    }

    public List<Service> services() {
        return programme.services();
    }
}
