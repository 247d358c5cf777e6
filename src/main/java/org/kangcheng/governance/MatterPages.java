package org.kangcheng.governance;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.springframework.web.multipart.MultipartFile;

/**
 * What a resident herself has opened in a register that residents may open (意见建议, 办证): she hands it in, reads what became
 * of it, gives what is asked of her. Who works on it does not see who she is, unless she writes it.
 */
@Controller
@Allowed({Role.RESIDENT})
class MatterPages {
    private static final String PAGE = "/m/matters/{register}";
    private static final int ROWS = 20;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这种事项，或它不由居民登记。");

    record Line(Item item, String state, Light light) {
        public String id() {
            return item.id().toString();
        }
    }

    /** A move that she tried and that was refused: what she typed stands there again. */
    private record Tried(
            String move, Map<String, String> typed, String note, Refusal refusal, Map<String, String> problems) {}

    /** @param note empty when it is not for her */
    record Told(String title, String at, String note) {}

    private final Registers registers;
    private final ItemLists lists;
    private final ItemSteps steps;
    private final OpenItem opening;
    private final MoveItem moving;
    private final TendItem tending;
    private final Evidence evidence;
    private final Certificates certificates;
    private final Areas areas;
    private final Clock clock;

    MatterPages(
            Registers registers,
            ItemLists lists,
            ItemSteps steps,
            OpenItem opening,
            MoveItem moving,
            TendItem tending,
            Evidence evidence,
            Certificates certificates,
            Areas areas,
            Clock clock) {
        this.registers = registers;
        this.lists = lists;
        this.steps = steps;
        this.opening = opening;
        this.moving = moving;
        this.tending = tending;
        this.evidence = evidence;
        this.certificates = certificates;
        this.areas = areas;
        this.clock = clock;
    }

    private Registers.InForce hers(String register) {
        return registers
                .find(register)
                .filter(it -> it.register().openers().contains(Role.RESIDENT))
                .orElseThrow(UNKNOWN::asException);
    }

    private static String page(Registers.InForce register) {
        return "/m/matters/" + register.id();
    }

    @GetMapping(PAGE)
    String own(
            Actor actor,
            @PathVariable String register,
            @RequestParam(defaultValue = "false") boolean closed,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Registers.InForce target = hers(register);
        LocalDate today = CityTime.today(clock);
        ItemLists.Wanted wanted = new ItemLists.Wanted(
                target.no(), ItemLists.Place.opener(Hand.of(actor).id()), null, closed ? Light.CLOSED : null, today);
        List<Item> rows = lists.of(wanted, ItemLists.Cursor.parse(after), ROWS + 1);
        model.addAttribute("register", target);
        model.addAttribute(
                "lines",
                Slice.of(rows, ROWS, ItemLists.Cursor::of)
                        .map(item -> new Line(
                                item, registers.of(item).state(item.state()).title(), item.light(today))));
        model.addAttribute("closed", closed);
        return "governance/matters";
    }

    @GetMapping(PAGE + "/new")
    String start(@PathVariable String register, Model model) {
        return form(hers(register), Map.of(), Map.of(), null, UUID.randomUUID().toString(), model);
    }

    private String form(
            Registers.InForce register,
            Map<String, String> typed,
            Map<String, String> problems,
            @Nullable Refusal refusal,
            String requestKey,
            Model model) {
        model.addAttribute("register", register);
        model.addAttribute("fields", register.register().form().fields());
        model.addAttribute("hidden", register.register().hidden());
        model.addAttribute("areas", areas.children(Jurisdiction.CITY));
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("refusal", refusal);
        model.addAttribute("requestKey", requestKey);
        return "governance/matter-new";
    }

    @PostMapping(PAGE)
    String make(Actor actor, @PathVariable String register, @RequestParam Map<String, String> all, Model model) {
        Registers.InForce target = hers(register);
        String requestKey = all.getOrDefault("requestKey", "");
        Map<String, String> typed = Form.typed(all);
        NewItem wanted = NewItem.of(
                all.getOrDefault("title", ""),
                all.getOrDefault("area", ""),
                null,
                typed,
                "resident:" + actor.id() + ":" + requestKey);
        return switch (opening.open(actor, register, wanted)) {
            case OpenResult.Opened(Item item) -> "redirect:" + page(target) + "/" + item.id();
            case OpenResult.WasOpen(Item item) -> "redirect:" + page(target) + "/" + item.id();
            case OpenResult.NotOpened(Refusal refusal, var problems) -> {
                Map<String, String> kept = new LinkedHashMap<>(typed);
                kept.put("", wanted.title());
                yield form(target, kept, problems, refusal, requestKey, model);
            }
        };
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String register, @PathVariable String id, Model model) {
        Registers.InForce target = hers(register);
        return page(actor, target, mine(actor, target, id), null, model);
    }

    private String page(Actor actor, Registers.InForce target, Item item, @Nullable Tried tried, Model model) {
        Register register = registers.of(item);
        LocalDate today = CityTime.today(clock);
        Situation situation = moving.situation(item, register, null, today);
        Publication publication = register.publishes();
        model.addAttribute("register", target);
        model.addAttribute("item", item);
        model.addAttribute("id", item.id().toString());
        model.addAttribute("state", register.state(item.state()).title());
        model.addAttribute("said", ItemView.said(register, forHer(register, item)));
        model.addAttribute(
                "moves",
                register.movesFrom(item.state()).stream()
                        .filter(Move::plain)
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
        model.addAttribute(
                "certificate",
                publication != null && publication.state().equals(item.state()) ? certificates.code(item) : null);
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        model.addAttribute("none", Set.of());
        model.addAttribute("refusal", tried == null ? null : tried.refusal);
        model.addAttribute("tried", tried == null ? null : tried.move);
        model.addAttribute("typed", tried == null ? Map.of() : tried.typed);
        model.addAttribute("typedNote", tried == null ? "" : tried.note);
        model.addAttribute("problems", tried == null ? Map.of() : tried.problems);
        return "governance/matter";
    }

    /** What she wrote, and what moves that she is told of say; what else was written in the office stays there. */
    private static Map<String, Object> forHer(Register register, Item item) {
        Set<String> hers = Stream.concat(
                        Stream.of(register.form()),
                        register.moves().stream().filter(Move::told).map(Move::form))
                .flatMap(form -> form.fields().stream())
                .map(Form.Field::id)
                .collect(Collectors.toSet());
        Map<String, Object> said = new LinkedHashMap<>(item.fields());
        said.keySet().retainAll(hers);
        return said;
    }

    /** Whether the move asks for papers: else what came along is not kept. */
    private boolean asksPapers(Item item, String move) {
        return registers.of(item).movesFrom(item.state()).stream()
                .anyMatch(it -> it.id().equals(move) && it.needs().contains(Move.Need.EVIDENCE));
    }

    private static Told told(Register register, Step step) {
        boolean hers = register.move(step.move()).map(Move::told).orElse(false);
        return new Told(step.title(), "%1$tF %1$tR".formatted(CityTime.local(step.at())), hers ? step.note() : "");
    }

    @PostMapping(PAGE + "/{id}/moves/{move}")
    String move(
            Actor actor,
            @PathVariable String register,
            @PathVariable String id,
            @PathVariable String move,
            @RequestParam Map<String, String> all,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            Model model)
            throws IOException {
        Registers.InForce target = hers(register);
        Item item = mine(actor, target, id);
        MoveItem.Given given = new MoveItem.Given(
                ItemPages.seen(all.get("seen")),
                all.getOrDefault("note", ""),
                Form.typed(all),
                null,
                evidence.keep(actor, item.shard(), asksPapers(item, move) ? files : null),
                null,
                all.getOrDefault("requestKey", ""));
        return switch (moving.move(actor, item.id(), move, given)) {
            case MoveResult.Moved _ -> "redirect:" + page(target) + "/" + id;
            case MoveResult.NotMoved(Refusal refusal, var problems) -> {
                Tried tried = new Tried(move, given.fields(), given.note(), refusal, problems);
                yield page(actor, target, mine(actor, target, id), tried, model);
            }
        };
    }

    /** Of that register, and opened by herself. */
    private Item mine(Actor actor, Registers.InForce register, String id) {
        Item item = tending.require(actor, PublicId.parse(id).orElse(new PublicId(0, 0)));
        if (!item.openedBy().equals(Hand.of(actor).id()) || item.registerNo() != register.no()) {
            throw UNKNOWN.asException();
        }
        return item;
    }
}
