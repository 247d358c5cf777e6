package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Area;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 登记: a new item, typed by somebody. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class OpenPages {
    private final Registers registers;
    private final ItemTable items;
    private final OpenItem opening;
    private final Jurisdiction jurisdiction;
    private final HotlineCalls calls;
    private final Colleagues colleagues;
    private final Clock clock;

    OpenPages(
            Registers registers,
            ItemTable items,
            OpenItem opening,
            Jurisdiction jurisdiction,
            HotlineCalls calls,
            Colleagues colleagues,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.opening = opening;
        this.jurisdiction = jurisdiction;
        this.calls = calls;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    @GetMapping(RegisterPages.PAGE + "/{id}/new")
    String start(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String parent, Model model) {
        return form(
                actor,
                registers.require(id),
                parent,
                Map.of(),
                Map.of(),
                null,
                UUID.randomUUID().toString(),
                model);
    }

    String form(
            Actor actor,
            Registers.InForce register,
            String parent,
            Map<String, String> typed,
            Map<String, String> problems,
            @Nullable Refusal refusal,
            String requestKey,
            Model model) {
        Hand hand = Hand.of(actor);
        Optional<Item> whole = PublicId.parse(parent).flatMap(key -> items.find(key.shard(), key.key()));
        model.addAttribute("register", register);
        model.addAttribute("fields", register.register().form().fields());
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("refusal", refusal);
        model.addAttribute("parent", parent);
        model.addAttribute("whole", whole.orElse(null));
        model.addAttribute("earlier", whole.map(items::parts).orElse(List.of()));
        model.addAttribute("today", CityTime.today(clock));
        List<Area> places = jurisdiction.places(hand);
        model.addAttribute("areas", places);
        model.addAttribute(
                "people",
                register.register().asksUnit() || places.isEmpty()
                        ? List.of()
                        : colleagues.of(null, places.getFirst().code()));
        model.addAttribute("units", jurisdiction.unitsNear(jurisdiction.home(hand)));
        model.addAttribute("requestKey", requestKey);
        return "governance/new";
    }

    /** Whom an item of this unit and place can be given to, as the form asks while it is filled in. */
    @GetMapping(RegisterPages.PAGE + "/{id}/people")
    String people(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(defaultValue = "") String area,
            Model model) {
        Register register = registers.require(id).register();
        Hand hand = Hand.of(actor);
        Long institution = RegisterPages.number(unit);
        boolean hers = register.asksPerson()
                && hand.isOneOf(register.openers())
                && jurisdiction.places(hand).stream().anyMatch(it -> it.code().equals(area));
        boolean known = institution != null || !register.asksUnit();
        model.addAttribute("people", hers && known ? colleagues.of(institution, area) : List.of());
        return "governance/people :: choice";
    }

    @PostMapping(RegisterPages.PAGE + "/{id}")
    String open(
            Actor actor,
            @PathVariable String id,
            @RequestParam Map<String, String> all,
            @RequestParam(name = "after", required = false) @Nullable List<String> after,
            Model model) {
        Registers.InForce register = registers.require(id);
        Hand hand = Hand.of(actor);
        String parent = all.getOrDefault("parent", "");
        String requestKey = all.getOrDefault("requestKey", "");
        String areaCode = all.getOrDefault("area", "");
        boolean own =
                jurisdiction.places(hand).stream().anyMatch(area -> area.code().equals(areaCode));
        Map<String, String> typed = Form.typed(all);
        NewItem wanted = new NewItem(
                all.getOrDefault("title", ""),
                own ? areaCode : "",
                RegisterPages.number(all.get("unit")),
                typed,
                day(all.get("dueOn")),
                PublicId.parse(parent).orElse(null),
                after == null
                        ? List.of()
                        : after.stream()
                                .flatMap(it -> PublicId.parse(it).stream())
                                .toList(),
                origin(all, hand, requestKey),
                List.of(),
                Optional.ofNullable(all.get("person"))
                        .filter(it -> !it.isEmpty())
                        .orElse(null));
        return switch (opening.open(actor, id, wanted)) {
            case OpenResult.Opened(Item item) -> "redirect:" + ItemPages.PAGE + "/" + item.id();
            case OpenResult.WasOpen(Item item) -> "redirect:" + ItemPages.PAGE + "/" + item.id();
            case OpenResult.NotOpened(Refusal refusal, var problems) -> {
                Map<String, String> kept = new LinkedHashMap<>(typed);
                kept.put("", wanted.title());
                model.addAttribute("call", all.get("call"));
                yield form(actor, register, parent, kept, problems, refusal, requestKey, model);
            }
        };
    }

    /** A call that the actor took is one order; anything else is one page's. */
    private String origin(Map<String, String> all, Hand hand, String requestKey) {
        String call = all.getOrDefault("call", "");
        return !call.isEmpty() && calls.isTakenBy(call, hand.id())
                ? HotlineCalls.origin(call)
                : "page:" + hand.id() + ":" + requestKey;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
