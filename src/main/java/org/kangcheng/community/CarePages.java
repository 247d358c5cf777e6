package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
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

/** 护理员: who cares in an area, how she is trained, and for whom she cares. */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR, Role.COMMISSION})
class CarePages {
    static final String PAGE = "/staff/care";
    private static final int ROWS = 50;
    private static final int AREA_DIGITS = 12;
    private static final String CITY = "3715";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这位护理员，或不在您的辖区。");
    private static final Refusal NOBODY = Refusal.notFound("没有这位居民。");

    record Line(String id, String name, String place, CareTable.Caregiver caregiver, boolean qualified, int caredFor) {}

    record CaredLine(String id, String name, int age, CareTable.Plan plan, PersonalServices.@Nullable Line visits) {}

    private final Care care;
    private final People people;
    private final Areas areas;
    private final Readings log;
    private final Clock clock;

    CarePages(Care care, People people, Areas areas, Readings log, Clock clock) {
        this.care = care;
        this.people = people;
        this.areas = areas;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String all(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        String own = actor.areaCode() == null ? CITY : actor.areaCode();
        Area here = areas.find(area.isEmpty() ? own : area)
                .filter(it -> actor.coversArea(it.code()))
                .orElseThrow(UNKNOWN::asException);
        int cut = Math.min(AREA_DIGITS, after.length());
        long key = after.length() <= AREA_DIGITS + 1
                ? 0
                : PublicId.decode(after.substring(AREA_DIGITS + 1)).orElse(0L);
        Slice<CareTable.Caregiver> rows = Slice.of(
                care.inArea(here.code(), after.substring(0, cut), key, ROWS + 1),
                ROWS,
                it -> it.areaCode() + "_" + PublicId.encode(it.personKey()));
        log.logDisclosure(
                actor,
                rows.items().stream().map(CareTable.Caregiver::personKey).toList(),
                "护理员名单",
                Purpose.PUBLIC_HEALTH);
        model.addAttribute("here", here);
        model.addAttribute("rows", rows.map(this::line));
        model.addAttribute("kinds", CareKind.values());
        model.addAttribute("registers", actor.institutionId() != null);
        return "community/caregivers";
    }

    private Line line(CareTable.Caregiver it) {
        return new Line(
                PublicId.encode(it.personKey()),
                name(it.personKey()),
                areas.path(it.areaCode()),
                it,
                it.qualifiedOn(CityTime.today(clock)),
                care.caredFor(it.personKey()).size());
    }

    private String name(long key) {
        return people.find(key).map(Person::name).orElse("");
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}")
    public String one(Actor actor, @PathVariable String personId, Model model) {
        CareTable.Caregiver caregiver = own(actor, personId);
        LocalDate today = CityTime.today(clock);
        List<Long> cared = care.caredFor(caregiver.personKey());
        log.logDisclosure(actor, cared, "护理对象名单", Purpose.PUBLIC_HEALTH);
        model.addAttribute("line", line(caregiver));
        model.addAttribute("trainings", care.trainings(caregiver));
        model.addAttribute(
                "cared",
                cared.stream()
                        .flatMap(key -> people.find(key).stream())
                        .flatMap(person -> care.plan(person.personKey()).stream()
                                .map(plan -> new CaredLine(
                                        PublicId.encode(person.personKey()),
                                        person.name(),
                                        person.ageOn(today),
                                        plan,
                                        care.visits(person.personKey()).orElse(null))))
                        .toList());
        model.addAttribute("today", today);
        return "community/caregiver";
    }

    @Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
    @PostMapping(PAGE)
    String register(
            Actor actor, @RequestParam String number, @RequestParam CareKind kind, RedirectAttributes redirect) {
        return person(number)
                .map(it -> switch (care.register(actor, it.personKey(), kind)) {
                    case Outcome.Done<CareTable.Caregiver>(var made) ->
                        "redirect:" + PAGE + "/" + PublicId.encode(made.personKey());
                    case Outcome.NotDone<CareTable.Caregiver>(Refusal refusal) ->
                        FamilyDoctorPages.refused(PAGE, refusal, redirect);
                })
                .orElseGet(() -> FamilyDoctorPages.refused(PAGE, NOBODY, redirect));
    }

    @PostMapping(PAGE + "/{personId}/trainings")
    String train(
            Actor actor,
            @PathVariable String personId,
            @RequestParam LocalDate on,
            @RequestParam String title,
            @RequestParam int hours,
            @RequestParam(required = false) @Nullable LocalDate until,
            RedirectAttributes redirect) {
        CareTable.Caregiver caregiver = own(actor, personId);
        return back(caregiver, care.train(actor, caregiver.personKey(), on, title, hours, until), redirect);
    }

    @PostMapping(PAGE + "/{personId}/plans")
    String plan(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String number,
            @RequestParam String tasks,
            RedirectAttributes redirect) {
        CareTable.Caregiver caregiver = own(actor, personId);
        Optional<Refusal> refusal = person(number)
                .map(it ->
                        care.plan(actor, it.personKey(), caregiver.personKey(), tasks) instanceof Outcome.NotDone<?> no
                                ? Optional.of(no.refusal())
                                : Optional.<Refusal>empty())
                .orElse(Optional.of(NOBODY));
        return back(caregiver, refusal, redirect);
    }

    @PostMapping(PAGE + "/{personId}/plans/{caredId}/end")
    String endPlan(
            Actor actor,
            @PathVariable String personId,
            @PathVariable String caredId,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        CareTable.Caregiver caregiver = own(actor, personId);
        long cared = PublicId.decode(caredId).orElseThrow(NOBODY::asException);
        return back(caregiver, care.endPlan(actor, cared, reason), redirect);
    }

    private Optional<Person> person(String number) {
        return people.byDocument("01", number.strip()).flatMap(people::find);
    }

    private CareTable.Caregiver own(Actor actor, String personId) {
        return PublicId.decode(personId)
                .flatMap(care::caregiver)
                .filter(it -> actor.coversArea(it.areaCode()))
                .orElseThrow(UNKNOWN::asException);
    }

    private static String back(CareTable.Caregiver caregiver, Optional<Refusal> refusal, RedirectAttributes redirect) {
        String page = PAGE + "/" + PublicId.encode(caregiver.personKey());
        return refusal.map(it -> FamilyDoctorPages.refused(page, it, redirect)).orElse("redirect:" + page);
    }
}
