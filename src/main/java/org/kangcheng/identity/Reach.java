package org.kangcheng.identity;

import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Refusal;

/**
 * Whom a member of staff may see in the index. Residents go to any institution, so its staff find anybody; a village
 * doctor finds those of the area she answers for, a steward those of his, or the city's.
 */
final class Reach {
    /** No area begins so. */
    private static final String NOWHERE = "-";

    private Reach() {}

    /** The prefix that the area of whoever is shown begins with; "" for the whole city. */
    static String of(Actor actor) {
        boolean everywhere =
                actor.cityWide() || actor.is(Role.REGISTRAR) || actor.is(Role.CARD_OFFICER) || actor.is(Role.DOCTOR);
        if (everywhere) {
            return "";
        }
        String area = actor.areaCode();
        if (area != null) {
            return area;
        }
        return actor.is(Role.STEWARD) ? "" : NOWHERE;
    }

    /** Out of reach looks like not there. */
    static void require(Actor actor, Person person) {
        if (!person.areaCode().startsWith(of(actor))) {
            throw notFound();
        }
    }

    static RuntimeException notFound() {
        return Refusal.notFound("没有这位居民。").asException();
    }
}
