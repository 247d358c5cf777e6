package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.booking.CreateResult.Created;
import org.kangcheng.booking.CreateResult.NotCreated;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 排班号源: the scheduler's own institution. */
@Controller
@Allowed(Role.SCHEDULER)
class SessionPages {
    record Line(Session session, OfferView view) {}

    private final Sessions sessions;
    private final Slots slots;
    private final ReadAppointments read;
    private final Institutions institutions;
    private final Clock clock;

    SessionPages(Sessions sessions, Slots slots, ReadAppointments read, Institutions institutions, Clock clock) {
        this.sessions = sessions;
        this.slots = slots;
        this.read = read;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/staff/sessions")
    String list(
            Actor actor,
            @RequestParam(required = false) @Nullable LocalDate day,
            @RequestParam(required = false) @Nullable Long department,
            Model model) {
        LocalDate shown = day == null ? CityTime.today(clock) : day;
        Names names = Names.of(institutions, actor.institution());
        Instant now = clock.instant();
        List<SessionOffer> found = department == null
                ? sessions.find(actor.institution(), shown, shown)
                : sessions.find(actor.institution(), department, shown, shown);
        model.addAttribute("day", shown);
        model.addAttribute("department", department);
        model.addAttribute(
                "offers",
                found.stream()
                        .map(offer -> new Line(offer.session(), OfferView.of(offer, names, now)))
                        .toList());
        addChoices(model, names);
        model.addAttribute("form", SessionForm.blank(shown));
        return "booking/staff-sessions";
    }

    @PostMapping("/staff/sessions")
    String create(Actor actor, SessionForm form, Model model) {
        NewSession session = form.on(actor.institution());
        return switch (sessions.create(session)) {
            case Created _ -> "redirect:/staff/sessions?day=" + session.day();
            case NotCreated(Refusal refusal) -> {
                String page = list(actor, session.day(), null, model);
                model.addAttribute("refusal", refusal.message());
                model.addAttribute("form", form);
                yield page;
            }
        };
    }

    @GetMapping("/staff/sessions/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        Session session = own(actor, id);
        Names names = Names.of(institutions, actor.institution());
        List<Slot> all = slots.bySession(session.id());
        int free = (int) all.stream()
                .filter(slot -> slot.status() == Slot.Status.FREE)
                .count();
        model.addAttribute("session", session);
        model.addAttribute("view", OfferView.of(new SessionOffer(session, free), names, clock.instant()));
        model.addAttribute("slots", all);
        model.addAttribute(
                "times",
                all.stream()
                        .collect(Collectors.toMap(slot -> slot.id().slotNo(), slot -> OfferView.time(slot.startsAt()))));
        model.addAttribute("bookers", read.bookers(actor, session.id()));
        return "booking/staff-session";
    }

    @PostMapping("/staff/sessions/{id}/stop")
    String stop(Actor actor, @PathVariable String id, @RequestParam String reason) {
        Session session = own(actor, id);
        if (reason.isBlank()) {
            throw Refusal.badInput("reason", "请填写停诊原因。").asException();
        }
        int told = sessions.stop(session.id(), reason.strip());
        return "redirect:/staff/sessions/" + session.id() + "?stopped=" + told;
    }

    private Session own(Actor actor, String id) {
        return SessionId.parse(id)
                .filter(session -> actor.coversInstitution(session.institutionId()))
                .flatMap(sessions::find)
                .orElseThrow(() -> Refusal.notFound("没有这个班次。").asException());
    }

    /** What the form for a session chooses from. */
    static void addChoices(Model model, Names names) {
        model.addAttribute(
                "departments",
                names.departments().values().stream()
                        .filter(Department::takesNumbers)
                        .filter(one -> one.kind() == Department.Kind.CLINIC)
                        .sorted(Comparator.comparing(Department::subjectCode))
                        .toList());
        model.addAttribute(
                "practitioners",
                names.practitioners().values().stream()
                        .sorted(Comparator.comparing(Practitioner::departmentId).thenComparing(Practitioner::name))
                        .toList());
        model.addAttribute("kinds", ClinicKind.values());
        model.addAttribute("halfDays", HalfDay.values());
    }
}
