package org.kangcheng.governance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 按签建表: a checklist for each place that was drawn, all of them parts of one inspection. A place has one, however often it is asked for. */
@Component
class OpenDrawn {
    static final String INSPECTION = "inspection";
    private static final String CHECKLIST = "checklist";
    private static final int MOST = 500;
    private static final Refusal UNTOLD = Refusal.rule("not-drawn", "还没有开签。");
    private static final Refusal TOO_MANY = Refusal.rule("too-many-drawn", "中签的对象超过 " + MOST + " 个，请分几次抽签。");

    private final OpenItem opening;
    private final Areas areas;
    private final Institutions institutions;

    OpenDrawn(OpenItem opening, Areas areas, Institutions institutions) {
        this.opening = opening;
        this.areas = areas;
        this.institutions = institutions;
    }

    /** All of them or none. @param inspector who has them from the first; null: nobody yet */
    @Transactional
    public void open(Actor actor, Draw draw, PublicId inspection, @Nullable String inspector) {
        List<Draw.Lot> drawn = draw.drawn();
        if (drawn.isEmpty() || drawn.size() > MOST) {
            throw (drawn.isEmpty() ? UNTOLD : TOO_MANY).asException();
        }
        for (Draw.Lot lot : drawn) {
            Draw.Candidate place = lot.candidate();
            String name = place.name()
                    .substring(0, Math.min(OpenItem.LONGEST_TITLE, place.name().length()));
            NewItem checklist = NewItem.of(
                            name,
                            area(place).orElse(draw.areaCode()),
                            null,
                            Map.of("place", name),
                            "draw:" + draw.id() + ":" + inspection + ":" + place.id())
                    .partOf(inspection)
                    .givenTo(inspector);
            if (opening.open(actor, CHECKLIST, checklist) instanceof OpenResult.NotOpened(Refusal refusal, var _)) {
                throw refusal.asException();
            }
        }
    }

    /** Where it lies: itself, or where the institution does. */
    private Optional<String> area(Draw.Candidate place) {
        return areas.find(place.id())
                .map(Area::code)
                .or(() ->
                        PublicId.decode(place.id()).flatMap(institutions::find).map(Institution::areaCode));
    }
}
