package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;

/**
 * 项目: a definition, read.
 *
 * @param targets the share to be reached in hundredths, by area code
 */
record Programme(Definition definition, Rule members, List<Service> services, Map<String, Integer> targets) {
    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    Optional<Service> service(String id) {
        return services.stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
