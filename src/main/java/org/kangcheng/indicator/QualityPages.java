package org.kangcheng.indicator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 数据质量: the institutions of an area as a league, and one institution's signs. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER})
class QualityPages {
    private static final int SHOWN = 200;

    private final DataQuality quality;
    private final Reach reach;

    QualityPages(DataQuality quality, Reach reach) {
        this.quality = quality;
        this.reach = reach;
    }

    @GetMapping(FigurePages.PAGE + "/quality")
    String league(Actor actor, @RequestParam(required = false) @Nullable String place, Model model) {
        Reach.Shown here = reach.place(actor, place);
        boolean one = here.place().isInstitution();
        List<DataQuality.Line> lines =
                one ? quality.of(here.place()) : quality.league(here.place().key());
        model.addAttribute("here", here);
        model.addAttribute("one", one);
        model.addAttribute("days", DataQuality.JUDGED);
        model.addAttribute("all", DataQuality.LOOKED_AT);
        model.addAttribute("lines", lines.size() > SHOWN ? lines.subList(0, SHOWN) : lines);
        model.addAttribute("more", Math.max(0, lines.size() - SHOWN));
        return "indicator/quality";
    }
}
