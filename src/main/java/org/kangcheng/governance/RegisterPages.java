package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 台账: the items of a register by place, unit, owner and light; the same move for many of them. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class RegisterPages {
    static final String PAGE = "/staff/registers";
    private static final int ROWS = 40;
    /** What a move may need and still be made for many at once: nobody has to give it. */
    private static final Set<Move.Need> BY_ITSELF =
            EnumSet.of(Move.Need.PARTS_CLOSED, Move.Need.EARLIER_CLOSED, Move.Need.WHOLE_SIGNED);

    private final Registers registers;
    private final ItemTable items;
    private final ItemLists lists;
    private final ItemFilter filter;
    private final RegisterFigures figures;
    private final MoveItem moving;
    private final Colleagues colleagues;
    private final Watches watches;
    private final Jurisdiction jurisdiction;
    private final Areas areas;
    private final Clock clock;

    RegisterPages(
            Registers registers,
            ItemTable items,
            ItemLists lists,
            ItemFilter filter,
            RegisterFigures figures,
            MoveItem moving,
            Colleagues colleagues,
            Watches watches,
            Jurisdiction jurisdiction,
            Areas areas,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.lists = lists;
        this.filter = filter;
        this.figures = figures;
        this.moving = moving;
        this.colleagues = colleagues;
        this.watches = watches;
        this.jurisdiction = jurisdiction;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(PAGE + "/{id}")
    String list(
            Actor actor,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Registers.InForce register = registers.require(id);
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        Asked asked = Asked.of(parameters);
        asked = asked.whose(ItemFilter.shown(hand, asked.whose()));
        ItemLists.Wanted wanted = filter.wanted(register, hand, asked, today);
        Slice<Item> found = lists.page(wanted, ItemLists.Cursor.parse(after), ROWS);
        model.addAttribute("register", register);
        model.addAttribute("lines", new Slice<>(filter.lines(found.items(), today), found.next()));
        model.addAttribute("asked", asked);
        model.addAttribute("query", asked.query());
        model.addAttribute("watched", watches.isWatched(actor, WatchPages.list(id, asked)));
        model.addAttribute("labels", shown(register.register()));
        model.addAttribute("whose", asked.whose());
        model.addAttribute("choices", filter.choices(register.register(), hand));
        model.addAttribute("lights", Light.values());
        model.addAttribute("states", register.register().states());
        model.addAttribute("today", today);
        model.addAttribute("count", figures.of(register.no(), hand, today));
        model.addAttribute(
                "opens",
                hand.isOneOf(register.register().openers())
                        && register.register().partsOf().isEmpty());
        model.addAttribute("parts", hand.area() == null ? List.of() : areas.children(hand.area()));
        offer(register.register(), hand, asked.whose(), wanted.state(), model);
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        return "governance/list";
    }

    /** What can be done with many of them at once, and whom they can be given to: of her area, or of her institution. */
    private void offer(
            Register register, Hand hand, ItemFilter.@Nullable Whose whose, @Nullable String state, Model model) {
        boolean ofUnit = whose == ItemFilter.Whose.UNIT;
        Reach reach = ofUnit ? Reach.UNIT : Reach.AREA;
        List<Move> bulk = register.moves().stream()
                .filter(_ -> ofUnit || whose == ItemFilter.Whose.AREA)
                .filter(move -> move.reach() == reach && hand.isOneOf(move.by()))
                .filter(move -> state == null || move.from().contains(state))
                .filter(move -> move.form().fields().isEmpty() && BY_ITSELF.containsAll(move.needs()))
                // Whom an item of an institution can be given to depends on which; those without one are the
                // commission's.
                .filter(move -> move.assigns() != Move.Assigns.PERSON || ofUnit || !register.asksUnit())
                .toList();
        model.addAttribute("bulk", bulk);
        boolean person = bulk.stream().anyMatch(move -> move.assigns() == Move.Assigns.PERSON);
        boolean unit = bulk.stream().anyMatch(move -> move.assigns() == Move.Assigns.UNIT);
        model.addAttribute(
                "people", person ? colleagues.of(ofUnit ? hand.unit() : null, Jurisdiction.of(hand)) : List.of());
        model.addAttribute("units", unit ? jurisdiction.unitsNear(Jurisdiction.of(hand)) : List.of());
    }

    /** What can be looked for in: what is hidden rests sealed, nobody finds it by asking. */
    private static Map<String, String> shown(Register register) {
        Map<String, String> shown = new LinkedHashMap<>(register.labels());
        register.hidden().forEach(shown::remove);
        return shown;
    }

    /** 批量派发: the same move for many items; each is judged on its own, and what could not be moved is told. */
    @PostMapping(PAGE + "/{id}/bulk")
    String bulk(
            Actor actor,
            @PathVariable String id,
            @RequestParam String move,
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable String person,
            @RequestParam(name = "item", required = false) @Nullable List<String> chosen,
            @RequestParam String requestKey,
            Model model) {
        Registers.InForce register = registers.require(id);
        int done = 0;
        List<String> refused = new ArrayList<>();
        for (String one : chosen == null ? List.<String>of() : chosen) {
            Optional<Item> item = PublicId.parse(one).flatMap(key -> items.find(key.shard(), key.key()));
            if (item.isPresent() && item.get().registerNo() == register.no()) {
                MoveResult result = moving.move(
                        actor,
                        item.get().id(),
                        move,
                        new MoveItem.Given(
                                item.get().steps(), "", Map.of(), unit, person, List.of(), null, requestKey));
                switch (result) {
                    case MoveResult.Moved _ -> done++;
                    case MoveResult.NotMoved(Refusal refusal, var _) ->
                        refused.add(item.get().number() + "：" + refusal.message());
                }
            }
        }
        model.addAttribute("register", register);
        model.addAttribute("done", done);
        model.addAttribute("refused", refused);
        return "governance/bulk";
    }

    static @Nullable Long number(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
