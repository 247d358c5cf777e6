package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 治理台账: which registers there are, how they stand for whoever asks, what was reminded of last. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class OverviewPages {
    private static final int ALARMS = 50;

    record RegisterLine(
            Registers.InForce register, @Nullable ItemCount count) {}

    private final Registers registers;
    private final AlarmTable alarms;
    private final Watches watches;
    private final RegisterFigures figures;
    private final Areas areas;
    private final Clock clock;

    OverviewPages(
            Registers registers,
            AlarmTable alarms,
            Watches watches,
            RegisterFigures figures,
            Areas areas,
            Clock clock) {
        this.registers = registers;
        this.alarms = alarms;
        this.watches = watches;
        this.figures = figures;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(RegisterPages.PAGE)
    String all(Actor actor, Model model) {
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        List<RegisterLine> lines = new ArrayList<>();
        for (Registers.InForce register : registers.all()) {
            if (concerns(register.register(), hand)) {
                lines.add(new RegisterLine(register, figures.of(register.no(), hand, today)));
            }
        }
        model.addAttribute("lines", lines);
        model.addAttribute("makes", actor.is(Role.COMMISSION));
        model.addAttribute("answers", actor.is(Role.COMMISSION) || actor.is(Role.HOTLINE));
        model.addAttribute("signs", actor.is(Role.COMMISSION) || actor.is(Role.MANAGER));
        model.addAttribute("draws", actor.is(Role.COMMISSION));
        model.addAttribute("watches", watches.of(actor));
        model.addAttribute("alarms", alarms.newest(mostOf(hand), ALARMS));
        model.addAttribute(
                "whose",
                hand.area() == null
                        ? "本单位"
                        : areas.find(hand.area()).map(Area::name).orElse(""));
        return "governance/all";
    }

    /** Somebody who opens its items, or makes one of its moves. */
    private static boolean concerns(Register register, Hand hand) {
        return hand.roles().contains(Role.COMMISSION)
                || hand.isOneOf(register.openers())
                || register.moves().stream().anyMatch(move -> hand.isOneOf(move.by()));
    }

    private static ItemLists.Place mostOf(Hand hand) {
        if (hand.area() != null) {
            return ItemLists.Place.area(hand.area());
        }
        return ItemLists.Place.unit(hand.unit() == null ? -1 : hand.unit());
    }
}
