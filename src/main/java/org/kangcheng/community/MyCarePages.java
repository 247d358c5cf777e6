package org.kangcheng.community;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
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

/** 邻里互助护理 on the caregiver's phone: for whom she cares; a visit begins and ends with that person's code. */
@Controller
@Allowed(Role.RESIDENT)
class MyCarePages {
    private static final String PAGE = "/m/care";
    private static final Refusal NOT_CARED = Refusal.forbidden("您没有这位居民的护理计划。");

    record Line(String id, String name, String tasks, PersonalServices.@Nullable Line visits, boolean goingOn) {}

    private final Care care;
    private final PersonalServices services;
    private final People people;
    private final Readings log;
    private final Clock clock;

    MyCarePages(Care care, PersonalServices services, People people, Readings log, Clock clock) {
        this.care = care;
        this.services = services;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String mine(Actor actor, Model model) {
        List<Long> cared = care.caredFor(actor.self());
        if (!cared.isEmpty()) {
            log.logDisclosure(actor, cared, "护理对象名单", Purpose.PUBLIC_HEALTH);
        }
        Optional<CareTable.Caregiver> caregiver = care.caregiver(actor.self());
        model.addAttribute("caregiver", caregiver.orElse(null));
        model.addAttribute(
                "qualified",
                caregiver.filter(it -> it.qualifiedOn(CityTime.today(clock))).isPresent());
        model.addAttribute(
                "lines", cared.stream().flatMap(key -> line(key).stream()).toList());
        model.addAttribute(
                "mine",
                care.plan(actor.self())
                        .map(plan -> name(plan.caregiverKey()) + "：" + plan.tasks())
                        .orElse(null));
        return "community/my-care";
    }

    private Optional<Line> line(long key) {
        return care.plan(key)
                .map(plan -> new Line(
                        PublicId.encode(key),
                        name(key),
                        plan.tasks(),
                        care.visits(key).orElse(null),
                        care.goingOn(key).isPresent()));
    }

    private String name(long key) {
        return people.find(key).map(Person::name).orElse("");
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}")
    public String one(Actor actor, @PathVariable String personId, Model model) {
        long key = own(actor, personId);
        log.log(actor, key, "上门护理", Purpose.PUBLIC_HEALTH);
        model.addAttribute("line", line(key).orElseThrow(NOT_CARED::asException));
        model.addAttribute("form", services.form(Care.PROGRAMME, Care.VISIT));
        model.addAttribute("visits", services.done(key, List.of(Care.PROGRAMME)));
        return "community/my-care-visit";
    }

    @PostMapping(PAGE + "/{personId}/begin")
    String begin(Actor actor, @PathVariable String personId, @RequestParam String code, RedirectAttributes redirect) {
        long key = own(actor, personId);
        String page = PAGE + "/" + PublicId.encode(key);
        return switch (care.begin(actor, key, code)) {
            case Outcome.Done<CareTable.Visit> _ -> "redirect:" + page;
            case Outcome.NotDone<CareTable.Visit>(Refusal refusal) ->
                FamilyDoctorPages.refused(page, refusal, redirect);
        };
    }

    @PostMapping(PAGE + "/{personId}/end")
    String end(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String code,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        long key = own(actor, personId);
        String page = PAGE + "/" + PublicId.encode(key);
        Map<String, String> typed = Form.typed(all);
        return switch (care.end(actor, key, code, typed)) {
            case PersonalServices.Recorded.Yes _ -> {
                redirect.addFlashAttribute("said", "上门护理已记录，居民已亮码确认。");
                yield "redirect:" + PAGE;
            }
            case PersonalServices.Recorded.Unsound(Map<String, String> problems) -> {
                redirect.addFlashAttribute("typed", typed);
                redirect.addFlashAttribute("problems", problems);
                yield "redirect:" + page;
            }
            case PersonalServices.Recorded.No(Refusal refusal) -> {
                redirect.addFlashAttribute("typed", typed);
                yield FamilyDoctorPages.refused(page, refusal, redirect);
            }
        };
    }

    private long own(Actor actor, String personId) {
        long key = PublicId.decode(personId).orElseThrow(NOT_CARED::asException);
        if (!care.caredFor(actor.self()).contains(key)) {
            throw NOT_CARED.asException();
        }
        return key;
    }
}
