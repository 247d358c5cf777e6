package org.kangcheng.encounter;

import java.util.List;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The part of the patient's page that changes while the doctor works: it is sent alone after each step. */
@Component
class WorkView {
    private final Visits visits;
    private final VisitDetails details;
    private final Laboratories laboratories;
    private final Catalogue catalogue;

    WorkView(Visits visits, VisitDetails details, Laboratories laboratories, Catalogue catalogue) {
        this.visits = visits;
        this.details = details;
        this.laboratories = laboratories;
        this.catalogue = catalogue;
    }

    void show(Visit visit, Model model) {
        model.addAttribute("visit", visit);
        model.addAttribute("diagnoses", visits.diagnoses(visit.id()));
        model.addAttribute("orders", details.orders(visit));
        model.addAttribute("prescriptions", details.prescriptions(visit));
        model.addAttribute("diseases", catalogue.diseases());
        model.addAttribute("tests", laboratories.at(visit.institutionId()) ? catalogue.tests() : List.of());
        model.addAttribute("medicines", catalogue.medicines());
    }

    /** After a step: the work as it now stands, with the refusal if there was one. */
    String after(Outcome<?> outcome, String visitId, Model model) {
        Visit visit = visits.find(DeskView.id(visitId)).orElseThrow(Ending.UNKNOWN::asException);
        if (outcome instanceof Outcome.NotDone<?>(Refusal refusal)) {
            if (refusal.equals(Consultation.NOT_HERE)) {
                throw refusal.asException();
            }
            model.addAttribute("refused", refusal.message());
            model.addAttribute("allergy", refusal.code().equals("allergy"));
        }
        show(visit, model);
        return "encounter/work :: work";
    }
}
