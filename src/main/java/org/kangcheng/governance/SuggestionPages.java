package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
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

/** 意见建议 on a resident's phone: she makes them, reads what became of them, and says whether she is content. */
@Controller
@Allowed({Role.RESIDENT})
class SuggestionPages {
    static final String PAGE = "/m/suggestions";
    private static final String REGISTER = "suggestion";
    private static final String CITY = "3715";
    private static final int ROWS = 20;

    record Line(Item item, String state, Light light) {
        public String id() {
            return item.id().toString();
        }
    }

    /** @param note empty when it is not for her */
    record Told(String title, String at, String note) {}

    private final Registers registers;
    private final ItemLists lists;
    private final ItemSteps steps;
    private final OpenItem opening;
    private final MoveItem moving;
    private final TendItem tending;
    private final Areas areas;
    private final Clock clock;

    SuggestionPages(
            Registers registers,
            ItemLists lists,
            ItemSteps steps,
            OpenItem opening,
            MoveItem moving,
            TendItem tending,
            Areas areas,
            Clock clock) {
        this.registers = registers;
        this.lists = lists;
        this.steps = steps;
        this.opening = opening;
        this.moving = moving;
        this.tending = tending;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String own(
            Actor actor,
            @RequestParam(defaultValue = "false") boolean closed,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        LocalDate today = CityTime.today(clock);
        ItemLists.Wanted wanted = new ItemLists.Wanted(
                registers.require(REGISTER).no(),
                ItemLists.Place.opener(Hand.of(actor).id()),
                null,
                closed ? Light.CLOSED : null,
                today);
        List<Item> rows = lists.of(wanted, ItemLists.Cursor.parse(after), ROWS + 1);
        model.addAttribute(
                "lines",
                Slice.of(rows, ROWS, ItemLists.Cursor::of)
                        .map(item -> new Line(
                                item, registers.of(item).state(item.state()).title(), item.light(today))));
        model.addAttribute("closed", closed);
        return "governance/suggestions";
    }

    @GetMapping(PAGE + "/new")
    String start(Model model) {
        return form(Map.of(), Map.of(), null, UUID.randomUUID().toString(), model);
    }

    private String form(
            Map<String, String> typed,
            Map<String, String> problems,
            @Nullable Refusal refusal,
            String requestKey,
            Model model) {
        model.addAttribute(
                "fields", registers.require(REGISTER).register().form().fields());
        model.addAttribute("areas", areas.children(CITY));
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("refusal", refusal);
        model.addAttribute("requestKey", requestKey);
        return "governance/suggest";
    }

    @PostMapping(PAGE)
    String make(Actor actor, @RequestParam Map<String, String> all, Model model) {
        String requestKey = all.getOrDefault("requestKey", "");
        Map<String, String> typed = Form.typed(all);
        NewItem wanted = NewItem.of(
                all.getOrDefault("title", ""),
                all.getOrDefault("area", ""),
                null,
                typed,
                "resident:" + actor.id() + ":" + requestKey);
        return switch (opening.open(actor, REGISTER, wanted)) {
            case OpenResult.Opened(Item item) -> "redirect:" + PAGE + "/" + item.id();
            case OpenResult.WasOpen(Item item) -> "redirect:" + PAGE + "/" + item.id();
            case OpenResult.NotOpened(Refusal refusal, var problems) -> {
                Map<String, String> kept = new java.util.LinkedHashMap<>(typed);
                kept.put("", wanted.title());
                yield form(kept, problems, refusal, requestKey, model);
            }
        };
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        return page(actor, mine(actor, id), null, model);
    }

    private String page(Actor actor, Item item, @Nullable Refusal refusal, Model model) {
        Register register = registers.of(item);
        Situation situation = moving.situation(item, register, null, CityTime.today(clock));
        model.addAttribute("item", item);
        model.addAttribute("id", item.id().toString());
        model.addAttribute("state", register.state(item.state()).title());
        model.addAttribute(
                "moves",
                register.movesFrom(item.state()).stream()
                        .filter(move -> Judge.mayTry(register, move, situation, Hand.of(actor))
                                .isEmpty())
                        .toList());
        model.addAttribute(
                "history",
                steps.of(item).stream()
                        .filter(step -> step.move().equals("open")
                                || register.move(step.move()).isPresent())
                        .map(step -> told(register, step))
                        .toList());
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        model.addAttribute("refusal", refusal);
        return "governance/suggestion";
    }

    private static Told told(Register register, Step step) {
        boolean hers = register.move(step.move()).map(Move::told).orElse(false);
        return new Told(step.title(), "%1$tF %1$tR".formatted(CityTime.local(step.at())), hers ? step.note() : "");
    }

    @PostMapping(PAGE + "/{id}/moves/{move}")
    String move(
            Actor actor,
            @PathVariable String id,
            @PathVariable String move,
            @RequestParam Map<String, String> all,
            Model model) {
        Item item = mine(actor, id);
        MoveItem.Given given = new MoveItem.Given(
                ItemPages.seen(all.get("seen")),
                all.getOrDefault("note", ""),
                Form.typed(all),
                null,
                List.of(),
                null,
                all.getOrDefault("requestKey", ""));
        return switch (moving.move(actor, item.id(), move, given)) {
            case MoveResult.Moved _ -> "redirect:" + PAGE + "/" + id;
            case MoveResult.NotMoved(Refusal refusal, var _) -> page(actor, mine(actor, id), refusal, model);
        };
    }

    private Item mine(Actor actor, String id) {
        Optional<PublicId> key = PublicId.parse(id);
        return tending.require(actor, key.orElse(new PublicId(0, 0)));
    }
}
