package org.kangcheng.governance;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;

/** Who wants to move an item, as far as it matters for whether she may. @param area whose items she answers for */
record Hand(
        String id,
        String name,
        Set<Role> roles,
        @Nullable String area,
        @Nullable Long unit) {
    private static final String CITY = "3715";

    /** An account that is bound to an area answers for it alone, also where its role reads the whole city. */
    static Hand of(Actor actor) {
        String area = actor.areaCode() != null ? actor.areaCode() : actor.cityWide() ? CITY : null;
        String name = actor.kind() == Actor.Kind.RESIDENT ? "居民" : actor.name();
        return new Hand(actor.kind() + ":" + actor.id(), name, actor.roles(), area, actor.institutionId());
    }

    boolean covers(String areaCode) {
        return area != null && areaCode.startsWith(area);
    }

    boolean isOneOf(Set<Role> some) {
        return roles.stream().anyMatch(some::contains);
    }
}
