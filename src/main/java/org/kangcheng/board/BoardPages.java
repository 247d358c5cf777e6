package org.kangcheng.board;

import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.access.Unattended;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Reach;
import org.kangcheng.indicator.Reach.Shown;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 看板: of the city, a county, a town, a village, an institution, each for those who may see it; on the wall, desk and phone. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER, Role.VILLAGE_DOCTOR})
class BoardPages {
    static final String PAGE = "/staff/board";
    private static final Refusal NO_PERIOD = Refusal.badInput("period", "统计期应为 2026-11、2026-Q4 或 2026。");

    private final Boards boards;
    private final Indicators indicators;
    private final Reach reach;

    BoardPages(Boards boards, Indicators indicators, Reach reach) {
        this.boards = boards;
        this.indicators = indicators;
        this.reach = reach;
    }

    @GetMapping(PAGE)
    String desk(
            Actor actor,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String indicator,
            Model model) {
        fill(actor, place, period, indicator, model);
        model.addAttribute("page", PAGE);
        return "board/desk";
    }

    /** 大屏: nothing but the board, as wide as the screen. */
    @GetMapping(PAGE + "/wide")
    @Unattended
    String wide(
            Actor actor,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String indicator,
            Model model) {
        fill(actor, place, period, indicator, model);
        model.addAttribute("page", PAGE + "/wide");
        return "board/wide";
    }

    private void fill(
            Actor actor, @Nullable String place, @Nullable String period, @Nullable String indicator, Model model) {
        Shown here = reach.place(actor, place);
        Period asked = period == null || period.isEmpty()
                ? null
                : Period.parse(period, indicators.today()).orElseThrow(NO_PERIOD::asException);
        model.addAttribute("here", here);
        model.addAttribute("asked", asked == null ? "" : asked.key());
        model.addAttribute("board", boards.of(here.place(), asked, indicator));
        model.addAttribute("month", Period.of(Period.Kind.MONTH, indicators.today()));
        model.addAttribute("year", Period.of(Period.Kind.YEAR, indicators.today()));
    }
}
