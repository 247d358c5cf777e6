package org.kangcheng.community;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.community.ContractTable.TeamRow;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A team: its members, its villages, and whom it has signed, those whose term ends first before the others. */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR, Role.COMMISSION})
class TeamPages {
    private static final String PAGE = FamilyDoctorPages.PAGE + "/teams";
    private static final int ROWS = 50;
    private static final int TOWN_DIGITS = 9;
    private static final int COUNTY_DIGITS = 6;

    record SignedLine(String personId, String name, int age, String place, LocalDate until, boolean ended) {}

    record Choice(String id, String name) {}

    private final Teams teams;
    private final ContractTable contracts;
    private final FamilyDoctorFigures figures;
    private final Institutions institutions;
    private final Areas areas;
    private final People people;
    private final Readings log;
    private final Clock clock;

    TeamPages(
            Teams teams,
            ContractTable contracts,
            FamilyDoctorFigures figures,
            Institutions institutions,
            Areas areas,
            People people,
            Readings log,
            Clock clock) {
        this.teams = teams;
        this.contracts = contracts;
        this.figures = figures;
        this.institutions = institutions;
        this.areas = areas;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE + "/{teamId}")
    public String team(
            Actor actor, @PathVariable String teamId, @RequestParam(defaultValue = "") String after, Model model) {
        Team team = teams.own(actor, teamId);
        LocalDate today = CityTime.today(clock);
        List<Area> villages = teams.villages(team);
        model.addAttribute("team", team);
        model.addAttribute("institution", teams.institution(team));
        model.addAttribute("members", teams.members(team));
        model.addAttribute("villages", villages);
        model.addAttribute("figure", figures.team(team.id()));
        model.addAttribute(
                "performed", figures.performed(villages.stream().map(Area::code).toList()));
        Slice<TeamRow> rows = rows(team, after);
        log.logDisclosure(
                actor, rows.items().stream().map(TeamRow::personKey).toList(), "家庭医生签约名单", Purpose.PUBLIC_HEALTH);
        model.addAttribute("signed", rows.map(row -> line(row, today)));
        model.addAttribute("serves", !actor.is(Role.COMMISSION));
        if (leads(actor, team)) {
            offer(team, model);
        }
        return "community/team";
    }

    private Slice<TeamRow> rows(Team team, String after) {
        LocalDate day = LocalDate.EPOCH;
        long key = 0;
        int at = after.indexOf('_');
        if (at > 0) {
            try {
                day = LocalDate.parse(after.substring(0, at));
                key = PublicId.decode(after.substring(at + 1)).orElse(0L);
            } catch (DateTimeException e) {
                day = LocalDate.EPOCH;
            }
        }
        return Slice.of(
                contracts.ofTeam(team.id(), day, key, ROWS + 1),
                ROWS,
                row -> row.toDate() + "_" + PublicId.encode(row.personKey()));
    }

    private SignedLine line(TeamRow row, LocalDate today) {
        Person person = people.find(row.personKey()).orElseThrow();
        return new SignedLine(
                PublicId.encode(row.personKey()),
                person.maskedName(),
                person.ageOn(today),
                areas.find(person.areaCode()).map(Area::name).orElse(""),
                row.toDate().minusDays(1),
                !row.toDate().isAfter(today));
    }

    /** Who may be taken in: of the institution and the village clinics of its town; which villages nobody answers for. */
    private void offer(Team team, Model model) {
        String area = teams.area(team).orElse("");
        String town = area.substring(0, Math.min(TOWN_DIGITS, area.length()));
        List<Choice> staff = institutions.inArea(town, 0, 60).stream()
                .filter(it ->
                        it.institutionId() == team.institutionId() || it.kind() == Institution.Kind.VILLAGE_CLINIC)
                .flatMap(at -> institutions.practitioners(at.institutionId()).stream()
                        .map(one -> new Choice(
                                new PublicId(at.institutionId(), one.practitionerId()).toString(),
                                one.name() + "（" + at.name() + "）")))
                .toList();
        model.addAttribute("staff", staff);
        model.addAttribute("roles", MemberRole.values());
        model.addAttribute("choices", areas.children(town));
    }

    private boolean leads(Actor actor, Team team) {
        return actor.is(Role.DOCTOR) && actor.coversInstitution(team.institutionId());
    }

    private Team led(Actor actor, String teamId) {
        Team team = teams.own(actor, teamId);
        if (!leads(actor, team)) {
            throw Refusal.forbidden("只有团队所在机构的医生可以调整团队。").asException();
        }
        return team;
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE)
    String open(Actor actor, @RequestParam String name, @RequestParam String phone, RedirectAttributes redirect) {
        return switch (teams.open(actor, name, phone)) {
            case Outcome.Done<Team>(Team team) -> "redirect:" + PAGE + "/" + team.id();
            case Outcome.NotDone<Team>(Refusal refusal) ->
                FamilyDoctorPages.refused(FamilyDoctorPages.PAGE, refusal, redirect);
        };
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{teamId}/close")
    String close(Actor actor, @PathVariable String teamId) {
        teams.close(led(actor, teamId));
        return "redirect:" + FamilyDoctorPages.PAGE;
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{teamId}/members")
    String addMember(
            Actor actor,
            @PathVariable String teamId,
            @RequestParam String practitioner,
            @RequestParam MemberRole role,
            RedirectAttributes redirect) {
        Team team = led(actor, teamId);
        PublicId id = PublicId.parse(practitioner)
                .orElseThrow(() -> Refusal.badInput("practitioner", "请选择医务人员。").asException());
        return back(team, teams.addMember(team, id.shard(), id.key(), role), redirect);
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{teamId}/members/{member}/remove")
    String removeMember(
            Actor actor, @PathVariable String teamId, @PathVariable String member, RedirectAttributes redirect) {
        Team team = led(actor, teamId);
        PublicId.decode(member).ifPresent(id -> teams.removeMember(team, id));
        return back(team, Optional.empty(), redirect);
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{teamId}/villages")
    String addVillage(
            Actor actor, @PathVariable String teamId, @RequestParam String village, RedirectAttributes redirect) {
        Team team = led(actor, teamId);
        boolean near = teams.area(team)
                .filter(area -> area.regionMatches(0, village, 0, COUNTY_DIGITS))
                .isPresent();
        return back(
                team,
                near ? teams.addVillage(team, village) : Optional.of(Refusal.badInput("village", "只能选择本县（市、区）的村（社区）。")),
                redirect);
    }

    @Allowed(Role.DOCTOR)
    @PostMapping(PAGE + "/{teamId}/villages/{village}/remove")
    String removeVillage(
            Actor actor, @PathVariable String teamId, @PathVariable String village, RedirectAttributes redirect) {
        Team team = led(actor, teamId);
        teams.removeVillage(team, village);
        return back(team, Optional.empty(), redirect);
    }

    private static String back(Team team, Optional<Refusal> refusal, RedirectAttributes redirect) {
        String page = PAGE + "/" + team.id();
        return refusal.map(it -> FamilyDoctorPages.refused(page, it, redirect)).orElse("redirect:" + page);
    }
}
