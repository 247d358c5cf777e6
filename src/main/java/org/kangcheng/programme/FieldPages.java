package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.definition.Form;
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

    record DutyLine(InForce programme, Service service, Duty duty, Standing standing) {}

    record DeliveryLine(String title, Delivery delivery, String id) {}

    private final Programmes programmes;
    private final WorkTable work;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final PersonReading reading;
    private final Deliver deliver;
    private final Exclude exclude;
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
            Exclude exclude,
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
        this.exclude = exclude;
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
        model.addAttribute(
                "duties",
                duties.of(person.personKey()).stream()
                        .flatMap(duty -> line(duty, today).stream())
                        .toList());
        model.addAttribute(
                "deliveries",
                deliveries.of(people.aliases(person.personKey()), HISTORY).stream()
                        .map(this::line)
                        .toList());
        model.addAttribute("attachments", attachments.of(people.aliases(person.personKey())));
        model.addAttribute(
                "reasons",
                List.of(Exclusion.MOVED, Exclusion.UNREACHABLE, Exclusion.REFUSED, Exclusion.CONTRAINDICATED));
        return "programme/person";
    }

    private Optional<DutyLine> line(Duty duty, LocalDate today) {
        return programmes
                .ofService(duty.serviceNo())
                .flatMap(programme -> programme
                        .service(duty.serviceNo())
                        .map(service -> new DutyLine(
                                programme,
                                service,
                                duty,
                                Standing.of(
                                        duty.window().opens(), duty.window().due(), duty.excluded() != null, today))));
    }

    private DeliveryLine line(Delivery delivery) {
        String title =
                programmes.service(delivery.serviceNo()).map(Service::title).orElse("已停止的服务");
        return new DeliveryLine(title, delivery, new PublicId(delivery.personKey(), delivery.deliveryId()).toString());
    }

    @Transactional
    @GetMapping(PAGE + "/{personId}/{serviceNo}")
    public String form(Actor actor, @PathVariable String personId, @PathVariable int serviceNo, Model model) {
        Person person = own(actor, personId);
        InForce programme = programmes.ofService(serviceNo).orElseThrow(NO_SERVICE::asException);
        Service service = programme.service(serviceNo).orElseThrow(NO_SERVICE::asException);
        log.log(actor, person.personKey(), programme.programme().title(), Purpose.PUBLIC_HEALTH);
        LocalDate today = CityTime.today(clock);
        model.addAttribute("person", person);
        model.addAttribute("id", PublicId.encode(person.personKey()));
        model.addAttribute("age", person.ageOn(today));
        model.addAttribute("programme", programme);
        model.addAttribute("service", service);
        model.addAttribute("serviceNo", serviceNo);
        model.addAttribute("today", today);
        model.addAttribute(
                "before",
                deliveries.valid(people.aliases(person.personKey()), serviceNo, 1).stream()
                        .findFirst()
                        .orElse(null));
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", Map.of());
            model.addAttribute("problems", Map.of());
        }
        if (!model.containsAttribute("requestKey")) {
            model.addAttribute("requestKey", UUID.randomUUID().toString());
        }
        return "programme/form";
    }

    @PostMapping(PAGE + "/{personId}/{serviceNo}")
    String record(
            Actor actor,
            @PathVariable String personId,
            @PathVariable int serviceNo,
            @RequestParam LocalDate on,
            @RequestParam String requestKey,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        Person person = own(actor, personId);
        Map<String, String> typed = Form.typed(all);
        String form = "redirect:" + PAGE + "/" + PublicId.encode(person.personKey()) + "/" + serviceNo;
        return switch (deliver.record(actor, person.personKey(), serviceNo, on, now(on), typed, requestKey)) {
            case Deliver.Outcome.Recorded(Delivery delivery, var grade, Window next) -> {
                redirect.addFlashAttribute("done", said(delivery, grade, next));
                yield "redirect:" + PAGE;
            }
            case Deliver.Outcome.Unsound(Map<String, String> problems) -> {
                redirect.addFlashAttribute("typed", typed);
                redirect.addFlashAttribute("problems", problems);
                redirect.addFlashAttribute("requestKey", requestKey);
                yield form;
            }
            case Deliver.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
        };
    }

    /** What is dated today is taken as done now. */
    private @Nullable Instant now(LocalDate on) {
        return on.equals(CityTime.today(clock)) ? clock.instant() : null;
    }

    /** What the worker is told of what was recorded. */
    static String said(Delivery delivery, Optional<Form.Grade> grade, Window next) {
        return (delivery.confirm() == Confirm.State.WAITING ? "已记录，待居民确认后计入。" : "已记录。")
                + grade.map(it -> it.label() + "。").orElse("")
                + (grade.filter(Form.Grade::refer).isPresent() ? "请立即转诊。" : "")
                + (next.isNever() ? "" : "下次最迟 " + next.due() + "。");
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

    @PostMapping(PAGE + "/{personId}/exclude")
    String exclude(
            Actor actor,
            @PathVariable String personId,
            @RequestParam String programme,
            @RequestParam Exclusion reason,
            @RequestParam String note) {
        Person person = own(actor, personId);
        exclude.exclude(actor, person.personKey(), programme(programme), reason, note)
                .ifPresent(refusal -> {
                    throw refusal.asException();
                });
        return "redirect:" + PAGE + "/" + PublicId.encode(person.personKey());
    }

    @PostMapping(PAGE + "/{personId}/include")
    String include(Actor actor, @PathVariable String personId, @RequestParam String programme) {
        Person person = own(actor, personId);
        exclude.lift(actor, person.personKey(), programme(programme)).ifPresent(refusal -> {
            throw refusal.asException();
        });
        return "redirect:" + PAGE + "/" + PublicId.encode(person.personKey());
    }

    @PostMapping(PAGE + "/{personId}/void")
    String voidRecord(
            Actor actor, @PathVariable String personId, @RequestParam String delivery, @RequestParam String reason) {
        Person person = own(actor, personId);
        PublicId id = PublicId.parse(delivery).orElseThrow(UNKNOWN::asException);
        if (!people.aliases(person.personKey()).contains(id.shard())) {
            throw UNKNOWN.asException();
        }
        deliver.voidRecord(actor, id.shard(), id.key(), reason).ifPresent(refusal -> {
            throw refusal.asException();
        });
        return "redirect:" + PAGE + "/" + PublicId.encode(person.personKey());
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
