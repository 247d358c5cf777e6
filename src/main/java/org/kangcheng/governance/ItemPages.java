package org.kangcheng.governance;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** 事项: what it says, where it stands, what can be done with it by whom, and everything that was done. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class ItemPages {
    static final String PAGE = "/staff/items";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个事项，或它不在您的范围内。");
    private static final Refusal MANY_FILES = Refusal.badInput("files", "一次最多 " + Evidence.MOST_FILES + " 个文件。");

    /** One thing that was typed. */
    record Said(String label, String value) {}

    /** A step with what was typed in it, readable. */
    record Told(
            Step step,
            String at,
            String to,
            List<Said> said,
            List<Evidence.Kept> files,
            @Nullable String link) {}

    /** A part of the item as a bar on the day chart; x and width in hundredths of its span. */
    record Bar(
            Item item,
            Light light,
            String state,
            @Nullable String unit,
            LocalDate from,
            LocalDate to,
            double x,
            double width) {
        public String id() {
            return item.id().toString();
        }
    }

    private final Registers registers;
    private final ItemTable items;
    private final MoveItem moving;
    private final TendItem tending;
    private final Evidence evidence;
    private final RegisterPages lists;
    private final Areas areas;
    private final Institutions institutions;
    private final Clock clock;

    ItemPages(
            Registers registers,
            ItemTable items,
            MoveItem moving,
            TendItem tending,
            Evidence evidence,
            RegisterPages lists,
            Areas areas,
            Institutions institutions,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.moving = moving;
        this.tending = tending;
        this.evidence = evidence;
        this.lists = lists;
        this.areas = areas;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        return page(actor, tending.require(actor, key(id)), model);
    }

    /** By its number, as a caller or a paper gives it. */
    @GetMapping(PAGE)
    String find(Actor actor, @RequestParam String number) {
        Item item = items.byNumber(number.strip()).orElseThrow(UNKNOWN::asException);
        return "redirect:" + PAGE + "/" + tending.require(actor, item.id()).id();
    }

    private String page(Actor actor, Item item, Model model) {
        Register register = registers.of(item);
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        Situation situation = moving.situation(item, register, null, today);
        List<Move> moves = register.movesFrom(item.state()).stream()
                .filter(move -> Judge.mayTry(register, move, situation, hand).isEmpty())
                .toList();
        model.addAttribute("item", item);
        model.addAttribute("register", register);
        model.addAttribute("light", item.light(today));
        model.addAttribute("state", register.state(item.state()));
        model.addAttribute("place", areas.path(item.areaCode()));
        model.addAttribute("unit", unitName(item.unit()));
        model.addAttribute("said", said(register, item.fields()));
        model.addAttribute("moves", moves);
        model.addAttribute("others", others(register, item, moves));
        model.addAttribute(
                "history",
                items.steps(item).stream().map(it -> told(register, it)).toList());
        model.addAttribute("broken", items.firstBroken(item).orElse(null));
        model.addAttribute("files", Evidence.MOST_FILES);
        boolean names = moves.stream().anyMatch(move -> move.assigns() == Move.Assigns.UNIT);
        model.addAttribute("units", names ? lists.unitsNear(item.areaCode()) : List.of());
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        model.addAttribute("today", today);
        model.addAttribute(
                "answers",
                hand.covers(item.areaCode())
                        && (hand.roles().contains(Role.COMMISSION)
                                || hand.roles().contains(Role.HOTLINE)));
        tree(item, hand, today, model);
        return "governance/item";
    }

    private void tree(Item item, Hand hand, LocalDate today, Model model) {
        Long parent = item.parent();
        model.addAttribute(
                "whole",
                parent == null ? null : items.find(item.shard(), parent).orElse(null));
        model.addAttribute(
                "partRegisters",
                registers.all().stream()
                        .filter(it -> it.register()
                                .partsOf()
                                .equals(registers.of(item).id()))
                        .filter(it -> item.open() && hand.isOneOf(it.register().openers()))
                        .toList());
        List<Item> parts = items.parts(item);
        model.addAttribute("bars", bars(parts, today));
        LocalDate first = parts.stream()
                .map(ItemTable::openedOn)
                .min(LocalDate::compareTo)
                .orElse(today);
        LocalDate last =
                parts.stream().map(ItemPages::end).max(LocalDate::compareTo).orElse(today);
        model.addAttribute("chartFirst", first);
        model.addAttribute("chartLast", last);
        model.addAttribute("chartToday", share(first, last, today));
    }

    private List<Bar> bars(List<Item> parts, LocalDate today) {
        if (parts.isEmpty()) {
            return List.of();
        }
        LocalDate first = parts.stream()
                .map(ItemTable::openedOn)
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last =
                parts.stream().map(ItemPages::end).max(LocalDate::compareTo).orElseThrow();
        List<Bar> bars = new ArrayList<>();
        for (Item part : parts) {
            LocalDate from = ItemTable.openedOn(part);
            LocalDate to = end(part);
            double x = share(first, last, from);
            bars.add(new Bar(
                    part,
                    part.light(today),
                    registers.of(part).state(part.state()).title(),
                    unitName(part.unit()),
                    from,
                    to,
                    x,
                    Math.max(1.5, share(first, last, to) - x)));
        }
        return bars;
    }

    private static LocalDate end(Item item) {
        LocalDate limit = item.terms().limit();
        LocalDate closed = item.closedOn();
        return closed != null ? closed : limit != null ? limit : ItemTable.openedOn(item);
    }

    private static double share(LocalDate first, LocalDate last, LocalDate day) {
        long days = Math.max(1, ChronoUnit.DAYS.between(first, last));
        return Math.clamp(100.0 * ChronoUnit.DAYS.between(first, day) / days, 0, 100);
    }

    /** What others can do with it now, so that nobody wonders whom it waits for. */
    private static List<String> others(Register register, Item item, List<Move> own) {
        return register.movesFrom(item.state()).stream()
                .filter(move -> !own.contains(move))
                .map(move -> move.title() + "（" + move.who() + "）")
                .toList();
    }

    private @Nullable String unitName(@Nullable Long unit) {
        return unit == null
                ? null
                : institutions.find(unit).map(Institution::name).orElse(null);
    }

    private static List<Said> said(Register register, Map<String, Object> fields) {
        List<Said> said = new ArrayList<>();
        register.labels().forEach((name, label) -> {
            if (fields.containsKey(name)) {
                said.add(new Said(label, said(fields.get(name))));
            }
        });
        return said;
    }

    static String said(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Boolean yes -> yes ? "是" : "否";
            case Double number when number == Math.rint(number) -> Long.toString(number.longValue());
            default -> value.toString();
        };
    }

    private static Told told(Register register, Step step) {
        List<Said> said = new ArrayList<>();
        if (step.detail().get("fields") instanceof Map<?, ?> fields) {
            register.labels().forEach((name, label) -> {
                if (fields.containsKey(name)) {
                    said.add(new Said(label, said(fields.get(name))));
                }
            });
        }
        if (step.detail().get("unitName") instanceof String unit) {
            said.add(new Said("责任单位", unit));
        }
        String link = step.detail().get("item") instanceof String item ? item : null;
        return new Told(
                step,
                "%1$tF %1$tR".formatted(CityTime.local(step.at())),
                register.state(step.toState()).title(),
                said,
                files(step),
                link);
    }

    private static List<Evidence.Kept> files(Step step) {
        List<Evidence.Kept> files = new ArrayList<>();
        if (step.detail().get("files") instanceof List<?> list) {
            for (Object one : list) {
                if (one instanceof Map<?, ?> file) {
                    files.add(new Evidence.Kept(
                            String.valueOf(file.get("name")),
                            String.valueOf(file.get("digest")),
                            file.get("size") instanceof Number size ? size.longValue() : 0,
                            String.valueOf(file.get("type"))));
                }
            }
        }
        return files;
    }

    @PostMapping(PAGE + "/{id}/moves/{move}")
    ModelAndView move(
            Actor actor,
            @PathVariable String id,
            @PathVariable String move,
            @RequestParam Map<String, String> all,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            Model model)
            throws IOException {
        Item item = tending.require(actor, key(id));
        MoveItem.Given given = new MoveItem.Given(
                seen(all.get("seen")),
                all.getOrDefault("note", ""),
                Form.typed(all),
                RegisterPages.number(all.get("unit")),
                keep(files),
                all.getOrDefault("requestKey", ""));
        return switch (moving.move(actor, item.id(), move, given)) {
            case MoveResult.Moved _ -> new ModelAndView("redirect:" + PAGE + "/" + id);
            case MoveResult.NotMoved(Refusal refusal, var problems) -> {
                model.addAttribute("refusal", refusal);
                model.addAttribute("problems", problems);
                model.addAttribute("tried", move);
                model.addAttribute("typed", new LinkedHashMap<>(given.fields()));
                model.addAttribute("typedNote", given.note());
                String view = page(actor, tending.require(actor, item.id()), model);
                yield new ModelAndView(view, model.asMap(), HttpStatus.valueOf(refusal.status()));
            }
        };
    }

    static int seen(@Nullable String text) {
        Long number = RegisterPages.number(text);
        return number == null ? -1 : (int) Math.clamp(number, -1L, Integer.MAX_VALUE);
    }

    private List<Evidence.Kept> keep(@Nullable List<MultipartFile> files) throws IOException {
        List<MultipartFile> given = files == null
                ? List.of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        if (given.size() > Evidence.MOST_FILES) {
            throw MANY_FILES.asException();
        }
        List<Evidence.Kept> kept = new ArrayList<>();
        for (MultipartFile file : given) {
            kept.add(evidence.keep(String.valueOf(file.getOriginalFilename()), file.getBytes()));
        }
        return kept;
    }

    @PostMapping(PAGE + "/{id}/comments")
    String comment(Actor actor, @PathVariable String id, @RequestParam String note) {
        tending.comment(actor, key(id), note);
        return "redirect:" + PAGE + "/" + id;
    }

    @PostMapping(PAGE + "/{id}/reveal")
    String reveal(Actor actor, @PathVariable String id, @RequestParam String note, Model model) {
        Map<String, String> hidden = tending.reveal(actor, key(id), note);
        Item item = tending.require(actor, key(id));
        Register register = registers.of(item);
        List<Said> revealed = new ArrayList<>();
        hidden.forEach((name, value) -> revealed.add(new Said(register.labels().getOrDefault(name, name), value)));
        model.addAttribute("revealed", revealed);
        return page(actor, item, model);
    }

    @PostMapping(PAGE + "/{id}/merge")
    String merge(Actor actor, @PathVariable String id, @RequestParam String into, @RequestParam String note) {
        return "redirect:" + PAGE + "/"
                + tending.merge(actor, key(id), into, note).id();
    }

    @PostMapping(PAGE + "/{id}/split")
    String split(Actor actor, @PathVariable String id, @RequestParam String title, @RequestParam String note) {
        return "redirect:" + PAGE + "/"
                + tending.split(actor, key(id), title, note).id();
    }

    /** A file of a step of this item, never shown within the page. */
    @GetMapping(PAGE + "/{id}/files/{digest}")
    ResponseEntity<byte[]> file(Actor actor, @PathVariable String id, @PathVariable String digest) throws IOException {
        Item item = tending.require(actor, key(id));
        Evidence.Kept file = items.steps(item).stream()
                .flatMap(step -> files(step).stream())
                .filter(it -> it.digest().equals(digest))
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.type()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(evidence.read(digest));
    }

    private static PublicId key(String id) {
        return PublicId.parse(id).orElseThrow(UNKNOWN::asException);
    }
}
