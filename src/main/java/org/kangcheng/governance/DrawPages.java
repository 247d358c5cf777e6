package org.kangcheng.governance;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** 抽签: places for an inspection, drawn so that anybody can repeat it. */
@Controller
@Allowed(Role.COMMISSION)
class DrawPages {
    static final String PAGE = "/staff/draws";
    private static final String CITY = "3715";
    private static final int SHOWN = 50;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这次抽签，或它不在您的辖区。");

    private final Draws draws;
    private final OpenDrawn opening;
    private final TendItem tending;
    private final Registers registers;
    private final ItemLists lists;
    private final Colleagues colleagues;
    private final Areas areas;
    private final Clock clock;

    DrawPages(
            Draws draws,
            OpenDrawn opening,
            TendItem tending,
            Registers registers,
            ItemLists lists,
            Colleagues colleagues,
            Areas areas,
            Clock clock) {
        this.draws = draws;
        this.opening = opening;
        this.tending = tending;
        this.registers = registers;
        this.lists = lists;
        this.colleagues = colleagues;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String all(Actor actor, Model model) {
        String own = own(actor);
        model.addAttribute("draws", draws.newest(own, SHOWN));
        model.addAttribute("froms", Draws.From.values());
        model.addAttribute(
                "areas",
                areas.all().stream()
                        .filter(area ->
                                area.code().startsWith(own) && area.code().length() <= 6)
                        .toList());
        return "governance/draws";
    }

    @PostMapping(PAGE)
    String commit(
            Actor actor,
            @RequestParam String title,
            @RequestParam String area,
            @RequestParam Draws.From from,
            @RequestParam int each) {
        if (!Hand.of(actor).covers(area) || areas.find(area).isEmpty()) {
            throw UNKNOWN.asException();
        }
        return "redirect:" + PAGE + "/"
                + draws.commit(actor, title, area, from, each).id();
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        Draw draw = require(actor, id);
        model.addAttribute("draw", draw);
        model.addAttribute("people", draw.seed() == null ? List.of() : colleagues.atTheCommission(draw.areaCode()));
        model.addAttribute("inspections", draw.seed() == null ? List.of() : inspections(actor));
        model.addAttribute("area", areas.find(draw.areaCode()).map(Area::name).orElse(draw.areaCode()));
        return "governance/draw";
    }

    @PostMapping(PAGE + "/{id}/seed")
    String tell(Actor actor, @PathVariable String id) {
        return "redirect:" + PAGE + "/"
                + draws.tell(actor, require(actor, id).drawId()).id();
    }

    /** The open ones of her area: what was drawn becomes checklists of one of them. */
    private List<Item> inspections(Actor actor) {
        return registers
                .find(OpenDrawn.INSPECTION)
                .map(register -> lists.of(
                        new ItemLists.Wanted(
                                register.no(), ItemLists.Place.area(own(actor)), null, null, CityTime.today(clock)),
                        null,
                        SHOWN))
                .orElse(List.of());
    }

    @PostMapping(PAGE + "/{id}/checklists")
    String open(
            Actor actor,
            @PathVariable String id,
            @RequestParam String inspection,
            @RequestParam(defaultValue = "") String person) {
        PublicId whole = PublicId.parse(inspection).orElseThrow(UNKNOWN::asException);
        opening.open(actor, require(actor, id), tending.require(actor, whole).id(), person.isEmpty() ? null : person);
        return "redirect:" + ItemPages.PAGE + "/" + whole;
    }

    /** Everything that the script needs to repeat the draw. */
    @ResponseBody
    @GetMapping(PAGE + "/{id}/json")
    Map<String, Object> json(Actor actor, @PathVariable String id) {
        Draw draw = require(actor, id);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("title", draw.title());
        told.put("each", draw.each());
        told.put("candidates", draw.candidates());
        told.put("commitment", draw.commitmentText());
        told.put("seed", draw.seedText());
        told.put("drawn", draw.drawn().stream().map(lot -> lot.candidate().id()).toList());
        return told;
    }

    private Draw require(Actor actor, String id) {
        Draw draw = draws.require(PublicId.decode(id).orElseThrow(UNKNOWN::asException));
        if (!Hand.of(actor).covers(draw.areaCode())) {
            throw UNKNOWN.asException();
        }
        return draw;
    }

    private static String own(Actor actor) {
        String area = Hand.of(actor).area();
        return area == null ? CITY : area;
    }
}
