package org.kangcheng.exchange;

import java.util.List;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.ServiceHistory.Referred;
import org.kangcheng.programme.ServiceHistory.Step;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 转诊单 as a ServiceRequest: active until she has come to the institution, completed from then on, revoked when it gave her back
 * before; each step of the institution is a note with its time.
 */
final class ReferralSlip {
    /** SNOMED CT: Patient referral (procedure). */
    private static final String REFERRAL = "http://snomed.info/sct|3457005";

    private ReferralSlip() {}

    static ObjectNode of(long person, Referred slip) {
        ObjectNode request = ProgrammeResource.of(
                "ServiceRequest", person, PublicId.encode(slip.id().key()));
        request.put("status", status(slip)).put("intent", "order");
        ProgrammeResource.coding(request.putArray("category").addObject(), REFERRAL);
        request.putObject("code").put("text", "转诊");
        ProgrammeResource.reference(request.putObject("subject"), person);
        request.put("authoredOn", slip.on().toString());
        ObjectNode requester = request.putObject("requester").put("display", slip.worker());
        if (slip.from() != null) {
            requester.put("reference", organization(slip.from()));
        }
        request.putArray("performer").addObject().put("reference", organization(slip.to()));
        request.putArray("reasonCode").addObject().put("text", slip.reason());
        request.putArray("supportingInfo")
                .addObject()
                .put(
                        "reference",
                        "QuestionnaireResponse/p." + PublicId.encode(person) + "."
                                + PublicId.encode(slip.record().key()));
        notes(request, slip);
        return request;
    }

    private static String status(Referred slip) {
        return switch (slip.state()) {
            case ISSUED, ACCEPTED -> "active";
            case CAME, RETURNED -> "completed";
            case REFUSED -> "revoked";
            case VOIDED -> "entered-in-error";
        };
    }

    private static void notes(ObjectNode request, Referred slip) {
        List<Step> steps = slip.steps();
        if (slip.note().isEmpty() && steps.isEmpty()) {
            return;
        }
        ArrayNode notes = request.putArray("note");
        if (!slip.note().isEmpty()) {
            notes.addObject().put("authorString", slip.worker()).put("text", slip.note());
        }
        steps.forEach(step -> notes.addObject()
                .put("authorString", step.by())
                .put("time", step.at().toString())
                .put("text", step.what()));
    }

    private static String organization(long institution) {
        return "Organization/" + PublicId.encode(institution);
    }
}
