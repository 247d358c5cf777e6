package org.kangcheng.encounter;

import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 药房: by code, what is prescribed and paid goes out with one press. In a village the doctor does it. */
@Controller
@Allowed({Role.PHARMACIST, Role.VILLAGE_DOCTOR})
class PharmacyPages {
    private static final String PAGE = "/staff/pharmacy";

    /** @param ready paid and not yet handed out */
    record Row(VisitDetails.PrescriptionLine line, boolean ready) {}

    private final Desks desks;
    private final DeskView view;
    private final Pharmacy pharmacy;
    private final VisitDetails details;

    PharmacyPages(Desks desks, DeskView view, Pharmacy pharmacy, VisitDetails details) {
        this.desks = desks;
        this.view = view;
        this.pharmacy = pharmacy;
        this.details = details;
    }

    @GetMapping(PAGE)
    String show(Actor actor, @RequestParam Optional<String> reading, Model model) {
        view.show(actor, reading, CareStep.PHARMACY, model)
                .ifPresent(guest -> model.addAttribute("rows", rows(actor, guest)));
        return "encounter/pharmacy";
    }

    private List<Row> rows(Actor actor, DeskView.Guest guest) {
        return view.visits(actor, guest).stream()
                .flatMap(visit -> details.prescriptions(visit).stream())
                .filter(line -> line.prescription().state() != Prescription.State.CANCELLED)
                .map(line -> new Row(line, pharmacy.ready(line.prescription())))
                .toList();
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, @RequestParam String requestKey, RedirectAttributes redirect) {
        return switch (desks.read(actor, code, CareStep.PHARMACY, requestKey)) {
            case Outcome.Done<DeskReading>(DeskReading reading) -> "redirect:" + PAGE + "?reading=" + reading.id();
            case Outcome.NotDone<DeskReading> refused -> DeskView.back(PAGE, refused, redirect);
        };
    }

    @PostMapping(PAGE + "/dispense")
    String dispense(
            Actor actor,
            @RequestParam String reading,
            @RequestParam(defaultValue = "") List<String> prescription,
            RedirectAttributes redirect) {
        String page = PAGE + "?reading=" + DeskView.id(reading);
        for (String each : prescription) {
            Outcome<Prescription> outcome = pharmacy.dispense(actor, DeskView.id(reading), DeskView.id(each));
            if (outcome instanceof Outcome.NotDone<Prescription>) {
                return DeskView.back(page, outcome, redirect);
            }
        }
        return "redirect:" + page;
    }
}
