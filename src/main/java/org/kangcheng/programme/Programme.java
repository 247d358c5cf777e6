package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;

/**
 * 项目: a definition, read.
 *
 * @param targets the share to be reached in hundredths, by area code
 * @param relief it is part of 健康扶贫
 */
record Programme(
        Definition definition, Rule members, List<Service> services, Map<String, Integer> targets, boolean relief) {
    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    Optional<Service> service(String id) {
        return services.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** An area's own target, or else that of the smallest area around it that has one; null without any. */
    public @Nullable Integer target(String areaCode) {
        for (int length = areaCode.length(); length > 0; length--) {
            Integer target = targets.get(areaCode.substring(0, length));
            if (target != null) {
                return target;
            }
        }
        return null;
    }
}
