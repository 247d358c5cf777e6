package org.kangcheng.governance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
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
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 台账: which registers there are, how they stand, their items by place, unit, owner and light. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class RegisterPages {
    static final String PAGE = "/staff/registers";
    private static final String CITY = "3715";
    private static final int ROWS = 40;
    private static final int MOST_UNITS = 100;
    private static final int MOST_EXPORTED = 50_000;
    private static final int ALARMS = 50;
    private static final Refusal NO_AREA = Refusal.notFound("没有这个行政区划，或它不在您的辖区。");
    private static final Refusal NO_RIGHT = Refusal.forbidden("您的岗位没有这份清单。");

    record RegisterLine(Registers.InForce register, RegisterFigures.@Nullable Count count) {}

    record AreaLine(Area area, RegisterFigures.Count count) {}

    record UnitLine(String name, RegisterFigures.Count count) {}

    /** Whose items are listed. */
    enum Whose {
        AREA("辖区"),
        UNIT("本单位"),
        OWNER("我经办"),
        OPENER("我提出"),
        POOL("待抢");

        private final String label;

        Whose(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** An item in a list. */
    record Line(
            Item item,
            Light light,
            String state,
            String area,
            @Nullable String unit) {
        public String id() {
            return item.id().toString();
        }
    }

    private final Registers registers;
    private final ItemTable items;
    private final UnitTable units;
    private final AlarmTable alarms;
    private final RegisterFigures figures;
    private final OpenItem opening;
    private final MoveItem moving;
    private final Areas areas;
    private final Institutions institutions;
    private final CountyMap map;
    private final HotlineCalls calls;
    private final Clock clock;

    RegisterPages(
            Registers registers,
            ItemTable items,
            UnitTable units,
            AlarmTable alarms,
            RegisterFigures figures,
            OpenItem opening,
            MoveItem moving,
            Areas areas,
            Institutions institutions,
            CountyMap map,
            HotlineCalls calls,
            Clock clock) {
        this.registers = registers;
        this.items = items;
        this.units = units;
        this.alarms = alarms;
        this.figures = figures;
        this.opening = opening;
        this.moving = moving;
        this.areas = areas;
        this.institutions = institutions;
        this.map = map;
        this.calls = calls;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String all(Actor actor, Model model) {
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        List<RegisterLine> lines = new ArrayList<>();
        for (Registers.InForce register : registers.all()) {
            if (concerns(register.register(), hand)) {
                lines.add(new RegisterLine(register, count(register.no(), hand, today)));
            }
        }
        model.addAttribute("lines", lines);
        model.addAttribute("makes", actor.is(Role.COMMISSION));
        model.addAttribute("answers", actor.is(Role.COMMISSION) || actor.is(Role.HOTLINE));
        model.addAttribute("draws", actor.is(Role.COMMISSION));
        model.addAttribute("alarms", alarms.newest(mostOf(hand), ALARMS));
        model.addAttribute(
                "whose",
                hand.area() == null
                        ? "本单位"
                        : areas.find(hand.area()).map(Area::name).orElse(""));
        return "governance/all";
    }

    private RegisterFigures.Count count(int no, Hand hand, LocalDate today) {
        if (hand.area() != null) {
            return figures.of(no, hand.area(), today);
        }
        long unit = hand.unit() == null ? -1 : hand.unit();
        return figures.byUnit(no, List.of(unit), today).getOrDefault(unit, new RegisterFigures.Count(0, 0, 0, 0, 0, 0));
    }

    /** Somebody who opens its items, or makes one of its moves. */
    private static boolean concerns(Register register, Hand hand) {
        return hand.roles().contains(Role.COMMISSION)
                || hand.isOneOf(register.openers())
                || register.moves().stream().anyMatch(move -> hand.isOneOf(move.by()));
    }

    private static ItemTable.Place mostOf(Hand hand) {
        if (hand.area() != null) {
            return ItemTable.Place.area(hand.area());
        }
        return ItemTable.Place.unit(hand.unit() == null ? -1 : hand.unit());
    }

    @GetMapping(PAGE + "/{id}")
    String list(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Whose whose,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable Light light,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Registers.InForce register = registers.require(id);
        Hand hand = Hand.of(actor);
        LocalDate today = CityTime.today(clock);
        Whose shown = whose != null ? whose : hand.area() != null ? Whose.AREA : Whose.UNIT;
        ItemTable.Wanted wanted = wanted(register, hand, shown, area, light, state, today);
        List<Item> rows = items.list(wanted, ItemTable.Cursor.parse(after), ROWS + 1);
        model.addAttribute("register", register);
        model.addAttribute("lines", Slice.of(rows, ROWS, ItemTable.Cursor::of).map(item -> line(item, today)));
        model.addAttribute("whose", shown);
        model.addAttribute("choices", choices(register.register(), hand));
        model.addAttribute("area", area);
        model.addAttribute("light", light);
        model.addAttribute("lights", Light.values());
        model.addAttribute("state", state);
        model.addAttribute("states", register.register().states());
        model.addAttribute("today", today);
        model.addAttribute("count", count(register.no(), hand, today));
        model.addAttribute(
                "opens",
                hand.isOneOf(register.register().openers())
                        && register.register().partsOf().isEmpty());
        model.addAttribute("parts", hand.area() == null ? List.of() : areas.children(hand.area()));
        List<Move> bulk = register.register().moves().stream()
                .filter(move -> move.assigns() == Move.Assigns.UNIT && hand.isOneOf(move.by()))
                .filter(move -> state.isEmpty() || move.from().contains(state))
                .filter(move -> move.form().fields().isEmpty() && move.needs().isEmpty())
                .toList();
        model.addAttribute("bulk", shown == Whose.AREA ? bulk : List.of());
        model.addAttribute("units", bulk.isEmpty() ? List.of() : unitsNear(hand.area() == null ? CITY : hand.area()));
        model.addAttribute("requestKey", UUID.randomUUID().toString());
        return "governance/list";
    }

    private List<Whose> choices(Register register, Hand hand) {
        List<Whose> choices = new ArrayList<>();
        if (hand.area() != null) {
            choices.add(Whose.AREA);
        }
        if (hand.unit() != null) {
            choices.add(Whose.UNIT);
        }
        choices.add(Whose.OWNER);
        choices.add(Whose.OPENER);
        if (grabbable(register, hand).isPresent()) {
            choices.add(Whose.POOL);
        }
        return choices;
    }

    private static Optional<Move> grabbable(Register register, Hand hand) {
        return register.moves().stream()
                .filter(move -> move.reach() == Reach.ANY && hand.isOneOf(move.by()))
                .findFirst();
    }

    private ItemTable.Wanted wanted(
            Registers.InForce register,
            Hand hand,
            Whose whose,
            String area,
            @Nullable Light light,
            String state,
            LocalDate today) {
        String wantedState = state.isEmpty() ? null : state;
        ItemTable.Place place = switch (whose) {
            case AREA -> ItemTable.Place.area(area(hand, area));
            case UNIT -> {
                if (hand.unit() == null) {
                    throw NO_RIGHT.asException();
                }
                yield ItemTable.Place.unit(hand.unit());
            }
            case OWNER -> ItemTable.Place.owner(hand.id());
            case OPENER -> ItemTable.Place.opener(hand.id());
            case POOL -> {
                Move grab = grabbable(register.register(), hand).orElseThrow(NO_RIGHT::asException);
                wantedState = grab.from().getFirst();
                yield ItemTable.Place.area(CITY);
            }
        };
        return new ItemTable.Wanted(register.no(), place, wantedState, light, today);
    }

    private String area(Hand hand, String asked) {
        String code = asked.isEmpty() ? hand.area() : asked;
        if (code == null || !hand.covers(code) || areas.find(code).isEmpty()) {
            throw NO_AREA.asException();
        }
        return code;
    }

    private Line line(Item item, LocalDate today) {
        return new Line(
                item,
                item.light(today),
                registers.of(item).state(item.state()).title(),
                areas.find(item.areaCode()).map(Area::name).orElse(item.areaCode()),
                unitName(item.unit()));
    }

    private @Nullable String unitName(@Nullable Long unit) {
        return unit == null
                ? null
                : institutions.find(unit).map(Institution::name).orElse(null);
    }

    /** Who can be told to deal with something of an area: its hospitals, its primary institutions, in a town its clinics too. */
    List<Institution> unitsNear(String areaCode) {
        String county = areaCode.substring(0, Math.min(6, areaCode.length()));
        List<Institution> near = new ArrayList<>(institutions.list(Institution.Kind.HOSPITAL, county));
        near.addAll(institutions.list(Institution.Kind.PRIMARY, county));
        if (areaCode.length() >= 9) {
            near.addAll(institutions.list(Institution.Kind.VILLAGE_CLINIC, areaCode.substring(0, 9)));
        }
        return near;
    }

    /** 批量派发: the same move for many items; each is judged on its own, and what could not be moved is told. */
    @PostMapping(PAGE + "/{id}/bulk")
    String bulk(
            Actor actor,
            @PathVariable String id,
            @RequestParam String move,
            @RequestParam(required = false) @Nullable Long unit,
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
                        new MoveItem.Given(item.get().steps(), "", Map.of(), unit, List.of(), requestKey));
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

    @GetMapping(PAGE + "/{id}/new")
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
        model.addAttribute("areas", places(hand));
        model.addAttribute("units", unitsNear(hand.area() == null ? areaOf(hand) : hand.area()));
        model.addAttribute("requestKey", requestKey);
        return "governance/new";
    }

    private String areaOf(Hand hand) {
        return Optional.ofNullable(hand.unit())
                .flatMap(institutions::find)
                .map(Institution::areaCode)
                .orElse(CITY);
    }

    /** Where an item may lie: what she answers for, down to the towns; of an institution its own place. */
    private List<Area> places(Hand hand) {
        String own = hand.area() == null ? areaOf(hand) : hand.area();
        List<Area> below = areas.all().stream()
                .filter(area -> area.code().startsWith(own) && area.code().length() <= 9)
                .toList();
        return below.isEmpty() ? areas.find(own).stream().toList() : below;
    }

    @PostMapping(PAGE + "/{id}")
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
        boolean own = places(hand).stream().anyMatch(area -> area.code().equals(areaCode));
        Map<String, String> typed = Form.typed(all);
        NewItem wanted = new NewItem(
                all.getOrDefault("title", ""),
                own ? areaCode : "",
                number(all.get("unit")),
                typed,
                day(all.get("dueOn")),
                PublicId.parse(parent).orElse(null),
                after == null
                        ? List.of()
                        : after.stream()
                                .flatMap(it -> PublicId.parse(it).stream())
                                .toList(),
                origin(all, hand, requestKey));
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

    static @Nullable Long number(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Long.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @GetMapping(PAGE + "/{id}/figures")
    String figures(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        return figures(actor, id, area, model, "governance/figures");
    }

    /** The part of the page that asks for itself again every few seconds. */
    @GetMapping(PAGE + "/{id}/live")
    String live(Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String area, Model model) {
        return figures(actor, id, area, model, "governance/figures :: live");
    }

    private String figures(Actor actor, String id, String area, Model model, String view) {
        Registers.InForce register = registers.require(id);
        Area here = areas.find(area(Hand.of(actor), area)).orElseThrow();
        LocalDate today = CityTime.today(clock);
        List<Area> parts = areas.children(here.code());
        Map<String, RegisterFigures.Count> counts =
                figures.byArea(register.no(), parts.stream().map(Area::code).toList(), today);
        List<Long> ids = units.in(register.no(), here.code(), 0, MOST_UNITS);
        Map<Long, RegisterFigures.Count> byUnit = figures.byUnit(register.no(), ids, today);
        model.addAttribute("register", register);
        model.addAttribute("here", here);
        model.addAttribute("total", figures.of(register.no(), here.code(), today));
        model.addAttribute(
                "lines",
                parts.stream()
                        .map(part -> new AreaLine(part, java.util.Objects.requireNonNull(counts.get(part.code()))))
                        .toList());
        model.addAttribute(
                "units",
                ids.stream()
                        .map(unit -> new UnitLine(
                                String.valueOf(unitName(unit)), java.util.Objects.requireNonNull(byUnit.get(unit))))
                        .toList());
        model.addAttribute("now", CityTime.local(clock.instant()));
        model.addAttribute("map", here.level() == Area.Level.CITY ? map.of(counts) : List.of());
        model.addAttribute("mapSize", CountyMap.SIZE);
        return view;
    }

    /** The list as it is filtered, as a spreadsheet. */
    @GetMapping(PAGE + "/{id}/export")
    void export(
            Actor actor,
            @PathVariable String id,
            @RequestParam Whose whose,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable Light light,
            @RequestParam(defaultValue = "") String state,
            HttpServletResponse response)
            throws IOException {
        Registers.InForce register = registers.require(id);
        LocalDate today = CityTime.today(clock);
        ItemTable.Wanted wanted = wanted(register, Hand.of(actor), whose, area, light, state, today);
        Map<String, String> labels = register.register().labels();
        List<String> names = List.copyOf(labels.keySet());
        List<String> headers =
                new ArrayList<>(List.of("编号", "标题", "区划", "责任单位", "经办人", "环节", "亮灯", "承诺时限", "法定时限", "登记", "办结"));
        names.forEach(name -> headers.add(String.valueOf(labels.get(name))));
        response.setContentType(SheetFormat.XLSX.contentType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(register.title() + "-" + today + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (SheetWriter sheet = SheetWriter.to(response.getOutputStream(), SheetFormat.XLSX, headers)) {
            ItemTable.Cursor cursor = null;
            for (int written = 0; written < MOST_EXPORTED; ) {
                List<Item> rows = items.list(wanted, cursor, 1_000);
                for (Item item : rows) {
                    sheet.row(cells(line(item, today), names));
                }
                written += rows.size();
                if (rows.size() < 1_000) {
                    return;
                }
                cursor = ItemTable.Cursor.parse(ItemTable.Cursor.of(rows.getLast()));
            }
            sheet.row(List.of("只导出前 " + MOST_EXPORTED + " 行，请缩小范围。"));
        }
    }

    private static List<String> cells(Line line, List<String> names) {
        Item item = line.item;
        List<String> cells = new ArrayList<>(List.of(
                item.number(),
                item.title(),
                line.area,
                text(line.unit),
                text(item.ownerName()),
                line.state,
                line.light.label(),
                text(item.terms().promisedOn()),
                text(item.terms().legalOn()),
                ItemTable.openedOn(item).toString(),
                text(item.closedOn())));
        names.forEach(name -> cells.add(ItemPages.said(item.fields().get(name))));
        return cells;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
