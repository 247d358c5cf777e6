package org.kangcheng.governance;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** 热线坐席: what rings, and the order's form with the number in it. */
@Controller
@Allowed({Role.HOTLINE, Role.COMMISSION})
class HotlinePages {
    static final String REGISTER = "hotline";
    private static final String PAGE = "/staff/hotline";
    private static final Refusal NO_SIMULATION = Refusal.notFound("没有这个页面。");

    record Line(String callId, String phone, String line, String at) {}

    private final HotlineCalls calls;
    private final Registers registers;
    private final OpenPages forms;
    private final boolean demo;

    HotlinePages(HotlineCalls calls, Registers registers, OpenPages forms, Environment environment) {
        this.calls = calls;
        this.registers = registers;
        this.forms = forms;
        this.demo = !environment.acceptsProfiles(Profiles.of("production"));
    }

    @GetMapping(PAGE)
    String seat(Model model) {
        return ringing(model, "governance/hotline");
    }

    /** The part of the page that asks for itself every two seconds. */
    @GetMapping(PAGE + "/ringing")
    String ringing(Model model) {
        return ringing(model, "governance/hotline :: ringing");
    }

    private String ringing(Model model, String view) {
        model.addAttribute(
                "calls",
                calls.ringing().stream()
                        .map(call -> new Line(
                                call.callId(),
                                call.phone(),
                                call.line(),
                                "%tT".formatted(CityTime.local(call.rangAt()))))
                        .toList());
        model.addAttribute("simulates", demo);
        return view;
    }

    /** Not by a link: the number stands in no address. */
    @PostMapping(PAGE + "/{callId}/take")
    String take(Actor actor, @PathVariable String callId, Model model) {
        HotlineCalls.Taken call = calls.take(callId, Hand.of(actor));
        model.addAttribute("call", call.callId());
        model.addAttribute("earlierCalls", call.earlier());
        return forms.form(
                actor,
                registers.require(REGISTER),
                "",
                Map.of("phone", call.phone()),
                Map.of(),
                null,
                UUID.randomUUID().toString(),
                model);
    }

    /** In a demonstration the exchange is played: a call from a number that nobody can have. */
    @PostMapping(PAGE + "/simulate")
    String simulate() {
        if (!demo) {
            throw NO_SIMULATION.asException();
        }
        String number = "100%08d".formatted(ThreadLocalRandom.current().nextInt(20));
        calls.ring(UUID.randomUUID().toString(), number, "3570000");
        return "redirect:" + PAGE;
    }
}
