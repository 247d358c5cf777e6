package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A programme as it is in force, with its numbers.
 *
 * @param numbers of its services, by id
 * @param computing its people are still being gathered
 */
record InForce(int no, Programme programme, Map<String, Integer> numbers, boolean computing) {
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
