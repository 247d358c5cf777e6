package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * 应做的服务: what is due to whom a doctor treats, to be done while she is there. The consulting room shows {@code /list} as
 * a part of its own page.
 */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
class DuePages {
    static final String PAGE = "/staff/due";
    private static final int HISTORY = 20;
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务，或您的岗位不提供。");

    /** @param refers it sends her on, and may have a slip @param id of the record */
    record Done(String title, Delivery delivery, String words, boolean refers, String id) {}

    private final Programmes programmes;
    private final FieldWork work;
    private final DeliveryTable deliveries;
    private final FormWords words;
    private final ReferringGrades grades;
    private final Registration register;
    private final Treating treating;
    private final FormView form;
    private final People people;
    private final Readings log;
    private final Clock clock;

    DuePages(
            Programmes programmes,
            FieldWork work,
            DeliveryTable deliveries,
            FormWords words,
            ReferringGrades grades,
            Registration register,
            Treating treating,
            FormView form,
            People people,
            Readings log,
            Clock clock) {
        this.programmes = programmes;
        this.work = work;
        this.deliveries = deliveries;
        this.words = words;
        this.grades = grades;
        this.register = register;
        this.treating = treating;
        this.form = form;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** As a part of another page. */
    @Transactional
    @GetMapping(PAGE + "/{personId}/list")
    public String list(Actor actor, @PathVariable String personId, Model model) {
        show(actor, personId, model);
        return "programme/due :: list";
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}")
    public String person(Actor actor, @PathVariable String personId, Model model) {
        Person person = show(actor, personId, model);
        model.addAttribute("choices", register.choices(person.personKey()));
        model.addAttribute("longestUnit", Registration.LONGEST_UNIT);
        model.addAttribute("registered", register.registered(person.personKey()));
        model.addAttribute(
                "done",
                deliveries.of(people.aliases(person.personKey()), HISTORY).stream()
                        .filter(it -> it.voidedAt() == null)
                        .map(this::done)
                        .toList());
        return "programme/due";
    }

    private Person show(Actor actor, String personId, Model model) {
        Person person = treating.patient(actor, personId);
        log.log(actor, person.personKey(), "应做的公共卫生服务", Purpose.PUBLIC_HEALTH);
        model.addAttribute("person", person);
        model.addAttribute("id", PublicId.encode(person.personKey()));
        model.addAttribute("age", person.ageOn(CityTime.today(clock)));
        model.addAttribute("today", CityTime.today(clock));
        model.addAttribute("tasks", work.dueTo(actor, person.personKey()));
        return person;
    }

    private Done done(Delivery it) {
        return new Done(
                title(it),
                it,
                words.of(it),
                grades.reason(it).isPresent(),
                new PublicId(it.personKey(), it.deliveryId()).toString());
    }

    private String title(Delivery delivery) {
        return programmes.service(delivery.serviceNo()).map(Service::title).orElse("已停止的服务");
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}/{serviceNo}")
    public String form(Actor actor, @PathVariable String personId, @PathVariable int serviceNo, Model model) {
        Person person = treating.patient(actor, personId);
        delivers(actor, serviceNo);
        return form.show(actor, person, serviceNo, page(person), model);
    }

    @PostMapping(PAGE + "/{personId}/{serviceNo}")
    String record(
            Actor actor,
            @PathVariable String personId,
            @PathVariable int serviceNo,
            @RequestParam LocalDate on,
            @RequestParam String requestKey,
            @RequestParam Map<String, String> all,
            @RequestParam Map<String, MultipartFile> files,
            RedirectAttributes redirect) {
        Person person = treating.patient(actor, personId);
        delivers(actor, serviceNo);
        FormView.Sent sent = new FormView.Sent(on, requestKey, all, files);
        String list = page(person);
        return form.record(actor, true, person.personKey(), serviceNo, sent, list + "/" + serviceNo, list, redirect);
    }

    /** 登记: what a programme waits for. */
    @PostMapping(PAGE + "/{personId}/events")
    String register(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String programme,
            @RequestParam String code,
            @RequestParam LocalDate on,
            @RequestParam(defaultValue = "") String unit,
            RedirectAttributes redirect) {
        Person person = treating.patient(actor, personId);
        Refusal.raise(register.register(actor, person.personKey(), programme, code, on, unit));
        redirect.addFlashAttribute("said", "已登记，几秒后列入应做的服务。");
        return "redirect:" + page(person);
    }

    /** 不再属于: an occupation was left, an illness is over. */
    @PostMapping(PAGE + "/{personId}/events/end")
    String end(Actor actor, @PathVariable String personId, @RequestParam String source) {
        Person person = treating.patient(actor, personId);
        Refusal.raise(register.end(actor, person.personKey(), source));
        return "redirect:" + page(person);
    }

    @PostMapping(PAGE + "/{personId}/events/take-back")
    String takeBack(Actor actor, @PathVariable String personId, @RequestParam String source) {
        Person person = treating.patient(actor, personId);
        Refusal.raise(register.takeBack(actor, person.personKey(), source));
        return "redirect:" + page(person);
    }

    private static String page(Person person) {
        return PAGE + "/" + PublicId.encode(person.personKey());
    }

    /** The doctor is trusted with whom she treats, wherever they live; what she may deliver, her role still says. */
    private void delivers(Actor actor, int serviceNo) {
        boolean hers = programmes
                .service(serviceNo)
                .filter(it -> actor.roles().stream().anyMatch(it.by()::contains))
                .isPresent();
        if (!hers) {
            throw NO_SERVICE.asException();
        }
    }
}
