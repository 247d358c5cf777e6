package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.CountyOutlines;
import org.kangcheng.directory.Institutions;
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
    private static final int MOST_UNITS = 100;

    record AreaLine(Area area, ItemCount count) {}

    record UnitLine(String name, ItemCount count) {}

    private final Registers registers;
    private final UnitTable units;
    private final RegisterFigures figures;
    private final Jurisdiction jurisdiction;
    private final Institutions institutions;
    private final Areas areas;
    private final CountyMap map;
    private final Shares shares;
    private final Clock clock;

    FigurePages(
            Registers registers,
            UnitTable units,
            RegisterFigures figures,
            Jurisdiction jurisdiction,
            Institutions institutions,
            Areas areas,
            CountyMap map,
            Shares shares,
            Clock clock) {
        this.registers = registers;
        this.units = units;
        this.figures = figures;
        this.jurisdiction = jurisdiction;
        this.institutions = institutions;
        this.areas = areas;
        this.map = map;
        this.shares = shares;
        this.clock = clock;
    }

    @GetMapping(RegisterPages.PAGE + "/{id}/figures")
    String figures(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        Map<Long, String> units = fill(actor, id, area, model);
        model.addAttribute("unitSums", shares.ofUnits(registers.require(id), units));
        return "governance/figures";
    }

    /** The part of the page that asks for itself again every few seconds. */
    @GetMapping(RegisterPages.PAGE + "/{id}/live")
    String live(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        fill(actor, id, area, model);
        return "governance/figures :: live";
    }

    /** @return the units that are shown, by name */
    private Map<Long, String> fill(Actor actor, String id, String area, Model model) {
        Registers.InForce register = registers.require(id);
        Area here = areas.find(jurisdiction.area(Hand.of(actor), area)).orElseThrow();
        LocalDate today = CityTime.today(clock);
        List<Area> parts = areas.children(here.code());
        Map<String, ItemCount> counts =
                figures.byArea(register.no(), parts.stream().map(Area::code).toList(), today);
        List<Long> ids = units.in(register.no(), here.code(), 0, MOST_UNITS);
        Map<Long, ItemCount> byUnit = figures.byUnit(register.no(), ids, today);
        Map<Long, String> known = institutions.names(ids);
        Map<Long, String> names = new LinkedHashMap<>();
        ids.forEach(unit -> names.put(unit, String.valueOf(known.get(unit))));
        model.addAttribute("register", register);
        model.addAttribute("here", here);
        model.addAttribute("total", figures.of(register.no(), here.code(), today));
        model.addAttribute(
                "lines",
                parts.stream()
                        .map(part -> new AreaLine(part, Objects.requireNonNull(counts.get(part.code()))))
                        .toList());
        model.addAttribute(
                "units",
                names.entrySet().stream()
                        .map(unit -> new UnitLine(unit.getValue(), Objects.requireNonNull(byUnit.get(unit.getKey()))))
                        .toList());
        model.addAttribute("reports", actor.is(Role.COMMISSION));
        model.addAttribute("sums", register.register().sums());
        model.addAttribute("sumLines", shares.lines(register, here, parts));
        model.addAttribute("now", CityTime.local(clock.instant()));
        model.addAttribute("map", here.level() == Area.Level.CITY ? map.of(counts) : List.of());
        model.addAttribute("mapSize", CountyOutlines.SIZE);
        return names;
    }
}
