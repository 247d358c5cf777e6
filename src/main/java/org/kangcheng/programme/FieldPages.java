package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.http.MediaType;
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

/** 今日任务: whom a worker is to serve, and the form of each service. */
@Controller
@Allowed({Role.VILLAGE_DOCTOR})
class FieldPages {
    static final String PAGE = "/staff/field";
    private static final int ROWS = 50;
    private static final int HISTORY = 50;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这位居民，或居民不在您的辖区。");
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务。");

    record Task(
            String person,
            String name,
            int age,
            String programme,
            Service service,
            WorkTable.Row row,
            Standing standing) {}

    /** @param proof of who cannot be served: what shows it; "" of others */
    record DutyLine(InForce programme, Service service, Duty duty, Standing standing, String proof) {}

    /** @param refers it sends her on, and may have a slip */
    record DeliveryLine(String title, Delivery delivery, String words, String id, boolean refers) {}

    private final Programmes programmes;
    private final WorkTable work;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final PersonReading reading;
    private final Deliver deliver;
    private final FormView form;
    private final FormWords words;
    private final ReferringGrades grades;
    private final Registration register;
    private final Exclude exclude;
    private final ExclusionTable exclusions;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Attachments attachments;
    private final Clock clock;

    FieldPages(
            Programmes programmes,
            WorkTable work,
            DutyTable duties,
            DeliveryTable deliveries,
            PersonReading reading,
            Deliver deliver,
            FormView form,
            FormWords words,
            ReferringGrades grades,
            Registration register,
            Exclude exclude,
            ExclusionTable exclusions,
            Scope scope,
            People people,
            Readings log,
            Attachments attachments,
            Clock clock) {
        this.programmes = programmes;
        this.work = work;
        this.duties = duties;
        this.deliveries = deliveries;
        this.reading = reading;
        this.deliver = deliver;
        this.form = form;
        this.words = words;
        this.grades = grades;
        this.register = register;
        this.exclude = exclude;
        this.exclusions = exclusions;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.attachments = attachments;
        this.clock = clock;
    }

    @Transactional
    @GetMapping(PAGE)
    public String today(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        Area village = scope.area(actor, "");
        LocalDate today = CityTime.today(clock);
        List<WorkTable.Row> rows = work.today(village.code(), today, WorkTable.Cursor.parse(after), ROWS + 1);
        Slice<WorkTable.Row> all = Slice.of(rows, ROWS, WorkTable.Cursor::of);
        Slice<WorkTable.Row> slice =
                new Slice<>(all.items().stream().filter(this::stands).toList(), all.next());
        log.logDisclosure(
                actor, slice.items().stream().map(WorkTable.Row::personKey).toList(), "今日任务", Purpose.PUBLIC_HEALTH);
        model.addAttribute("village", village);
        model.addAttribute("today", today);
        model.addAttribute("tasks", slice.map(row -> task(row, today)));
        return "programme/today";
    }

    private Task task(WorkTable.Row row, LocalDate today) {
        Person person = people.find(row.personKey()).orElseThrow();
        InForce programme = programmes.ofService(row.serviceNo()).orElseThrow();
        return new Task(
                PublicId.encode(row.personKey()),
                person.name(),
                person.ageOn(today),
                programme.programme().title(),
                programme.service(row.serviceNo()).orElseThrow(),
                row,
                row.standing(today));
    }

    /** A service that a newer version left out is nobody's task, also before each person was looked at again. */
    private boolean stands(WorkTable.Row row) {
        return programmes.service(row.serviceNo()).isPresent();
    }

    /** A person: all that is due, and all that was done. */
    @Transactional
    @GetMapping(PAGE + "/{personId}")
    public String person(Actor actor, @PathVariable String personId, Model model) {
        Person person = own(actor, personId);
        log.log(actor, person.personKey(), "公共卫生服务", Purpose.PUBLIC_HEALTH);
        LocalDate today = CityTime.today(clock);
        model.addAttribute("person", person);
        model.addAttribute("id", PublicId.encode(person.personKey()));
        model.addAttribute("age", person.ageOn(today));
        model.addAttribute("duties", lines(person, today));
        model.addAttribute(
                "deliveries",
                deliveries.of(people.aliases(person.personKey()), HISTORY).stream()
                        .map(this::line)
                        .toList());
        model.addAttribute("today", today);
        model.addAttribute("choices", register.choices(person.personKey()));
        model.addAttribute("longestUnit", Registration.LONGEST_UNIT);
        model.addAttribute("registered", register.registered(person.personKey()));
        model.addAttribute("attachments", attachments.of(people.aliases(person.personKey())));
        model.addAttribute("reasons", PhoneReports.reasons());
        return "programme/person";
    }

    private List<DutyLine> lines(Person person, LocalDate today) {
        Map<Integer, String> proofs = exclusions.told(people.aliases(person.personKey())).stream()
                .filter(it -> it.liftedOn() == null)
                .collect(Collectors.toMap(
                        ExclusionTable.Told::programmeNo, ExclusionTable.Told::proof, (newer, _) -> newer));
        return duties.of(person.personKey()).stream()
                .flatMap(duty -> line(duty, proofs, today).stream())
                .toList();
    }

    private Optional<DutyLine> line(Duty duty, Map<Integer, String> proofs, LocalDate today) {
        return programmes
                .ofService(duty.serviceNo())
                .flatMap(programme -> programme
                        .service(duty.serviceNo())
                        .map(service -> new DutyLine(
                                programme,
                                service,
                                duty,
                                duty.standing(today),
                                duty.excluded() == null || duty.excluded() == Exclusion.DEAD
                                        ? ""
                                        : proofs.getOrDefault(programme.no(), ""))));
    }

    private DeliveryLine line(Delivery delivery) {
        String title =
                programmes.service(delivery.serviceNo()).map(Service::title).orElse("已停止的服务");
        return new DeliveryLine(
                title,
                delivery,
                words.of(delivery),
                new PublicId(delivery.personKey(), delivery.deliveryId()).toString(),
                delivery.voidedAt() == null && grades.reason(delivery).isPresent());
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}/{serviceNo}")
    public String form(Actor actor, @PathVariable String personId, @PathVariable int serviceNo, Model model) {
        Person person = own(actor, personId);
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
        Person person = own(actor, personId);
        FormView.Sent sent = new FormView.Sent(on, requestKey, all, files);
        return form.record(
                actor, false, person.personKey(), serviceNo, sent, page(person) + "/" + serviceNo, PAGE, redirect);
    }

    private static String page(Person person) {
        return PAGE + "/" + PublicId.encode(person.personKey());
    }

    /** A photo or a voice note that came with a record. */
    @Transactional
    @GetMapping(PAGE + "/{personId}/attachments/{id}")
    public ResponseEntity<byte[]> attachment(Actor actor, @PathVariable String personId, @PathVariable String id) {
        Person person = own(actor, personId);
        Attachment attachment = PublicId.parse(id)
                .filter(it -> people.aliases(person.personKey()).contains(it.shard()))
                .flatMap(it -> attachments.find(it.shard(), it.key()))
                .orElseThrow(UNKNOWN::asException);
        log.log(actor, person.personKey(), "随访照片、录音", Purpose.PUBLIC_HEALTH);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(attachment.medium().type()))
                .body(attachments.content(attachment));
    }

    /** 登记: what a programme waits for. */
    @PostMapping(PAGE + "/{personId}/events")
    String register(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String programme,
            @RequestParam String code,
            @RequestParam LocalDate on,
            @RequestParam(defaultValue = "") String unit) {
        Person person = own(actor, personId);
        Refusal.raise(register.register(actor, person.personKey(), programme, code, on, unit));
        return "redirect:" + page(person);
    }

    /** 不再属于: an occupation was left, an illness is over. */
    @PostMapping(PAGE + "/{personId}/events/end")
    String end(Actor actor, @PathVariable String personId, @RequestParam String source) {
        Person person = own(actor, personId);
        Refusal.raise(register.end(actor, person.personKey(), source));
        return "redirect:" + page(person);
    }

    @PostMapping(PAGE + "/{personId}/events/take-back")
    String takeBack(Actor actor, @PathVariable String personId, @RequestParam String source) {
        Person person = own(actor, personId);
        Refusal.raise(register.takeBack(actor, person.personKey(), source));
        return "redirect:" + page(person);
    }

    @PostMapping(PAGE + "/{personId}/exclude")
    String exclude(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String programme,
            @RequestParam Exclusion reason,
            @RequestParam String note) {
        Person person = own(actor, personId);
        Refusal.raise(exclude.exclude(actor, person.personKey(), programme(programme), reason, note));
        return "redirect:" + page(person);
    }

    @PostMapping(PAGE + "/{personId}/include")
    String include(Actor actor, @PathVariable String personId, @RequestParam String programme) {
        Person person = own(actor, personId);
        Refusal.raise(exclude.lift(actor, person.personKey(), programme(programme)));
        return "redirect:" + page(person);
    }

    @PostMapping(PAGE + "/{personId}/void")
    String voidRecord(
            Actor actor, @PathVariable String personId, @RequestParam String delivery, @RequestParam String reason) {
        Person person = own(actor, personId);
        PublicId id = PublicId.parse(delivery).orElseThrow(UNKNOWN::asException);
        if (!people.aliases(person.personKey()).contains(id.shard())) {
            throw UNKNOWN.asException();
        }
        Refusal.raise(deliver.voidRecord(actor, id.shard(), id.key(), reason));
        return "redirect:" + page(person);
    }

    private InForce programme(String id) {
        return programmes.find(id).orElseThrow(NO_SERVICE::asException);
    }

    private Person own(Actor actor, String personId) {
        return PublicId.decode(personId)
                .flatMap(people::find)
                .filter(person -> actor.coversArea(person.areaCode()))
                .orElseThrow(UNKNOWN::asException);
    }
}
