package org.kangcheng.governance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;

/** 辖区: which places somebody may ask after, and which institutions can be told to deal with something there. */
@Component
class Jurisdiction {
    static final String CITY = "3715";
    private static final Refusal NO_AREA = Refusal.notFound("没有这个行政区划，或它不在您的辖区。");

    private final Areas areas;
    private final Institutions institutions;

    Jurisdiction(Areas areas, Institutions institutions) {
        this.areas = areas;
        this.institutions = institutions;
    }

    /** What she answers for; the whole city where she answers for an institution. */
    static String of(Hand hand) {
        return hand.area() == null ? CITY : hand.area();
    }

    /** The area that was asked for, if it is hers; her own when none was. */
    String area(Hand hand, String asked) {
        String code = asked.isEmpty() ? hand.area() : asked;
        if (code == null || !hand.covers(code) || areas.find(code).isEmpty()) {
            throw NO_AREA.asException();
        }
        return code;
    }

    @Nullable
    String unitName(@Nullable Long unit) {
        return unit == null
                ? null
                : institutions.find(unit).map(Institution::name).orElse(null);
    }

    /** The names of the institutions that these items have, asked once for all. */
    Map<Long, String> unitNames(Collection<Item> items) {
        Set<Long> units =
                items.stream().map(Item::unit).filter(Objects::nonNull).collect(Collectors.toSet());
        return institutions.names(units);
    }

    /** Who can be told to deal with something of an area: its hospitals, its primary institutions, in a town its clinics too. */
    List<Institution> unitsNear(String areaCode) {
        String county = areaCode.substring(0, Math.min(6, areaCode.length()));
        List<Institution> near = new ArrayList<>(institutions.list(Institution.Kind.HOSPITAL, county));
        near.addAll(institutions.list(Institution.Kind.PRIMARY, county));
        if (areaCode.length() >= 9) {
            near.addAll(institutions.list(Institution.Kind.VILLAGE_CLINIC, areaCode.substring(0, 9)));
        }
        return near;
    }

    /** Where she is at home: what she answers for, or where her institution lies. */
    String home(Hand hand) {
        return hand.area() != null
                ? hand.area()
                : Optional.ofNullable(hand.unit())
                        .flatMap(institutions::find)
                        .map(Institution::areaCode)
                        .orElse(CITY);
    }

    /** Where an item may lie: what she answers for, down to the towns; of an institution its own place. */
    List<Area> places(Hand hand) {
        String own = home(hand);
        List<Area> below = areas.all().stream()
                .filter(area -> area.code().startsWith(own) && area.code().length() <= 9)
                .toList();
        return below.isEmpty() ? areas.find(own).stream().toList() : below;
    }
}
