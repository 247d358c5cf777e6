package org.kangcheng.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.ResidentAccounts;
import org.kangcheng.access.ResidentAccounts.Proved;
import org.kangcheng.access.ResidentSessions;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.PublicId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** 家人切换: the people an account has proved, and turning to one of them. */
@Controller
class FamilyPages {
    /** @param current whom the pages are now about */
    record Member(String id, PersonView person, String relation, boolean current) {}

    private final ResidentAccounts accounts;
    private final ResidentSessions sessions;
    private final People people;
    private final PersonViews views;

    FamilyPages(ResidentAccounts accounts, ResidentSessions sessions, People people, PersonViews views) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.people = people;
        this.views = views;
    }

    @Allowed({Role.RESIDENT, Role.UNPROVED_RESIDENT})
    @GetMapping("/m/family")
    String family(Actor actor, Model model) {
        List<Member> members = accounts.proved(Long.parseLong(actor.id())).stream()
                .map(proved -> member(proved, actor))
                .toList();
        model.addAttribute("members", members);
        return "identity/family";
    }

    private Member member(Proved proved, Actor actor) {
        PersonView person = views.of(people.find(proved.personKey()).orElseThrow());
        String relation = proved.relation() == ResidentAccounts.Relation.SELF ? "本人" : "家人";
        boolean current = actor.personKey() != null && actor.personKey() == proved.personKey();
        return new Member(PublicId.encode(proved.personKey()), person, relation, current);
    }

    @Allowed({Role.RESIDENT, Role.UNPROVED_RESIDENT})
    @PostMapping("/m/family/{id}")
    String turn(Actor actor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        sessions.turnTo(PublicId.decode(id).orElseThrow(Reach::notFound), actor, request, response);
        return "redirect:/m";
    }
}
