package org.kangcheng.programme;

import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Which areas somebody may see the figures and lists of. */
@Component
class Scope {
    private static final String CITY = "3715";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个行政区划，或它不在您的辖区。");

    private final Areas areas;

    Scope(Areas areas) {
        this.areas = areas;
    }

    /** The area asked for, if the actor may see it; without one the actor's own. */
    Area area(Actor actor, String asked) {
        String own = actor.areaCode() == null ? CITY : actor.areaCode();
        String code = asked.isEmpty() ? own : asked;
        return areas.find(code).filter(area -> actor.coversArea(area.code())).orElseThrow(UNKNOWN::asException);
    }

    /** The area's parts; a village has none and stands for itself. */
    List<Area> parts(Area area) {
        List<Area> children = areas.children(area.code());
        return children.isEmpty() ? List.of(area) : children;
    }

    /** From what the actor may see down to what contains the area. */
    List<Area> above(Actor actor, Area here) {
        return areas.above(here).stream()
                .filter(area -> actor.coversArea(area.code()))
                .toList();
    }
}
