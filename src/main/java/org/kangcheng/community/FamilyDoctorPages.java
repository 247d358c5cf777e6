package org.kangcheng.community;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.community.Contracts.Signing;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.PersonalServices;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 签约 at the table: the resident's code or her ID number opens her page; there is all that a team does with her. */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
class FamilyDoctorPages {
    static final String PAGE = "/staff/family-doctor";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这位居民，或居民不在您团队的片区。可请居民出示健康码。");
    private static final Refusal NOT_READ = Refusal.rule("code-not-read", "请先读居民的健康码（30 分钟内有效）。");
    private static final Refusal NO_WAY = Refusal.badInput("way", "手机签约由居民本人办理。");

    record TeamLine(Team team, String institution, ContractCounting.Figure figure) {}

    /** @param papers numbers of the photos of its paper */
    record ContractLine(Contract contract, String team, List<String> packages, boolean running, List<Integer> papers) {
        public String id() {
            return PublicId.encode(contract.contractId());
        }
    }

    private final Teams teams;
    private final Contracts contracts;
    private final Packages packages;
    private final PersonalServices services;
    private final FamilyDoctorFigures figures;
    private final Papers papers;
    private final CodeReadings codes;
    private final People people;
    private final Areas areas;
    private final Readings log;
    private final Clock clock;

    FamilyDoctorPages(
            Teams teams,
            Contracts contracts,
            Packages packages,
            PersonalServices services,
            FamilyDoctorFigures figures,
            Papers papers,
            CodeReadings codes,
            People people,
            Areas areas,
            Readings log,
            Clock clock) {
        this.teams = teams;
        this.contracts = contracts;
        this.packages = packages;
        this.services = services;
        this.figures = figures;
        this.papers = papers;
        this.codes = codes;
        this.people = people;
        this.areas = areas;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String home(Actor actor, Model model) {
        model.addAttribute(
                "teams",
                teams.of(actor).stream()
                        .map(team -> new TeamLine(team, teams.institution(team), figures.team(team.id())))
                        .toList());
        model.addAttribute("opens", actor.is(Role.DOCTOR) && actor.institutionId() != null);
        model.addAttribute("figures", actor.areaCode() != null);
        return "community/teams";
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, RedirectAttributes redirect) {
        return switch (codes.read(actor, actor.institution(), code)) {
            case Outcome.Done<PublicId>(PublicId reading) -> person(reading.shard()) + "?reading=" + reading;
            case Outcome.NotDone<PublicId>(Refusal refusal) -> refused(PAGE, refusal, redirect);
        };
    }

    /** @param number of a resident's ID card; it is in no address */
    @PostMapping(PAGE + "/find")
    String find(Actor actor, @RequestParam String number, RedirectAttributes redirect) {
        return people.byDocument("01", number.strip())
                .flatMap(people::find)
                .filter(person -> teams.serves(actor, person.areaCode()))
                .map(person -> person(person.personKey()))
                .orElseGet(() -> refused(PAGE, UNKNOWN, redirect));
    }

    @Transactional
    @GetMapping(PAGE + "/people/{personId}")
    public String person(
            Actor actor, @PathVariable String personId, @RequestParam(defaultValue = "") String reading, Model model) {
        Person person = own(actor, personId, reading);
        LocalDate today = CityTime.today(clock);
        log.log(actor, person.personKey(), "家庭医生签约", Purpose.PUBLIC_HEALTH);
        boolean read = codes.stands(actor, reading, person.personKey());
        model.addAttribute("person", person);
        model.addAttribute("id", PublicId.encode(person.personKey()));
        model.addAttribute("age", person.ageOn(today));
        model.addAttribute("place", areas.path(person.areaCode()));
        model.addAttribute("reading", read ? reading : "");
        model.addAttribute("ways", read ? List.of(SigningWay.TABLE, SigningWay.PAPER) : List.of(SigningWay.PAPER));
        List<Contract> history = contracts.history(person.personKey());
        model.addAttribute(
                "history", history.stream().map(it -> line(it, today)).toList());
        Contract standing = contracts.standing(person.personKey()).orElse(null);
        model.addAttribute("standing", standing == null ? null : line(standing, today));
        model.addAttribute("away", standing != null && away(standing, person));
        model.addAttribute("services", services.of(person.personKey(), FamilyDoctorFigures.SERVICES));
        model.addAttribute("waiting", services.unconfirmed(person.personKey()));
        model.addAttribute("fitting", packages.fitting(person.personKey()));
        model.addAttribute("contents", services.contents(FamilyDoctorFigures.SERVICES));
        model.addAttribute("teams", teams.of(actor));
        model.addAttribute("reasons", EndReason.GIVEN);
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        return "community/person";
    }

    private boolean away(Contract contract, Person person) {
        return teams.find(contract.team())
                .flatMap(teams::area)
                .filter(area -> !area.regionMatches(0, person.areaCode(), 0, 6))
                .isPresent();
    }

    private ContractLine line(Contract contract, LocalDate today) {
        return new ContractLine(
                contract,
                teams.find(contract.team()).map(Team::name).orElse(""),
                packages.titles(contract.packages()),
                contract.inForceOn(today),
                papers.of(contract));
    }

    /** What is signed, as the form has it. @param reading the code that was read; empty without */
    record SigningForm(
            String team,
            @Nullable Set<String> packages,
            SigningWay way,
            @Nullable String paperNo,
            @Nullable String reading,
            String requestKey,
            @Nullable MultipartFile photo) {
        String read() {
            return reading == null ? "" : reading;
        }

        Signing of(Person person, Team team, Actor by) {
            return new Signing(
                    person.personKey(),
                    team.id(),
                    packages == null ? Set.of() : Set.copyOf(packages),
                    way,
                    way == SigningWay.PAPER && paperNo != null ? paperNo.strip() : null,
                    by.name(),
                    requestKey);
        }
    }

    @PostMapping(PAGE + "/people/{personId}/sign")
    String sign(Actor actor, @PathVariable String personId, SigningForm form, RedirectAttributes redirect) {
        return signed(actor, personId, form, contracts::sign, redirect);
    }

    @PostMapping(PAGE + "/people/{personId}/renew")
    String renew(Actor actor, @PathVariable String personId, SigningForm form, RedirectAttributes redirect) {
        return signed(actor, personId, form, contracts::renew, redirect);
    }

    @PostMapping(PAGE + "/people/{personId}/change")
    String change(Actor actor, @PathVariable String personId, SigningForm form, RedirectAttributes redirect) {
        return signed(actor, personId, form, contracts::change, redirect);
    }

    private String signed(
            Actor actor,
            String personId,
            SigningForm form,
            Function<Signing, Outcome<Contract>> how,
            RedirectAttributes redirect) {
        Person person = own(actor, personId, form.read());
        String back = backTo(person, form.read());
        Signing asked = form.of(person, teams.own(actor, form.team()), actor);
        Optional<Refusal> wrong = wrongWay(actor, form.way(), form.read(), person);
        if (wrong.isPresent()) {
            return refused(back, wrong.get(), redirect);
        }
        return switch (how.apply(asked)) {
            case Outcome.Done<Contract>(Contract contract) -> {
                papers.keep(actor, contract, form.photo())
                        .ifPresent(refusal -> redirect.addFlashAttribute("refusal", refusal.message()));
                redirect.addFlashAttribute(
                        "done",
                        "已签约，自 %s 起，到 %s 为止。"
                                .formatted(
                                        contract.fromDate(), contract.toDate().minusDays(1)));
                yield "redirect:" + back;
            }
            case Outcome.NotDone<Contract>(Refusal refusal) -> refused(back, refusal, redirect);
        };
    }

    /** 纸质协议书的照片, added to a contract that stands. */
    @PostMapping(PAGE + "/people/{personId}/paper")
    String addPaper(
            Actor actor,
            @PathVariable String personId,
            @RequestParam(defaultValue = "") String reading,
            @RequestParam MultipartFile photo,
            RedirectAttributes redirect) {
        Person person = own(actor, personId, reading);
        Contract standing = contracts.standing(person.personKey()).orElseThrow(UNKNOWN::asException);
        Optional<Refusal> refused = papers.keep(actor, standing, photo);
        redirect.addFlashAttribute(
                refused.isPresent() ? "refusal" : "done",
                refused.map(Refusal::message).orElse("协议书照片已保存。"));
        return "redirect:" + backTo(person, reading);
    }

    @Transactional
    @GetMapping(PAGE + "/people/{personId}/paper/{contract}/{no}")
    public ResponseEntity<byte[]> paper(
            Actor actor,
            @PathVariable String personId,
            @PathVariable String contract,
            @PathVariable int no,
            @RequestParam(defaultValue = "") String reading) {
        Person person = own(actor, personId, reading);
        Contract of = contracts.history(person.personKey()).stream()
                .filter(it -> PublicId.encode(it.contractId()).equals(contract))
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
        log.log(actor, person.personKey(), "签约协议书照片", Purpose.PUBLIC_HEALTH);
        return papers.show(of, no).orElseThrow(UNKNOWN::asException);
    }

    private Optional<Refusal> wrongWay(Actor actor, SigningWay way, String reading, Person person) {
        return switch (way) {
            case PHONE -> Optional.of(NO_WAY);
            case TABLE -> codes.stands(actor, reading, person.personKey()) ? Optional.empty() : Optional.of(NOT_READ);
            case PAPER -> Optional.empty();
        };
    }

    @PostMapping(PAGE + "/people/{personId}/terminate")
    String terminate(
            Actor actor,
            @PathVariable String personId,
            @RequestParam EndReason reason,
            @RequestParam String note,
            @RequestParam(defaultValue = "") String reading,
            RedirectAttributes redirect) {
        Person person = own(actor, personId, reading);
        String back = backTo(person, reading);
        boolean ours = contracts
                .standing(person.personKey())
                .flatMap(it -> teams.find(it.team()))
                .filter(team -> teams.actsFor(actor, team))
                .isPresent();
        if (!ours) {
            return refused(back, Refusal.forbidden("居民没有与您的团队签约。"), redirect);
        }
        Optional<Refusal> refusal = contracts.terminate(person.personKey(), reason, note, actor.name());
        if (refusal.isPresent()) {
            return refused(back, refusal.get(), redirect);
        }
        redirect.addFlashAttribute("done", "已解约。");
        return "redirect:" + back;
    }

    /** The resident's code confirms, before the member of staff, what was done for her. */
    @PostMapping(PAGE + "/people/{personId}/confirm")
    String confirm(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String delivery,
            @RequestParam String reading,
            RedirectAttributes redirect) {
        Person person = own(actor, personId, reading);
        String back = backTo(person, reading);
        if (!codes.stands(actor, reading, person.personKey())) {
            return refused(back, NOT_READ, redirect);
        }
        Optional<Refusal> refusal = services.confirm(
                person.personKey(),
                PublicId.decode(delivery).orElseThrow(UNKNOWN::asException),
                codes.shown(reading) + "，经 " + actor.name());
        if (refusal.isPresent()) {
            return refused(back, refusal.get(), redirect);
        }
        redirect.addFlashAttribute("done", "居民已确认，这项服务已计入。");
        return "redirect:" + back;
    }

    private Person own(Actor actor, String personId, String reading) {
        return PublicId.decode(personId)
                .flatMap(people::find)
                .filter(person -> teams.serves(actor, person.areaCode())
                        || codes.stands(actor, reading, person.personKey())
                        || contracts
                                .standing(person.personKey())
                                .flatMap(it -> teams.find(it.team()))
                                .filter(team -> teams.actsFor(actor, team))
                                .isPresent())
                .orElseThrow(UNKNOWN::asException);
    }

    private static String person(long personKey) {
        return "redirect:" + PAGE + "/people/" + PublicId.encode(personKey);
    }

    private static String backTo(Person person, String reading) {
        return PAGE + "/people/" + PublicId.encode(person.personKey())
                + (reading.isEmpty() ? "" : "?reading=" + id(reading));
    }

    /** As we write it, whatever was sent. */
    private static String id(String reading) {
        return PublicId.parse(reading).map(PublicId::toString).orElse("");
    }

    static String refused(String page, Refusal refusal, RedirectAttributes redirect) {
        redirect.addFlashAttribute("refusal", refusal.message());
        return "redirect:" + page;
    }
}
