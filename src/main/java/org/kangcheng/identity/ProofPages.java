package org.kangcheng.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.ResidentAccounts.Relation;
import org.kangcheng.access.ResidentSessions;
import org.kangcheng.access.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A resident proves who she is, or whom of her family she acts for. */
@Controller
@Allowed({Role.UNPROVED_RESIDENT, Role.RESIDENT})
class ProofPages {
    private final Proofs proofs;
    private final ResidentSessions sessions;
    private final PlaceChoice places;

    ProofPages(Proofs proofs, ResidentSessions sessions, PlaceChoice places) {
        this.proofs = proofs;
        this.sessions = sessions;
        this.places = places;
    }

    @GetMapping("/m/proof")
    String form(Actor actor, Model model) {
        model.addAttribute("relation", actor.is(Role.RESIDENT) ? Relation.FAMILY : Relation.SELF);
        return "identity/proof";
    }

    @PostMapping("/m/proof")
    String prove(
            Actor actor,
            @RequestParam String name,
            @RequestParam String idNumber,
            @RequestParam Relation relation,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        ProofResult result = proofs.prove(actor, name, idNumber, relation);
        fill(model, name, idNumber, relation, "");
        return answer(result, "identity/proof", model, actor, request, response);
    }

    /** @param village chosen in three steps */
    @PostMapping("/m/proof/enrol")
    String enrol(
            Actor actor,
            @RequestParam String name,
            @RequestParam String idNumber,
            @RequestParam Relation relation,
            @RequestParam(defaultValue = "") String village,
            @RequestParam String address,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        ProofResult result = proofs.enrol(actor, name, idNumber, village, address, relation);
        fill(model, name, idNumber, relation, village);
        model.addAttribute("address", address);
        return answer(result, "identity/self-enrol", model, actor, request, response);
    }

    private void fill(Model model, String name, String idNumber, Relation relation, String village) {
        model.addAttribute("name", name);
        model.addAttribute("idNumber", idNumber);
        model.addAttribute("relation", relation);
        places.offer(model, village);
    }

    private String answer(
            ProofResult result,
            String form,
            Model model,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response) {
        switch (result) {
            case ProofResult.Proved(long key) -> {
                sessions.turnTo(key, actor, request, response);
                return "redirect:/m";
            }
            case ProofResult.PhoneUnknown _ -> model.addAttribute("phoneUnknown", true);
            case ProofResult.TooManyTries _ -> model.addAttribute("problem", "一小时内尝试次数过多，请稍后再试，或持证件到医疗机构窗口办理。");
            case ProofResult.Refused(String message) -> model.addAttribute("problem", message);
            case ProofResult.NotFound _ -> {
                model.addAttribute("notFound", true);
                return "identity/self-enrol";
            }
        }
        return form;
    }
}
