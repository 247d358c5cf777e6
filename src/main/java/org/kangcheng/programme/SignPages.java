package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.SignTable.Key;
import org.kangcheng.programme.SignTable.Sign;
import org.kangcheng.programme.SignTable.State;
import org.kangcheng.tally.Tally;
import org.kangcheng.tally.Tally.Span;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 造假线索: what looks made up, with the records behind it, and the supervisor's judgement. */
@Controller
@Allowed({Role.COMMISSION})
class SignPages {
    static final String PAGE = "/staff/signs";
    private static final int ROWS = 50;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这条线索，或它不在您的辖区。");

    record KindLine(SignRule rule, long open, long explained, long madeUp) {}

    record SignLine(String id, SignRule rule, Sign sign, String area, String institution) {}

    record RecordLine(String name, int age, String area, String service, Delivery delivery, String form) {}

    private final Signs signs;
    private final SignTable table;
    private final Programmes programmes;
    private final DeliveryTable deliveries;
    private final Scope scope;
    private final Areas areas;
    private final Institutions institutions;
    private final People people;
    private final Readings log;
    private final Tally tally;
    private final FormWords words;

    SignPages(
            Signs signs,
            SignTable table,
            Programmes programmes,
            DeliveryTable deliveries,
            Scope scope,
            Areas areas,
            Institutions institutions,
            People people,
            Readings log,
            Tally tally,
            FormWords words) {
        this.signs = signs;
        this.table = table;
        this.programmes = programmes;
        this.deliveries = deliveries;
        this.scope = scope;
        this.areas = areas;
        this.institutions = institutions;
        this.people = people;
        this.log = log;
        this.tally = tally;
        this.words = words;
    }

    @GetMapping(PAGE)
    String list(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "OPEN") State state,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(required = false) @Nullable Long institution,
            @RequestParam(defaultValue = "") String after,
            Model model) {
        Area here = scope.area(actor, area);
        long below = PublicId.decode(after).orElse(Long.MAX_VALUE);
        List<Sign> found = table.list(here.code(), state, kind, institution, below, ROWS + 1);
        model.addAttribute("here", here);
        model.addAttribute("path", scope.above(actor, here));
        model.addAttribute(
                "parts",
                scope.parts(here).stream()
                        .filter(part -> !part.code().equals(here.code()))
                        .toList());
        model.addAttribute("kinds", kinds(here.code()));
        model.addAttribute("byArea", byArea(scope.parts(here)));
        model.addAttribute("state", state);
        model.addAttribute("states", State.values());
        model.addAttribute("kind", kind);
        model.addAttribute("institution", institution);
        model.addAttribute(
                "institutionName",
                Optional.ofNullable(institution)
                        .flatMap(institutions::find)
                        .map(Institution::name)
                        .orElse(""));
        model.addAttribute(
                "signs",
                Slice.of(found, ROWS, sign -> PublicId.encode(sign.signId())).map(this::line));
        return "programme/signs";
    }

    private List<KindLine> kinds(String area) {
        List<Span> spans = signs.rules().stream()
                .flatMap(rule -> List.of(State.values()).stream().map(state -> span(rule, state)))
                .toList();
        Map<String, Map<String, Long>> sums = tally.sums(List.of(area), spans);
        return signs.rules().stream()
                .map(rule -> new KindLine(
                        rule,
                        n(sums, rule, State.OPEN, area),
                        n(sums, rule, State.EXPLAINED, area),
                        n(sums, rule, State.MADE_UP, area)))
                .toList();
    }

    /** What is open in each part. */
    private Map<String, Long> byArea(List<Area> parts) {
        List<Span> spans =
                signs.rules().stream().map(rule -> span(rule, State.OPEN)).toList();
        Map<String, Long> open = new TreeMap<>();
        tally.sums(parts.stream().map(Area::code).toList(), spans)
                .values()
                .forEach(areas -> areas.forEach((area, n) -> open.merge(area, n, Long::sum)));
        return open;
    }

    private static Span span(SignRule rule, State state) {
        return new Span(Signs.series(rule.id(), state), Figures.FIRST, Figures.LAST);
    }

    private static long n(Map<String, Map<String, Long>> sums, SignRule rule, State state, String area) {
        return sums.getOrDefault(Signs.series(rule.id(), state), Map.of()).getOrDefault(area, 0L);
    }

    private SignLine line(Sign sign) {
        return new SignLine(
                PublicId.encode(sign.signId()),
                signs.rule(sign.kind()).orElseThrow(),
                sign,
                areas.find(sign.areaCode()).map(Area::name).orElse(sign.areaCode()),
                sign.institutionId() == null
                        ? ""
                        : institutions
                                .find(sign.institutionId())
                                .map(Institution::name)
                                .orElse(""));
    }

    /** The records behind a sign: one disclosure in the log. */
    @Transactional
    @GetMapping(PAGE + "/{id}")
    public String one(
            Actor actor, @PathVariable String id, @RequestParam(defaultValue = "") String after, Model model) {
        Sign sign = find(actor, id);
        Key from = PublicId.parse(after)
                .map(key -> new Key(key.shard(), key.key()))
                .orElse(new Key(0, 0));
        Slice<Key> slice = Slice.of(
                table.records(sign.signId(), from, ROWS + 1),
                ROWS,
                key -> new PublicId(key.personKey(), key.deliveryId()).toString());
        log.logDisclosure(
                actor, slice.items().stream().map(Key::personKey).distinct().toList(), "造假线索核实", Purpose.PUBLIC_HEALTH);
        model.addAttribute("line", line(sign));
        model.addAttribute("records", slice.map(this::record));
        model.addAttribute("judgements", table.judgements(sign.signId()));
        return "programme/sign";
    }

    private RecordLine record(Key key) {
        Delivery delivery = deliveries.find(key.personKey(), key.deliveryId()).orElseThrow();
        Person person = people.find(people.resolve(key.personKey())).orElseThrow();
        return new RecordLine(
                person.maskedName(),
                person.ageOn(delivery.deliveredOn()),
                areas.find(delivery.areaCode()).map(Area::name).orElse(delivery.areaCode()),
                programmes.service(delivery.serviceNo()).map(Service::title).orElse("已停止的服务"),
                delivery,
                words.of(delivery));
    }

    @PostMapping(PAGE + "/{id}")
    String judge(
            Actor actor,
            @PathVariable String id,
            @RequestParam State state,
            @RequestParam String note,
            RedirectAttributes redirect) {
        Sign sign = find(actor, id);
        signs.judge(actor, sign.signId(), state, note)
                .ifPresentOrElse(
                        refusal -> redirect.addFlashAttribute("problem", refusal.message()),
                        () -> redirect.addFlashAttribute("done", "已记录核实结果：" + state.label() + "。"));
        return "redirect:" + PAGE + "/" + id;
    }

    private Sign find(Actor actor, String id) {
        return signs.visible(actor, PublicId.decode(id).orElseThrow(UNKNOWN::asException));
    }
}
