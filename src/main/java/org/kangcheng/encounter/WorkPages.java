package org.kangcheng.encounter;

import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.encounter.Ordering.NewPrescription;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the doctor does for who is inside; each answers with the changed part of the page. */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
@RequestMapping(ConsultingPages.PAGE + "/{visitId}")
class WorkPages {
    private final Consultation consultation;
    private final Ordering ordering;
    private final WorkView work;

    WorkPages(Consultation consultation, Ordering ordering, WorkView work) {
        this.consultation = consultation;
        this.ordering = ordering;
        this.work = work;
    }

    @PostMapping("/complaint")
    String complaint(Actor actor, @PathVariable String visitId, @RequestParam String complaint, Model model) {
        return work.after(consultation.noteComplaint(actor, DeskView.id(visitId), complaint), visitId, model);
    }

    /** @param disease as the list offers it: the code, then its name */
    @PostMapping("/diagnoses")
    String diagnose(
            Actor actor,
            @PathVariable String visitId,
            @RequestParam String disease,
            @RequestParam(defaultValue = "") String note,
            Model model) {
        String code = disease.strip().split("\\s", 2)[0];
        return work.after(consultation.diagnose(actor, DeskView.id(visitId), code, note), visitId, model);
    }

    @PostMapping("/orders")
    String order(
            Actor actor,
            @PathVariable String visitId,
            @RequestParam String test,
            @RequestParam String requestKey,
            Model model) {
        return work.after(ordering.order(actor, DeskView.id(visitId), test, requestKey), visitId, model);
    }

    @PostMapping("/orders/{orderId}/cancel")
    String cancelOrder(Actor actor, @PathVariable String visitId, @PathVariable String orderId, Model model) {
        return work.after(ordering.cancelOrder(actor, DeskView.id(visitId), DeskView.id(orderId)), visitId, model);
    }

    /** @param medicine as the list offers it: the code, then its name */
    @PostMapping("/prescriptions")
    String prescribe(
            Actor actor,
            @PathVariable String visitId,
            @RequestParam String medicine,
            @RequestParam int packs,
            @RequestParam(defaultValue = "") String dosage,
            @RequestParam(defaultValue = "") String allergyReason,
            @RequestParam String requestKey,
            Model model) {
        String code = medicine.strip().split("\\s", 2)[0];
        NewPrescription wanted = new NewPrescription(code, packs, dosage, allergyReason);
        model.addAttribute("wanted", wanted);
        model.addAttribute("wantedMedicine", medicine);
        return work.after(ordering.prescribe(actor, DeskView.id(visitId), wanted, requestKey), visitId, model);
    }

    @PostMapping("/prescriptions/{prescriptionId}/cancel")
    String cancelPrescription(
            Actor actor, @PathVariable String visitId, @PathVariable String prescriptionId, Model model) {
        return work.after(
                ordering.cancelPrescription(actor, DeskView.id(visitId), DeskView.id(prescriptionId)), visitId, model);
    }
}
