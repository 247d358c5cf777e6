package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** Which places somebody may see the figures of. What is out of reach looks like what is not there. */
@Component("figureReach")
public class Reach {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个地方，或它不在您的辖区。");

    /** A place with its name, and the way down to it. */
    public record Shown(Place place, String title, List<Crumb> above) {}

    public record Crumb(String key, String title) {}

    private final Areas areas;
    private final InstitutionPlaces institutions;

    Reach(Areas areas, InstitutionPlaces institutions) {
        this.areas = areas;
        this.institutions = institutions;
    }

    /** The place asked for, if the actor may see it; without one the actor's own. */
    public Shown place(Actor actor, @Nullable String asked) {
        String key = asked == null || asked.isEmpty() ? own(actor).key() : asked;
        Place place = new Place(key);
        return place.isInstitution() ? institution(actor, key) : area(actor, key);
    }

    private static Place own(Actor actor) {
        String area = actor.areaCode();
        Long institution = actor.institutionId();
        if (area == null && institution != null) {
            return Place.institution(institution);
        }
        return area == null ? Place.CITY : Place.area(area);
    }

    private Shown area(Actor actor, String code) {
        Area area = areas.find(code).filter(it -> actor.coversArea(it.code())).orElseThrow(UNKNOWN::asException);
        return new Shown(Place.area(code), area.name(), crumbs(actor, areas.above(area)));
    }

    private Shown institution(Actor actor, String key) {
        InstitutionPlaces.At at = parsed(key);
        boolean covered = actor.coversInstitution(at.institutionId()) || actor.coversArea(at.areaCode());
        if (!covered) {
            throw UNKNOWN.asException();
        }
        List<Area> above = new ArrayList<>();
        areas.find(at.areaCode()).ifPresent(area -> {
            above.addAll(areas.above(area));
            above.add(area);
        });
        return new Shown(Place.institution(at.institutionId()), at.name(), crumbs(actor, above));
    }

    private InstitutionPlaces.At parsed(String key) {
        try {
            return institutions.find(Long.parseLong(key.substring(1))).orElseThrow(UNKNOWN::asException);
        } catch (NumberFormatException e) {
            throw UNKNOWN.asException();
        }
    }

    private static List<Crumb> crumbs(Actor actor, List<Area> above) {
        return above.stream()
                .filter(area -> actor.coversArea(area.code()))
                .map(area -> new Crumb(area.code(), area.name()))
                .toList();
    }
}
