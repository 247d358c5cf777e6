package org.kangcheng.governance;

import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.CountyOutlines;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 统计与挂图: how a register stands, by place and by unit, as it stands this moment. */
@Controller("registerFigurePages")
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class FigurePages {
    private final Registers registers;
    private final LiveFigures live;
    private final Jurisdiction jurisdiction;
    private final Areas areas;
    private final Shares shares;

    FigurePages(Registers registers, LiveFigures live, Jurisdiction jurisdiction, Areas areas, Shares shares) {
        this.registers = registers;
        this.live = live;
        this.jurisdiction = jurisdiction;
        this.areas = areas;
        this.shares = shares;
    }

    @GetMapping(RegisterPages.PAGE + "/{id}/figures")
    String figures(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        Registers.InForce register = registers.require(id);
        LiveFigures.Shown now = live.now(register, here(actor, area));
        fill(actor, register, now, model);
        model.addAttribute("unitSums", shares.ofUnits(register, now.unitNames()));
        return "governance/figures";
    }

    /** The part of the page that asks for itself again every second. */
    @GetMapping(RegisterPages.PAGE + "/{id}/live")
    String live(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        Registers.InForce register = registers.require(id);
        fill(actor, register, live.of(register, here(actor, area)), model);
        return "governance/figures :: live";
    }

    private Area here(Actor actor, String area) {
        return areas.find(jurisdiction.area(Hand.of(actor), area)).orElseThrow();
    }

    private void fill(Actor actor, Registers.InForce register, LiveFigures.Shown shown, Model model) {
        model.addAttribute("register", register);
        model.addAttribute("here", shown.here());
        model.addAttribute("total", shown.total());
        model.addAttribute("lines", shown.lines());
        model.addAttribute("units", shown.units());
        model.addAttribute("reports", actor.is(Role.COMMISSION));
        model.addAttribute("sums", register.register().sums());
        model.addAttribute("sumLines", shown.sums());
        model.addAttribute("now", CityTime.local(shown.at()));
        model.addAttribute("map", shown.map());
        model.addAttribute("mapSize", CountyOutlines.SIZE);
    }
}
