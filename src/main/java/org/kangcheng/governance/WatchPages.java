package org.kangcheng.governance;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 订阅 of a list as it is filtered, or of an item; told in 通知. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class WatchPages {
    /** With what is said of it, it fits into a notice. */
    private static final int LONGEST_TITLE = 120;

    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它不在您的范围内。");

    private final Watches watches;
    private final Registers registers;
    private final TendItem tending;
    private final Areas areas;

    WatchPages(Watches watches, Registers registers, TendItem tending, Areas areas) {
        this.watches = watches;
        this.registers = registers;
        this.tending = tending;
        this.areas = areas;
    }

    static String list(String register, Asked asked) {
        return RegisterPages.PAGE + "/" + register + "?" + asked.query();
    }

    @PostMapping(RegisterPages.PAGE + "/{id}/watch")
    String list(Actor actor, @PathVariable String id, @RequestParam Map<String, String> parameters) {
        Registers.InForce register = registers.require(id);
        Asked asked = Asked.of(parameters);
        asked = asked.whose(ItemFilter.shown(Hand.of(actor), asked.whose()));
        String path = list(id, asked);
        watches.begin(actor, register, asked, title(register, asked), path);
        return "redirect:" + path;
    }

    /** 热线工单 · 辖区 · 东昌府区 · 逾期 */
    private String title(Registers.InForce register, Asked asked) {
        return Stream.of(
                        register.title(),
                        Objects.requireNonNull(asked.whose()).label(),
                        areas.find(asked.area()).map(Area::name).orElse(""),
                        asked.light() == null ? "" : asked.light().label(),
                        asked.state().isEmpty()
                                ? ""
                                : register.register().states().stream()
                                        .filter(state -> state.id().equals(asked.state()))
                                        .map(State::title)
                                        .findFirst()
                                        .orElse(""),
                        asked.owner(),
                        asked.words())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" · "), text -> text.substring(0, Math.min(LONGEST_TITLE, text.length()))));
    }

    @PostMapping(ItemPages.PAGE + "/{id}/watch")
    String item(Actor actor, @PathVariable String id) {
        Item item = tending.require(actor, PublicId.parse(id).orElseThrow(UNKNOWN::asException));
        String path = Watches.of(item.id());
        watches.begin(actor, item, registers.of(item).title() + " " + item.number(), path);
        return "redirect:" + path;
    }

    /** Whatever it was, the page that it was of is shown again. */
    @PostMapping("/staff/watches/end")
    String end(Actor actor, @RequestParam String path) {
        watches.end(actor, path);
        return "redirect:"
                + (path.startsWith(RegisterPages.PAGE) || path.startsWith(ItemPages.PAGE) ? path : RegisterPages.PAGE);
    }
}
