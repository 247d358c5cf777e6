package org.kangcheng.programme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;

/** The page with the form of one service to one resident, and what it sends; whoever fills it in. */
@Component
class FormView {
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务。");

    /**
     * What a page has sent.
     *
     * @param all its fields @param files its photos, by the same names
     */
    record Sent(LocalDate on, String requestKey, Map<String, String> all, Map<String, MultipartFile> files) {}

    /** Answers with the numbers that their photos are kept under. @param problems by field, of photos that were not */
    private record Typed(Map<String, String> answers, Map<String, String> problems) {}

    private final Programmes programmes;
    private final DeliveryTable deliveries;
    private final Deliver deliver;
    private final FormWords words;
    private final PersonReading reading;
    private final JsonMapper json;
    private final Attachments attachments;
    private final People people;
    private final Readings log;
    private final Clock clock;

    FormView(
            Programmes programmes,
            DeliveryTable deliveries,
            Deliver deliver,
            FormWords words,
            PersonReading reading,
            JsonMapper json,
            Attachments attachments,
            People people,
            Readings log,
            Clock clock) {
        this.programmes = programmes;
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.words = words;
        this.reading = reading;
        this.json = json;
        this.attachments = attachments;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Logs the reading, and fills the model.
     *
     * @param list the page with all of her services; the form stands below it
     */
    String show(Actor actor, Person person, int serviceNo, String list, Model model) {
        InForce programme = programmes.ofService(serviceNo).orElseThrow(NO_SERVICE::asException);
        Service service = programme.service(serviceNo).orElseThrow(NO_SERVICE::asException);
        log.log(actor, person.personKey(), programme.programme().title(), Purpose.PUBLIC_HEALTH);
        LocalDate today = CityTime.today(clock);
        model.addAttribute("person", person);
        model.addAttribute("age", person.ageOn(today));
        model.addAttribute("programme", programme);
        model.addAttribute("service", service);
        model.addAttribute("list", list);
        model.addAttribute("action", list + "/" + serviceNo);
        model.addAttribute("today", today);
        Optional<Delivery> before = deliveries.valid(people.aliases(person.personKey()), serviceNo, 1).stream()
                .findFirst();
        model.addAttribute("script", script(service, person, before.map(Delivery::grade)));
        model.addAttribute("before", before.orElse(null));
        model.addAttribute("beforeWords", before.map(words::of).orElse(""));
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", Map.of());
            model.addAttribute("problems", Map.of());
        }
        if (!model.containsAttribute("requestKey")) {
            model.addAttribute("requestKey", UUID.randomUUID().toString());
        }
        return "programme/form";
    }

    /** What the page's script needs to ask and grade as the phone does: the form, and what its rules may ask of the person. */
    private String script(Service service, Person person, Optional<String> previousGrade) {
        LocalDate today = CityTime.today(clock);
        Map<String, @Nullable Object> facts =
                reading.of(person.personKey(), today).map(it -> it.on(today)).orElseGet(HashMap::new);
        // How old she is follows from the day of the service.
        facts.keySet().removeAll(Set.of("age", "age_months"));
        facts.values().removeIf(Objects::isNull);
        previousGrade.ifPresent(it -> facts.put(PersonFacts.PREVIOUS_GRADE, it));
        return json.writeValueAsString(Map.of(
                "form",
                service.form().data(),
                "person",
                Map.of("birth", person.birthDate().toString(), "facts", facts)));
    }

    /**
     * Records what was sent.
     *
     * @param entrusted the page has made sure that the actor may serve this person
     * @return where to go: back to the form with what is wrong, or onward with what is said of the record
     */
    String record(
            Actor actor,
            boolean entrusted,
            long personKey,
            int serviceNo,
            Sent sent,
            String form,
            String onward,
            RedirectAttributes redirect) {
        Typed typed = typed(actor, personKey, serviceNo, sent);
        Deliver.Outcome outcome = typed.problems.isEmpty()
                ? deliver.record(
                        actor,
                        entrusted,
                        personKey,
                        serviceNo,
                        sent.on,
                        doneAt(sent.on),
                        typed.answers,
                        sent.requestKey)
                : new Deliver.Outcome.Unsound(typed.problems);
        return switch (outcome) {
            case Deliver.Outcome.Recorded(Delivery delivery, var grade, Window next) -> {
                redirect.addFlashAttribute("said", said(delivery, grade, next));
                yield "redirect:" + onward;
            }
            case Deliver.Outcome.Unsound(Map<String, String> problems) -> {
                redirect.addFlashAttribute("typed", typed.answers);
                redirect.addFlashAttribute("problems", problems);
                redirect.addFlashAttribute("requestKey", sent.requestKey);
                yield "redirect:" + form;
            }
            case Deliver.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
        };
    }

    /** What is dated today is taken as done now. */
    private @Nullable Instant doneAt(LocalDate on) {
        return on.equals(CityTime.today(clock)) ? clock.instant() : null;
    }

    /** A photo is kept before its record is written, under the same key: sent again, it is there already. */
    private Typed typed(Actor actor, long personKey, int serviceNo, Sent sent) {
        long key = people.resolve(personKey);
        Map<String, String> answers = new HashMap<>(Form.typed(sent.all));
        Map<String, String> problems = new HashMap<>();
        List<Form.Field> photos = programmes
                .service(serviceNo)
                .map(service -> service.form().photos())
                .orElse(List.of());
        for (int i = 0; i < photos.size(); i++) {
            String field = photos.get(i).id();
            int no = i + 1;
            MultipartFile file = sent.files.get(Form.onPages(field));
            if (file != null && !file.isEmpty()) {
                keep(actor, key, sent.requestKey, no, file)
                        .ifPresent(refusal -> problems.put(field, refusal.message()));
            }
            boolean there = attachments.find(key, sent.requestKey, no).isPresent();
            answers.put(field, there ? Integer.toString(no) : "");
        }
        return new Typed(answers, problems);
    }

    private Optional<Refusal> keep(Actor actor, long key, String about, int no, MultipartFile file) {
        try {
            return switch (attachments.keep(actor, key, about, no, file.getBytes())) {
                case Attachments.Outcome.Kept _ -> Optional.empty();
                case Attachments.Outcome.Refused(Refusal refusal) -> Optional.of(refusal);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the worker is told of what was recorded. */
    static String said(Delivery delivery, Optional<Form.Grade> grade, Window next) {
        return (delivery.confirm() == Confirm.State.WAITING ? "已记录，待居民确认后计入。" : "已记录。")
                + grade.map(it -> it.label() + "。").orElse("")
                + (grade.filter(Form.Grade::refer).isPresent() ? "请立即转诊。" : "")
                + (next.isNever() ? "" : "下次最迟 " + next.due() + "。");
    }
}
