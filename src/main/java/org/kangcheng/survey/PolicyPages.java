package org.kangcheng.survey;

import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Open;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 政策库: the policies in force in plain words, for everybody; and for each resident what is due to her. */
@Controller
class PolicyPages {
    private final SurveyLibrary library;
    private final PersonalServices services;

    PolicyPages(SurveyLibrary library, PersonalServices services) {
        this.library = library;
        this.services = services;
    }

    private static PlainPolicy sound(Definition definition) {
        try {
            return PolicyEngine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException(definition.id() + " was sound when it was put in force", e);
        }
    }

    private List<PlainPolicy> inForce() {
        return library.inForce(SurveyLibrary.POLICIES).stream()
                .map(PolicyPages::sound)
                .toList();
    }

    @GetMapping("/public/policies")
    @Open
    String all(Model model) {
        model.addAttribute("policies", inForce());
        return "survey/policies";
    }

    @GetMapping("/m/policies")
    @Allowed(Role.RESIDENT)
    String own(Actor actor, Model model) {
        List<PlainPolicy> all = inForce();
        List<Rule> due = services.holding(
                actor.self(), all.stream().map(PlainPolicy::due).toList());
        model.addAttribute(
                "mine",
                all.stream().filter(policy -> due.contains(policy.due())).toList());
        model.addAttribute(
                "others",
                all.stream().filter(policy -> !due.contains(policy.due())).toList());
        return "survey/my-policies";
    }
}
