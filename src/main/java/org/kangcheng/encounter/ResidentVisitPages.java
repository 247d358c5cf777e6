package org.kangcheng.encounter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.payment.PayChannel;
import org.kangcheng.payment.PayResult;
import org.kangcheng.payment.PaymentOrders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The resident's own visits: each step, each result once it is released, each line of the bill. */
@Controller
@Allowed(Role.RESIDENT)
class ResidentVisitPages {
    private static final int ROWS = 20;

    record Account(VisitDetails.Line line, List<VisitDetails.BillLine> open, List<Fee> unbilled) {}

    private final Visits visits;
    private final VisitDetails details;
    private final Bills bills;
    private final PaymentOrders payments;
    private final People people;
    private final Readings log;

    ResidentVisitPages(
            Visits visits, VisitDetails details, Bills bills, PaymentOrders payments, People people, Readings log) {
        this.visits = visits;
        this.details = details;
        this.bills = bills;
        this.payments = payments;
        this.people = people;
        this.log = log;
    }

    @GetMapping("/m/visits")
    String list(Actor actor, @RequestParam Optional<String> after, Model model) {
        model.addAttribute(
                "visits", visits.of(actor.self(), after.orElse(null), ROWS).map(details::line));
        return "encounter/my-visits";
    }

    @Transactional
    @GetMapping("/m/visits/{visitId}")
    public String show(Actor actor, @PathVariable String visitId, Model model) {
        Visit visit = own(actor, visitId);
        log.log(actor, visit.personKey(), "就诊记录", Purpose.SELF);
        bills.open(visit.id());
        model.addAttribute("line", details.line(visit));
        model.addAttribute("steps", details.steps(visit));
        model.addAttribute("diagnoses", visits.diagnoses(visit.id()));
        model.addAttribute("orders", details.orders(visit));
        model.addAttribute("prescriptions", details.prescriptions(visit));
        model.addAttribute("bills", details.bills(visit));
        model.addAttribute("fees", bills.fees(visit.id()));
        return "encounter/my-visit";
    }

    /** What is still to be paid of the newest visits. */
    @GetMapping("/m/bills")
    String bills(Actor actor, Model model) {
        List<Account> accounts = new ArrayList<>();
        for (Visit visit : visits.of(actor.self(), null, ROWS).items()) {
            bills.open(visit.id());
            Account account = account(visit);
            if (!account.open().isEmpty() || !account.unbilled().isEmpty()) {
                accounts.add(account);
            }
        }
        model.addAttribute("accounts", accounts);
        return "encounter/my-bills";
    }

    private Account account(Visit visit) {
        List<VisitDetails.BillLine> open = details.bills(visit).stream()
                .filter(it -> it.bill().state() == Bill.State.OPEN)
                .toList();
        List<Fee> unbilled = bills.fees(visit.id()).stream()
                .filter(fee -> fee.state() == Fee.State.DUE && fee.billId() == null)
                .toList();
        return new Account(details.line(visit), open, unbilled);
    }

    /** Settles what is owed and goes on to the channel's page with the first open bill. */
    @PostMapping("/m/visits/{visitId}/pay")
    String pay(Actor actor, @PathVariable String visitId) {
        Visit visit = own(actor, visitId);
        List<Bill> open = bills.settle(visit.id());
        if (open.isEmpty()) {
            return "redirect:/m/visits/" + visit.id();
        }
        return switch (payments.pay(open.getFirst().paymentOrder(), PayChannel.SANDBOX)) {
            case PayResult.GoTo(String path) -> "redirect:" + path;
            case PayResult.Paid _ -> "redirect:/m/visits/" + visit.id();
            case PayResult.NotPayable(var refusal) -> throw refusal.asException();
        };
    }

    /** Another's visit looks like none. */
    private Visit own(Actor actor, String visitId) {
        return visits.find(DeskView.id(visitId))
                .filter(visit -> people.aliases(actor.self()).contains(visit.personKey()))
                .orElseThrow(Ending.UNKNOWN::asException);
    }
}
