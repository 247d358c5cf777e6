package org.kangcheng.community;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.community.FamilyDoctorFigures.AreaFigure;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 签约率、续签率、履约率 by group, area and team; and what residents have not confirmed. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR, Role.DOCTOR})
class FamilyDoctorFigurePages {
    static final String PAGE = FamilyDoctorPages.PAGE + "/figures";
    static final String UNCONFIRMED = FamilyDoctorPages.PAGE + "/unconfirmed";
    private static final String CITY = "3715";
    private static final int ROWS = 50;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个行政区划，或它不在您的辖区。");

    record AreaLine(Area area, AreaFigure figure) {}

    record TeamLine(Team team, String institution, ContractCounting.Figure figure) {}

    record UnconfirmedLine(PersonalServices.Unconfirmed of, String name, String place, String personId, String id) {}

    private final FamilyDoctorFigures figures;
    private final Teams teams;
    private final PersonalServices services;
    private final People people;
    private final Areas areas;
    private final Readings log;

    FamilyDoctorFigurePages(
            FamilyDoctorFigures figures,
            Teams teams,
            PersonalServices services,
            People people,
            Areas areas,
            Readings log) {
        this.figures = figures;
        this.teams = teams;
        this.services = services;
        this.people = people;
        this.areas = areas;
        this.log = log;
    }

    @GetMapping(PAGE)
    String figures(Actor actor, @RequestParam(defaultValue = "") String area, Model model) {
        Area here = area(actor, area, model);
        List<Area> children = areas.children(here.code());
        List<Area> parts = children.isEmpty() ? List.of(here) : children;
        List<AreaFigure> counted = figures.areas(parts.stream().map(Area::code).toList());
        model.addAttribute("total", figures.areas(List.of(here.code())).getFirst());
        model.addAttribute("groups", figures.groups(here.code()));
        model.addAttribute(
                "lines",
                counted.stream()
                        .map(it -> new AreaLine(areas.find(it.areaCode()).orElseThrow(), it))
                        .toList());
        boolean near = here.level() == Area.Level.TOWN || here.level() == Area.Level.VILLAGE;
        model.addAttribute("teams", near ? teamLines(here) : List.of());
        model.addAttribute("near", near);
        model.addAttribute("supervises", actor.is(Role.COMMISSION));
        return "community/figures";
    }

    private List<TeamLine> teamLines(Area here) {
        return teams.ofArea(here.code()).stream()
                .map(team -> new TeamLine(team, teams.institution(team), figures.team(team.id())))
                .toList();
    }

    /** What waits for residents, or what they deny. */
    @Transactional
    @GetMapping(UNCONFIRMED)
    public String unconfirmed(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "false") boolean waiting,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Area here = area(actor, area, model);
        long from = after == null ? 0 : PublicId.decode(after).orElse(0L);
        Slice<PersonalServices.Unconfirmed> rows = Slice.of(
                services.unconfirmedIn(here.code(), !waiting, from, ROWS + 1),
                ROWS,
                row -> PublicId.encode(row.deliveryId()));
        log.logDisclosure(
                actor,
                rows.items().stream()
                        .map(PersonalServices.Unconfirmed::personKey)
                        .toList(),
                "待确认的服务",
                Purpose.PUBLIC_HEALTH);
        model.addAttribute("rows", rows.map(this::line));
        model.addAttribute("waiting", waiting);
        model.addAttribute("supervises", actor.is(Role.COMMISSION));
        return "community/unconfirmed";
    }

    private UnconfirmedLine line(PersonalServices.Unconfirmed it) {
        return new UnconfirmedLine(
                it,
                people.find(it.personKey()).map(Person::maskedName).orElse(""),
                areas.path(it.areaCode()),
                PublicId.encode(people.resolve(it.personKey())),
                new PublicId(it.personKey(), it.deliveryId()).toString());
    }

    /** The supervisor has looked into it: the record is void, and stays with the reason. */
    @Allowed(Role.COMMISSION)
    @PostMapping(UNCONFIRMED + "/void")
    String voidRecord(
            Actor actor,
            @RequestParam String delivery,
            @RequestParam String reason,
            @RequestParam String area,
            RedirectAttributes redirect) {
        PublicId id = PublicId.parse(delivery).orElseThrow(UNKNOWN::asException);
        String page = UNCONFIRMED + "?area=" + areas.find(area).map(Area::code).orElse("");
        Optional<Refusal> refusal = services.voidRecord(actor, id.shard(), id.key(), reason);
        return refusal.map(it -> FamilyDoctorPages.refused(page, it, redirect)).orElse("redirect:" + page);
    }

    private Area area(Actor actor, String asked, Model model) {
        String own = actor.areaCode() == null ? CITY : actor.areaCode();
        Area here = areas.find(asked.isEmpty() ? own : asked)
                .filter(it -> actor.coversArea(it.code()))
                .orElseThrow(UNKNOWN::asException);
        model.addAttribute("here", here);
        model.addAttribute(
                "path",
                areas.above(here).stream()
                        .filter(it -> actor.coversArea(it.code()))
                        .toList());
        return here;
    }
}
