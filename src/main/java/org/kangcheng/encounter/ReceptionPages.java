package org.kangcheng.encounter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institutions;
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

/** 挂号接诊: one scan checks in who has an appointment; for anybody else it opens the registration. */
@Controller
@Allowed(Role.REGISTRAR)
class ReceptionPages {
    private static final String PAGE = "/staff/visits";
    private static final int ROWS = 30;

    record Row(Waiting visit, String name, String department) {}

    private final Desks desks;
    private final DeskView view;
    private final Reception reception;
    private final Visits visits;
    private final VisitDetails details;
    private final Institutions institutions;

    ReceptionPages(
            Desks desks,
            DeskView view,
            Reception reception,
            Visits visits,
            VisitDetails details,
            Institutions institutions) {
        this.desks = desks;
        this.view = view;
        this.reception = reception;
        this.visits = visits;
        this.details = details;
        this.institutions = institutions;
    }

    @GetMapping(PAGE)
    String show(
            Actor actor,
            @RequestParam Optional<String> reading,
            @RequestParam Optional<String> arrived,
            @RequestParam Optional<String> after,
            Model model) {
        List<Department> departments = institutions.departments(actor.institution());
        view.show(actor, reading, CareStep.REGISTRATION, model);
        arrived.map(DeskView::id)
                .flatMap(visits::find)
                .filter(visit -> actor.coversInstitution(visit.institutionId()))
                .ifPresent(visit -> model.addAttribute("arrived", details.line(visit)));
        model.addAttribute(
                "clinics",
                departments.stream()
                        .filter(it -> it.kind() == Department.Kind.CLINIC)
                        .toList());
        Slice<Waiting> rows = visits.today(actor.institution(), after.orElse(null), ROWS);
        model.addAttribute("rows", rows.map(it -> row(it, names(departments))));
        return "encounter/reception";
    }

    private static Map<Long, String> names(List<Department> departments) {
        return departments.stream().collect(Collectors.toMap(Department::departmentId, Department::name));
    }

    private Row row(Waiting visit, Map<Long, String> departments) {
        String department = departments.getOrDefault(visit.departmentId(), "");
        return new Row(visit, view.maskedName(visit.personKey()), department);
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, @RequestParam String requestKey, RedirectAttributes redirect) {
        return switch (desks.read(actor, code, CareStep.REGISTRATION, requestKey)) {
            case Outcome.NotDone<DeskReading> refused -> DeskView.back(PAGE, refused, redirect);
            case Outcome.Done<DeskReading>(DeskReading reading) -> checkIn(actor, reading, redirect);
        };
    }

    private String checkIn(Actor actor, DeskReading reading, RedirectAttributes redirect) {
        return switch (reception.checkIn(actor, reading.id())) {
            case Outcome.Done<Visit>(Visit visit) -> arrived(visit);
            case Outcome.NotDone<Visit>(Refusal refusal) -> {
                redirect.addFlashAttribute("refusal", refusal.message());
                yield "redirect:" + PAGE + "?reading=" + reading.id();
            }
        };
    }

    @PostMapping(PAGE + "/register")
    String register(
            Actor actor,
            @RequestParam String reading,
            @RequestParam long departmentId,
            @RequestParam(defaultValue = "OUTPATIENT") Visit.Kind kind,
            @RequestParam String requestKey,
            RedirectAttributes redirect) {
        return switch (reception.register(actor, DeskView.id(reading), departmentId, kind, requestKey)) {
            case Outcome.Done<Visit>(Visit visit) -> arrived(visit);
            case Outcome.NotDone<Visit> refused -> DeskView.back(PAGE + "?reading=" + reading, refused, redirect);
        };
    }

    private static String arrived(Visit visit) {
        return "redirect:" + PAGE + "?arrived=" + visit.id();
    }

    @PostMapping(PAGE + "/{visitId}/cancel")
    String cancel(Actor actor, @PathVariable String visitId, RedirectAttributes redirect) {
        return DeskView.back(PAGE, reception.cancel(actor, DeskView.id(visitId)), redirect);
    }
}
