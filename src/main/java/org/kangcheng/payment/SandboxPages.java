package org.kangcheng.payment;

import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.PublicId;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The sandbox's cashier page, where the resident sees what is to be paid and says yes. */
@Controller
@Profile("!production")
@Allowed(Role.RESIDENT)
class SandboxPages {
    private final PaymentOrders orders;
    private final SandboxCashier cashier;
    private final People people;
    private final Institutions institutions;

    SandboxPages(PaymentOrders orders, SandboxCashier cashier, People people, Institutions institutions) {
        this.orders = orders;
        this.cashier = cashier;
        this.people = people;
        this.institutions = institutions;
    }

    @GetMapping("/m/pay/{orderId}")
    String show(Actor actor, @PathVariable String orderId, Model model) {
        PaymentOrder order = own(actor, orderId);
        model.addAttribute("order", order);
        model.addAttribute(
                "institution",
                institutions.find(order.institutionId()).map(Institution::name).orElse(""));
        return "payment/cashier";
    }

    @PostMapping("/m/pay/{orderId}")
    String confirm(Actor actor, @PathVariable String orderId) {
        PaymentOrder order = own(actor, orderId);
        if (cashier.confirm(order.id()) instanceof PayResult.NotPayable(var refusal)) {
            throw refusal.asException();
        }
        return "redirect:/m/pay/" + order.id();
    }

    /** Another's order looks like none. */
    private PaymentOrder own(Actor actor, String orderId) {
        return PublicId.parse(orderId)
                .filter(id -> people.aliases(actor.self()).contains(id.shard()))
                .flatMap(orders::find)
                .orElseThrow(PaymentOrders.UNKNOWN::asException);
    }
}
