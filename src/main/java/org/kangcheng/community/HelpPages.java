package org.kangcheng.community;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 包户: the households of a village, who helps each, and where its visits stand. */
@Controller
@Allowed({Role.VILLAGE_DOCTOR, Role.DOCTOR, Role.COMMISSION})
class HelpPages {
    static final String PAGE = "/staff/helping";
    private static final int ROWS = 50;
    private static final String CITY = "3715";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个行政区划，或它不在您的辖区。");
    private static final Refusal NOBODY = Refusal.notFound("没有这位居民，或居民不在本村。");

    record Line(
            Household household,
            String head,
            int members,
            @Nullable String helper,
            @Nullable String unit,
            PersonalServices.@Nullable Line visits) {}

    record MemberLine(String name, String relation) {}

    private final Households households;
    private final PersonalServices services;
    private final People people;
    private final Areas areas;
    private final Readings log;
    private final Clock clock;

    HelpPages(Households households, PersonalServices services, People people, Areas areas, Readings log, Clock clock) {
        this.households = households;
        this.services = services;
        this.people = people;
        this.areas = areas;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String village(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Area here = area(actor, area);
        model.addAttribute("here", here);
        model.addAttribute(
                "path",
                areas.above(here).stream()
                        .filter(it -> actor.coversArea(it.code()))
                        .toList());
        model.addAttribute("parts", areas.children(here.code()));
        boolean village = here.level() == Area.Level.VILLAGE;
        long from = after == null ? 0 : PublicId.decode(after).orElse(0L);
        Slice<Household> rows = Slice.of(
                village ? households.ofVillage(here.code(), from, ROWS + 1) : List.of(),
                ROWS,
                it -> PublicId.encode(it.householdId()));
        log.logDisclosure(actor, rows.items().stream().map(Household::headKey).toList(), "包户名单", Purpose.PUBLIC_HEALTH);
        model.addAttribute("village", village);
        model.addAttribute("rows", rows.map(this::line));
        return "community/households";
    }

    private Line line(Household household) {
        Optional<HouseholdTable.HelperRow> helper = households.helper(household);
        return new Line(
                household,
                name(household.headKey()),
                households.members(household).size(),
                helper.map(it -> name(it.helperKey())).orElse(null),
                helper.map(HouseholdTable.HelperRow::unit).orElse(null),
                households.visits(household).orElse(null));
    }

    private String name(long personKey) {
        return people.find(personKey).map(Person::name).orElse("");
    }

    @Transactional
    @GetMapping(PAGE + "/{householdId}")
    public String household(Actor actor, @PathVariable String householdId, Model model) {
        Household household = own(actor, householdId);
        log.log(actor, household.headKey(), "包户走访", Purpose.PUBLIC_HEALTH);
        model.addAttribute("line", line(household));
        model.addAttribute(
                "members",
                households.members(household).stream()
                        .map(it -> new MemberLine(name(it.personKey()), it.relation()))
                        .toList());
        model.addAttribute("visits", services.done(household.headKey(), List.of(Households.PROGRAMME)));
        model.addAttribute("place", areas.path(household.areaCode()));
        model.addAttribute("today", CityTime.today(clock));
        return "community/household";
    }

    /** @param number of the head's ID card */
    @PostMapping(PAGE)
    String make(
            Actor actor,
            @RequestParam String number,
            @RequestParam(defaultValue = "") String householdNo,
            @RequestParam String area,
            RedirectAttributes redirect) {
        String page = PAGE + "?area=" + area(actor, area).code();
        return person(number)
                .map(head -> switch (households.make(actor, head.personKey(), householdNo.strip())) {
                    case Outcome.Done<Household>(Household made) -> "redirect:" + PAGE + "/" + made.id();
                    case Outcome.NotDone<Household>(Refusal refusal) ->
                        FamilyDoctorPages.refused(page, refusal, redirect);
                })
                .orElseGet(() -> FamilyDoctorPages.refused(page, NOBODY, redirect));
    }

    @PostMapping(PAGE + "/{householdId}/members")
    String addMember(
            Actor actor,
            @PathVariable String householdId,
            @RequestParam String number,
            @RequestParam String relation,
            RedirectAttributes redirect) {
        Household household = own(actor, householdId);
        return back(
                household,
                person(number)
                        .map(it -> households.addMember(actor, household, it.personKey(), relation))
                        .orElse(Optional.of(NOBODY)),
                redirect);
    }

    @PostMapping(PAGE + "/{householdId}/helper")
    String assign(
            Actor actor,
            @PathVariable String householdId,
            @RequestParam String number,
            @RequestParam String unit,
            RedirectAttributes redirect) {
        Household household = own(actor, householdId);
        return back(
                household,
                person(number)
                        .map(it -> households.assign(actor, household, it.personKey(), unit))
                        .orElse(Optional.of(NOBODY)),
                redirect);
    }

    @PostMapping(PAGE + "/{householdId}/release")
    String release(Actor actor, @PathVariable String householdId, RedirectAttributes redirect) {
        Household household = own(actor, householdId);
        return back(household, households.release(actor, household), redirect);
    }

    private Optional<Person> person(String number) {
        return people.byDocument("01", number.strip()).flatMap(people::find);
    }

    private Household own(Actor actor, String id) {
        Household household = households.orThrow(id);
        if (!actor.coversArea(household.areaCode())) {
            throw UNKNOWN.asException();
        }
        return household;
    }

    private Area area(Actor actor, String asked) {
        String own = actor.areaCode() == null ? CITY : actor.areaCode();
        return areas.find(asked.isEmpty() ? own : asked)
                .filter(it -> actor.coversArea(it.code()))
                .orElseThrow(UNKNOWN::asException);
    }

    private static String back(Household household, Optional<Refusal> refusal, RedirectAttributes redirect) {
        String page = PAGE + "/" + household.id();
        return refusal.map(it -> FamilyDoctorPages.refused(page, it, redirect)).orElse("redirect:" + page);
    }
}
