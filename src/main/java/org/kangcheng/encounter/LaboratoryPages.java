package org.kangcheng.encounter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 检验: samples by code, results by sample. */
@Controller
@Allowed(Role.LABORATORY)
class LaboratoryPages {
    private static final String PAGE = "/staff/laboratory";
    private static final String VALUE = "value-";
    private static final int ROWS = 50;

    record Owed(LaboratoryTable.Sample sample, String test, String name, String sampled) {}

    private final Desks desks;
    private final DeskView view;
    private final Laboratory laboratory;
    private final VisitDetails details;
    private final Catalogue catalogue;

    LaboratoryPages(Desks desks, DeskView view, Laboratory laboratory, VisitDetails details, Catalogue catalogue) {
        this.desks = desks;
        this.view = view;
        this.laboratory = laboratory;
        this.details = details;
        this.catalogue = catalogue;
    }

    @GetMapping(PAGE)
    String show(
            Actor actor,
            @RequestParam Optional<String> reading,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        view.show(actor, reading, CareStep.EXAMINATION, model)
                .ifPresent(guest -> model.addAttribute("orders", orders(actor, guest)));
        Slice<LaboratoryTable.Sample> owed = laboratory.owed(actor, after, ROWS);
        model.addAttribute("owed", owed.map(this::owed));
        return "encounter/laboratory";
    }

    private List<VisitDetails.OrderLine> orders(Actor actor, DeskView.Guest guest) {
        return view.visits(actor, guest).stream()
                .flatMap(visit -> details.orders(visit).stream())
                .filter(line -> line.order().state() != LaboratoryOrder.State.CANCELLED)
                .toList();
    }

    private Owed owed(LaboratoryTable.Sample sample) {
        String test = catalogue.orderedTest(sample.testCode()).name();
        return new Owed(sample, test, view.maskedName(sample.personKey()), VisitDetails.minute(sample.sampledAt()));
    }

    @PostMapping(PAGE + "/read")
    String read(Actor actor, @RequestParam String code, @RequestParam String requestKey, RedirectAttributes redirect) {
        return switch (desks.read(actor, code, CareStep.EXAMINATION, requestKey)) {
            case Outcome.Done<DeskReading>(DeskReading reading) -> "redirect:" + PAGE + "?reading=" + reading.id();
            case Outcome.NotDone<DeskReading> refused -> DeskView.back(PAGE, refused, redirect);
        };
    }

    @PostMapping(PAGE + "/{orderId}/sample")
    String sample(
            Actor actor, @PathVariable String orderId, @RequestParam String reading, RedirectAttributes redirect) {
        Outcome<LaboratoryOrder> outcome = laboratory.takeSample(actor, DeskView.id(reading), DeskView.id(orderId));
        return DeskView.back(PAGE + "?reading=" + DeskView.id(reading), outcome, redirect);
    }

    /** The form for the values of a sample, or its released result. */
    @GetMapping(PAGE + "/{orderId}")
    String result(Actor actor, @PathVariable String orderId, Model model) {
        LaboratoryOrder order = laboratory
                .own(actor, DeskView.id(orderId))
                .orElseThrow(() -> Refusal.notFound("没有这个检验申请。").asException());
        model.addAttribute("line", details.order(order));
        model.addAttribute("analytes", laboratory.analytes(order));
        model.addAttribute("name", view.maskedName(order.personKey()));
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", Map.of());
        }
        return "encounter/laboratory-result";
    }

    @PostMapping(PAGE + "/{orderId}")
    String release(
            Actor actor,
            @PathVariable String orderId,
            @RequestParam Map<String, String> form,
            RedirectAttributes redirect) {
        Map<String, String> typed = new HashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith(VALUE)) {
                typed.put(name.substring(VALUE.length()), value);
            }
        });
        Outcome<LaboratoryOrder> outcome = laboratory.release(actor, DeskView.id(orderId), typed);
        if (outcome instanceof Outcome.NotDone<LaboratoryOrder>) {
            redirect.addFlashAttribute("typed", typed);
        }
        return DeskView.back(PAGE + "/" + DeskView.id(orderId), outcome, redirect);
    }
}
