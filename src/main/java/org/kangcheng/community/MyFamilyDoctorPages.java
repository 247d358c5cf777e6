package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.community.Contracts.Signing;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的家庭医生: who she is, what she owes me, what I say was done. */
@Controller
@Allowed(Role.RESIDENT)
class MyFamilyDoctorPages {
    private static final String PAGE = "/m/family-doctor";
    private static final int RENEW_AHEAD_DAYS = 60;
    private static final Refusal NOT_SIGNED = Refusal.rule("no-contract", "没有有效的签约，请先签约。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这条服务记录。");
    private static final List<String> PROGRAMMES = List.of(FamilyDoctorFigures.SERVICES, Care.PROGRAMME);

    record TeamChoice(Team team, String institution, List<TeamMember> members) {}

    private final Teams teams;
    private final Contracts contracts;
    private final Packages packages;
    private final PersonalServices services;
    private final People people;
    private final Clock clock;

    MyFamilyDoctorPages(
            Teams teams,
            Contracts contracts,
            Packages packages,
            PersonalServices services,
            People people,
            Clock clock) {
        this.teams = teams;
        this.contracts = contracts;
        this.packages = packages;
        this.services = services;
        this.people = people;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String show(Actor actor, Model model) {
        LocalDate today = CityTime.today(clock);
        Optional<Contract> standing = contracts.standing(actor.self());
        model.addAttribute("contract", standing.orElse(null));
        model.addAttribute(
                "team",
                standing.flatMap(it -> teams.find(it.team())).map(this::choice).orElse(null));
        model.addAttribute(
                "packages", standing.map(it -> packages.titles(it.packages())).orElse(List.of()));
        model.addAttribute("services", services.of(actor.self(), FamilyDoctorFigures.SERVICES));
        model.addAttribute("contents", services.contents(FamilyDoctorFigures.SERVICES));
        model.addAttribute(
                "waiting",
                services.unconfirmed(actor.self()).stream()
                        .filter(PersonalServices.Done::waiting)
                        .toList());
        model.addAttribute("done", services.done(actor.self(), PROGRAMMES));
        model.addAttribute("history", contracts.history(actor.self()));
        model.addAttribute(
                "renewable",
                standing.filter(it -> it.endedOn() == null
                                && !it.fromDate().isAfter(today)
                                && !it.toDate().minusDays(RENEW_AHEAD_DAYS).isAfter(today))
                        .isPresent());
        return "community/my-family-doctor";
    }

    private TeamChoice choice(Team team) {
        return new TeamChoice(team, teams.institution(team), teams.members(team));
    }

    @GetMapping(PAGE + "/sign")
    String choose(Actor actor, Model model) {
        Person person = people.find(actor.self()).orElseThrow();
        model.addAttribute(
                "teams",
                teams.near(person.areaCode()).stream().map(this::choice).toList());
        model.addAttribute("changes", false);
        model.addAttribute("fitting", packages.fitting(actor.self()));
        model.addAttribute("contents", services.contents(FamilyDoctorFigures.SERVICES));
        model.addAttribute("person", person.maskedName());
        model.addAttribute("renews", contracts.standing(actor.self()).isPresent());
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        return "community/my-signing";
    }

    /** 变更: another team or other packages, for the rest of the term. */
    @GetMapping(PAGE + "/change")
    String chooseAnother(Actor actor, Model model) {
        Contract standing = contracts.standing(actor.self()).orElseThrow(NOT_SIGNED::asException);
        choose(actor, model);
        model.addAttribute("changes", true);
        model.addAttribute("team", standing.team().toString());
        model.addAttribute(
                "chosen", standing.packages().stream().map(ServicePackage::id).toList());
        return "community/my-signing";
    }

    @PostMapping(PAGE + "/change")
    String change(
            Actor actor,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") Set<String> packages,
            @RequestParam(defaultValue = "false") boolean agreed,
            @RequestParam String requestKey,
            RedirectAttributes redirect) {
        return sign("/change", contracts::change, actor, team, packages, agreed, requestKey, redirect);
    }

    @PostMapping(PAGE + "/sign")
    String sign(
            Actor actor,
            @RequestParam(defaultValue = "") String team,
            @RequestParam(defaultValue = "") Set<String> packages,
            @RequestParam(defaultValue = "false") boolean agreed,
            @RequestParam String requestKey,
            RedirectAttributes redirect) {
        return sign(
                "/sign",
                contracts.standing(actor.self()).isPresent() ? contracts::renew : contracts::sign,
                actor,
                team,
                packages,
                agreed,
                requestKey,
                redirect);
    }

    private static String sign(
            String page,
            Function<Signing, Outcome<Contract>> how,
            Actor actor,
            String team,
            Set<String> packages,
            boolean agreed,
            String requestKey,
            RedirectAttributes redirect) {
        if (!agreed) {
            return refused(page, Refusal.badInput("agreed", "请先阅读并同意签约服务协议。"), redirect);
        }
        Optional<TeamId> chosen = TeamId.parse(team);
        if (chosen.isEmpty()) {
            return refused(page, Refusal.badInput("team", "请选择家庭医生团队。"), redirect);
        }
        Signing asked = new Signing(
                actor.self(), chosen.get(), new HashSet<>(packages), SigningWay.PHONE, null, actor.name(), requestKey);
        return switch (how.apply(asked)) {
            case Outcome.Done<Contract> _ -> said(page.equals("/change") ? "已变更。" : "签约成功。", redirect);
            case Outcome.NotDone<Contract>(Refusal refusal) -> refused("", refusal, redirect);
        };
    }

    @PostMapping(PAGE + "/confirm")
    String confirm(Actor actor, @RequestParam String delivery, RedirectAttributes redirect) {
        return answer(services.confirm(actor.self(), key(delivery), "手机"), "已确认，谢谢。", redirect);
    }

    /** 没有做过. */
    @PostMapping(PAGE + "/dispute")
    String dispute(
            Actor actor,
            @RequestParam String delivery,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect) {
        return answer(services.dispute(actor.self(), key(delivery), note), "已反映给卫生健康委，这项服务不会计入。", redirect);
    }

    @PostMapping(PAGE + "/terminate")
    String terminate(Actor actor, @RequestParam String note, RedirectAttributes redirect) {
        return answer(contracts.terminate(actor.self(), EndReason.RESIDENT, note, actor.name()), "已解约。", redirect);
    }

    private static long key(String delivery) {
        return PublicId.decode(delivery).orElseThrow(UNKNOWN::asException);
    }

    private static String answer(Optional<Refusal> refusal, String done, RedirectAttributes redirect) {
        return refusal.map(it -> refused("", it, redirect)).orElseGet(() -> said(done, redirect));
    }

    private static String said(String words, RedirectAttributes redirect) {
        redirect.addFlashAttribute("said", words);
        return "redirect:" + PAGE;
    }

    private static String refused(String below, Refusal refusal, RedirectAttributes redirect) {
        return FamilyDoctorPages.refused(PAGE + below, refusal, redirect);
    }
}
