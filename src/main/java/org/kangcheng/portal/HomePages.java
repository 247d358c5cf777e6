package org.kangcheng.portal;

import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Open;
import org.kangcheng.access.Role;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of each kind of user. */
@Controller
class HomePages {
    @Open
    @GetMapping("/")
    String root(@Nullable Actor actor) {
        if (actor == null) {
            return "portal/welcome";
        }
        return actor.kind() == Actor.Kind.RESIDENT ? "redirect:/m" : "redirect:/staff";
    }

    @Allowed({
        Role.REGISTRAR,
        Role.DOCTOR,
        Role.LABORATORY,
        Role.PHARMACIST,
        Role.VILLAGE_DOCTOR,
        Role.SCHEDULER,
        Role.CARD_OFFICER,
        Role.STEWARD,
        Role.DIRECTORY_OFFICER,
        Role.COMMISSION,
        Role.MANAGER,
        Role.HOTLINE,
        Role.SURVEYOR,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDITOR
    })
    @GetMapping("/staff")
    String staff() {
        return "portal/staff-home";
    }

    @Allowed({Role.RESIDENT, Role.UNPROVED_RESIDENT})
    @GetMapping("/m")
    String resident(Actor actor) {
        return actor.personKey() == null ? "redirect:/m/proof" : "portal/resident-home";
    }

    @Allowed({Role.RESIDENT, Role.UNPROVED_RESIDENT})
    @GetMapping("/m/me")
    String me() {
        return "portal/resident-me";
    }
}
