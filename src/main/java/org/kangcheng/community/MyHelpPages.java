package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 帮扶走访 on the helper's phone: her households, the late ones first; and who helps mine. */
@Controller
@Allowed(Role.RESIDENT)
class MyHelpPages {
    private static final String PAGE = "/m/helping";
    private static final Refusal NOT_HELPER = Refusal.forbidden("您不是这一户的帮扶责任人。");

    record Line(Household household, String head, String place, PersonalServices.@Nullable Line visits) {
        LocalDate due() {
            return visits == null ? LocalDate.MAX : visits.dueOn();
        }
    }

    private final Households households;
    private final PersonalServices services;
    private final People people;
    private final Areas areas;
    private final Readings log;
    private final Clock clock;

    MyHelpPages(
            Households households, PersonalServices services, People people, Areas areas, Readings log, Clock clock) {
        this.households = households;
        this.services = services;
        this.people = people;
        this.areas = areas;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String mine(Actor actor, Model model) {
        List<Household> helped = households.helpedBy(actor.self());
        if (!helped.isEmpty()) {
            log.logDisclosure(actor, helped.stream().map(Household::headKey).toList(), "包户名单", Purpose.PUBLIC_HEALTH);
        }
        model.addAttribute(
                "lines",
                helped.stream()
                        .map(this::line)
                        .sorted(Comparator.comparing(Line::due))
                        .toList());
        model.addAttribute(
                "helper",
                households
                        .ofPerson(actor.self())
                        .flatMap(households::helper)
                        .map(it -> name(it.helperKey()) + "（" + it.unit() + "）")
                        .orElse(null));
        return "community/my-helping";
    }

    private Line line(Household household) {
        return new Line(
                household,
                name(household.headKey()),
                areas.path(household.areaCode()),
                households.visits(household).orElse(null));
    }

    private String name(long personKey) {
        return people.find(personKey).map(Person::name).orElse("");
    }

    @Transactional
    @GetMapping(PAGE + "/{householdId}")
    public String visit(Actor actor, @PathVariable String householdId, Model model) {
        Household household = own(actor, householdId);
        log.log(actor, household.headKey(), "包户走访", Purpose.PUBLIC_HEALTH);
        model.addAttribute("line", line(household));
        model.addAttribute("form", services.form(Households.PROGRAMME, Households.VISIT));
        model.addAttribute("visits", services.done(household.headKey(), List.of(Households.PROGRAMME)));
        model.addAttribute("today", CityTime.today(clock));
        if (!model.containsAttribute("requestKey")) {
            model.addAttribute("requestKey", UUID.randomUUID().toString());
        }
        return "community/my-visit";
    }

    @PostMapping(PAGE + "/{householdId}")
    String record(
            Actor actor,
            @PathVariable String householdId,
            @RequestParam LocalDate on,
            @RequestParam String requestKey,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        Household household = own(actor, householdId);
        Map<String, String> typed = Form.typed(all);
        String page = PAGE + "/" + household.id();
        return switch (households.visit(actor, household, on, typed, requestKey)) {
            case PersonalServices.Recorded.Yes _ -> {
                redirect.addFlashAttribute("said", "走访已记录。");
                yield "redirect:" + PAGE;
            }
            case PersonalServices.Recorded.Unsound(Map<String, String> problems) -> {
                redirect.addFlashAttribute("typed", typed);
                redirect.addFlashAttribute("problems", problems);
                redirect.addFlashAttribute("requestKey", requestKey);
                yield "redirect:" + page;
            }
            case PersonalServices.Recorded.No(Refusal refusal) -> FamilyDoctorPages.refused(page, refusal, redirect);
        };
    }

    private Household own(Actor actor, String id) {
        Household household = households.orThrow(id);
        if (!households.helpedBy(actor.self()).contains(household)) {
            throw NOT_HELPER.asException();
        }
        return household;
    }
}
