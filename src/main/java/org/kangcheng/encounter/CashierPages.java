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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 收费: a scan settles what is owed; the cashier takes cash, or the resident pays the same bill from the phone. */
@Controller
@Allowed({Role.REGISTRAR, Role.VILLAGE_DOCTOR})
class CashierPages {
    private static final String PAGE = "/staff/cashier";

    record Account(VisitDetails.Line line, List<VisitDetails.BillLine> bills, List<Fee> fees) {}

    private final Desks desks;
    private final DeskView view;
    private final Bills bills;
    private final Refunds refunds;
    private final VisitDetails details;

    CashierPages(Desks desks, DeskView view, Bills bills, Refunds refunds, VisitDetails details) {
        this.desks = desks;
        this.view = view;
        this.bills = bills;
        this.refunds = refunds;
        this.details = details;
    }

    @GetMapping(PAGE)
    String show(Actor actor, @RequestParam Optional<String> reading, Model model) {
        view.show(actor, reading, CareStep.PAYMENT, model)
                .ifPresent(guest -> model.addAttribute("accounts", accounts(actor, guest)));
        return "encounter/cashier";
    }

    private List<Account> accounts(Actor actor, DeskView.Guest guest) {
        return view.visits(actor, guest).stream()
                .map(visit -> {
                    bills.open(visit.id());
                    return new Account(details.line(visit), details.bills(visit), bills.fees(visit.id()));
                })
                .filter(account -> !account.fees().isEmpty())
                .toList();
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, @RequestParam String requestKey, RedirectAttributes redirect) {
        Outcome<DeskReading> outcome = desks.read(actor, code, CareStep.PAYMENT, requestKey);
        if (!(outcome instanceof Outcome.Done<DeskReading>(DeskReading reading))) {
            return DeskView.back(PAGE, outcome, redirect);
        }
        view.visits(actor, reading.personKey()).forEach(visit -> bills.settle(visit.id()));
        return "redirect:" + PAGE + "?reading=" + reading.id();
    }

    @PostMapping(PAGE + "/bills/{billId}/cash")
    String cash(Actor actor, @PathVariable String billId, @RequestParam String reading, RedirectAttributes redirect) {
        Outcome<Bill> outcome = bills.payCash(actor, DeskView.id(reading), DeskView.id(billId));
        return DeskView.back(PAGE + "?reading=" + DeskView.id(reading), outcome, redirect);
    }

    @PostMapping(PAGE + "/visits/{visitId}/refund")
    String refund(
            Actor actor,
            @PathVariable String visitId,
            @RequestParam String reading,
            @RequestParam long feeId,
            RedirectAttributes redirect) {
        Outcome<Fee> outcome = refunds.refund(actor, DeskView.id(reading), DeskView.id(visitId), feeId);
        return DeskView.back(PAGE + "?reading=" + DeskView.id(reading), outcome, redirect);
    }
}
