package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.booking.ChangeResult.NotChanged;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 我的预约: the resident's own, and giving one back. */
@Controller
@Allowed(Role.RESIDENT)
class AppointmentPages {
    private static final int SHOWN = 50;

    private final ReadAppointments read;
    private final Appointments appointments;
    private final Sessions sessions;
    private final RulesTable rules;
    private final Institutions institutions;
    private final Clock clock;

    AppointmentPages(
            ReadAppointments read,
            Appointments appointments,
            Sessions sessions,
            RulesTable rules,
            Institutions institutions,
            Clock clock) {
        this.read = read;
        this.appointments = appointments;
        this.sessions = sessions;
        this.rules = rules;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/m/appointments")
    String list(Actor actor, Model model) {
        Map<Long, Names> names = new HashMap<>();
        List<AppointmentView> all = read.own(actor, SHOWN).items().stream()
                .map(one -> view(one, names))
                .toList();
        model.addAttribute("ahead", all.stream().filter(AppointmentPages::ahead).toList());
        model.addAttribute(
                "past", all.stream().filter(one -> !ahead(one)).toList());
        return "booking/appointments";
    }

    private static boolean ahead(AppointmentView one) {
        return one.state() == Appointment.State.BOOKED || one.state() == Appointment.State.CHECKED_IN;
    }

    @GetMapping("/m/appointments/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        model.addAttribute("one", view(own(actor, id), new HashMap<>()));
        return "booking/appointment";
    }

    @PostMapping("/m/appointments/{id}/cancel")
    String cancel(
            Actor actor, @PathVariable String id, @RequestParam(defaultValue = "本人退号") String reason, Model model) {
        Appointment appointment = own(actor, id);
        if (appointments.cancel(actor.self(), appointment.id(), reason) instanceof NotChanged(Refusal refusal)) {
            model.addAttribute("refusal", refusal.message());
            return one(actor, id, model);
        }
        return "redirect:/m/appointments/" + appointment.id();
    }

    private Appointment own(Actor actor, String id) {
        return AppointmentId.parse(id)
                .flatMap(parsed -> read.own(actor, parsed))
                .orElseThrow(() -> Refusal.notFound("没有这个预约。").asException());
    }

    private AppointmentView view(Appointment one, Map<Long, Names> known) {
        Names names = known.computeIfAbsent(one.id().institutionId(), id -> Names.of(institutions, id));
        Session session = sessions.find(one.slot().session()).orElseThrow();
        Rules of = rules.of(one.id().institutionId());
        Instant lastCancel = one.startsAt().minus(of.cancelBefore());
        return new AppointmentView(
                one.id().toString(),
                names.institution().name(),
                names.department(one.departmentId()),
                names.doctor(session.practitionerId()),
                session.kind().label(),
                session.place(),
                OfferView.day(one.day()),
                OfferView.time(one.startsAt()),
                one.slot().slotNo(),
                session.fee().yuan(),
                one.state(),
                one.day().equals(CityTime.today(clock)),
                one.state() == Appointment.State.BOOKED && !clock.instant().isAfter(lastCancel),
                of.cancelBefore().toMinutes(),
                of.lateAfter().toMinutes());
    }
}
