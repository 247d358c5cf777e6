package org.kangcheng.encounter;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 诊室: the queue, the call, the code that brings somebody in, and the page of who is inside. */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
class ConsultingPages {
    static final String PAGE = "/staff/consulting";
    private static final int ROWS = 60;

    record Row(Waiting visit, String name) {}

    private final Desks desks;
    private final DeskView view;
    private final Consultation consultation;
    private final Visits visits;
    private final VisitDetails details;
    private final Chart chart;
    private final WorkView work;
    private final People people;

    ConsultingPages(
            Desks desks,
            DeskView view,
            Consultation consultation,
            Visits visits,
            VisitDetails details,
            Chart chart,
            WorkView work,
            People people) {
        this.desks = desks;
        this.view = view;
        this.consultation = consultation;
        this.visits = visits;
        this.details = details;
        this.chart = chart;
        this.work = work;
        this.people = people;
    }

    @GetMapping(PAGE)
    String show(Actor actor, @RequestParam Optional<String> after, Model model) {
        Department room = consultation.room(actor).orElseThrow(Consultation.NO_ROOM::asException);
        Slice<Waiting> queue = visits.queue(actor.institution(), room.departmentId(), after.orElse(null), ROWS);
        model.addAttribute("room", room);
        model.addAttribute(
                "calls", room.takesNumbers() || queue.items().stream().anyMatch(ConsultingPages::waits));
        model.addAttribute("queue", queue.map(it -> new Row(it, view.maskedName(it.personKey()))));
        return "encounter/consulting";
    }

    private static boolean waits(Waiting visit) {
        return visit.state() == Visit.State.ARRIVED;
    }

    @PostMapping(PAGE + "/call")
    String call(Actor actor, RedirectAttributes redirect) {
        consultation
                .callNext(actor)
                .ifPresentOrElse(
                        called -> redirect.addFlashAttribute(
                                "called", called.queueNo() + " 号 " + view.maskedName(called.personKey())),
                        () -> redirect.addFlashAttribute("called", "没有等候叫号的患者"));
        return "redirect:" + PAGE;
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, @RequestParam String requestKey, RedirectAttributes redirect) {
        Outcome<DeskReading> outcome = desks.read(actor, code, CareStep.CONSULTATION, requestKey);
        if (!(outcome instanceof Outcome.Done<DeskReading>(DeskReading reading))) {
            return DeskView.back(PAGE, outcome, redirect);
        }
        return switch (consultation.begin(actor, reading.id())) {
            case Outcome.Done<Visit>(Visit visit) -> "redirect:" + PAGE + "/" + visit.id();
            case Outcome.NotDone<Visit> refused -> DeskView.back(PAGE, refused, redirect);
        };
    }

    /** The patient's page: alerts, then what this visit is about and the record of all others. */
    @GetMapping(PAGE + "/{visitId}")
    String patient(Actor actor, @PathVariable String visitId, Model model) {
        Visit visit = own(actor, visitId);
        var person = people.find(visit.personKey()).orElseThrow();
        model.addAttribute("line", details.line(visit));
        model.addAttribute("person", person);
        model.addAttribute("personId", PublicId.encode(person.personKey()));
        model.addAttribute("age", person.ageOn(CityTime.dayOf(visit.arrivedAt())));
        model.addAttribute("alerts", chart.alerts(actor, visit.personKey()));
        work.show(visit, model);
        return "encounter/patient";
    }

    @GetMapping(PAGE + "/{visitId}/timeline")
    String timeline(Actor actor, @PathVariable String visitId, @RequestParam Optional<String> after, Model model) {
        Visit visit = own(actor, visitId);
        model.addAttribute("visit", visit);
        model.addAttribute("timeline", chart.timeline(actor, visit.personKey(), after.orElse(null)));
        return "encounter/timeline";
    }

    @PostMapping(PAGE + "/{visitId}/finish")
    String finish(Actor actor, @PathVariable String visitId, RedirectAttributes redirect) {
        return switch (consultation.finish(actor, DeskView.id(visitId))) {
            case Outcome.Done<Visit> _ -> "redirect:" + PAGE;
            case Outcome.NotDone<Visit> refused -> DeskView.back(PAGE + "/" + DeskView.id(visitId), refused, redirect);
        };
    }

    /** A visit of another department looks like none. */
    private Visit own(Actor actor, String visitId) {
        return visits.find(DeskView.id(visitId))
                .filter(visit -> consultation.treats(actor, visit) && visit.startedAt() != null)
                .orElseThrow(() -> Refusal.notFound("没有这次就诊。").asException());
    }
}
