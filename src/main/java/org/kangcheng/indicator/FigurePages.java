package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.indicator.Reach.Shown;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 指标: every figure of a place; each with its definition, parts, trend, the rows behind it, and the proof that they agree. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER, Role.VILLAGE_DOCTOR})
class FigurePages {
    static final String PAGE = "/staff/figures";
    private static final int ROWS = 50;
    private static final int TREND = 12;
    private static final Refusal NO_INDICATOR = Refusal.notFound("没有这个指标。");
    private static final Refusal TOO_WIDE = Refusal.badInput("place", "名单按村（社区）或机构查看，请先下钻到那里。");

    /** A row as its list shows it. */
    record Line(String title, String where, String worker, String day, long n) {}

    private final Indicators indicators;
    private final Drill drill;
    private final Proof proof;
    private final Freeze freeze;
    private final Reach reach;
    private final InstitutionPlaces institutions;
    private final People people;
    private final Readings log;

    FigurePages(
            Indicators indicators,
            Drill drill,
            Proof proof,
            Freeze freeze,
            Reach reach,
            InstitutionPlaces institutions,
            People people,
            Readings log) {
        this.indicators = indicators;
        this.drill = drill;
        this.proof = proof;
        this.freeze = freeze;
        this.reach = reach;
        this.institutions = institutions;
        this.people = people;
        this.log = log;
    }

    @GetMapping(PAGE)
    String all(Actor actor, @RequestParam(required = false) @Nullable String place, Model model) {
        Shown here = shown(actor, place, model);
        List<Indicator> asked = indicators.all().stream()
                .filter(it -> !here.place().isInstitution() || it.institutions())
                .toList();
        Map<String, List<Figure>> groups = new LinkedHashMap<>();
        for (Figure figure : indicators.values(asked, here.place())) {
            groups.computeIfAbsent(figure.indicator().group(), _ -> new ArrayList<>())
                    .add(figure);
        }
        model.addAttribute("groups", groups);
        model.addAttribute("makes", actor.is(Role.COMMISSION));
        model.addAttribute("checks", actor.is(Role.COMMISSION) || actor.is(Role.MANAGER));
        return "indicator/all";
    }

    @GetMapping(PAGE + "/{id}")
    String one(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Dimension by,
            Model model) {
        Shown here = shown(actor, place, model);
        Indicator indicator = indicator(id);
        Period of = indicators.period(indicator, period);
        Figure figure = indicators.value(indicator, here.place(), of);
        List<Dimension> dimensions = drill.dimensions(indicator, here.place(), of);
        Dimension chosen =
                by != null && dimensions.contains(by) ? by : dimensions.isEmpty() ? null : dimensions.getFirst();
        boolean told = indicator.fed() && !figure.broken();
        model.addAttribute("indicator", indicator);
        model.addAttribute("figure", figure);
        model.addAttribute("feeds", drill.titles(indicator));
        model.addAttribute("dimensions", told ? dimensions : List.of());
        model.addAttribute("by", chosen);
        model.addAttribute("workersBelow", told && drill.namesWorkersBelow(indicator, here.place()));
        model.addAttribute(
                "parts", chosen == null || !told ? List.of() : drill.parts(indicator, here.place(), of, chosen));
        model.addAttribute("trend", told ? trend(indicator, here.place(), of) : List.of());
        model.addAttribute("previous", of.previous());
        model.addAttribute(
                "kinds",
                indicator.periods().stream()
                        .map(kind -> Period.of(kind, indicators.today()))
                        .toList());
        model.addAttribute("differs", figure.frozen() ? freeze.difference(indicator, here.place(), of) : null);
        model.addAttribute("revisions", freeze.revisions(indicator, of));
        model.addAttribute("lists", actor.is(Role.COMMISSION));
        model.addAttribute("restates", actor.is(Role.COMMISSION) && here.place().equals(Place.CITY));
        return "indicator/one";
    }

    private List<Figure> trend(Indicator indicator, Place place, Period of) {
        Period.Kind kind = of.kind() == Period.Kind.NOW ? Period.Kind.DAY : of.kind();
        return indicators.series(indicator, place, kind, TREND);
    }

    /** Counts the rows anew, while she waits. */
    @PostMapping(PAGE + "/{id}/proof")
    String prove(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            Model model) {
        Shown here = shown(actor, place, model);
        Indicator indicator = indicator(id);
        Period of = indicators.period(indicator, period);
        model.addAttribute("indicator", indicator);
        model.addAttribute("proof", proof.of(indicator, here.place(), of));
        return "indicator/proof";
    }

    /** Says anew what a period that is over comes to, for a reason that stands beside it ever after. */
    @PostMapping(PAGE + "/{id}/restate")
    @Allowed(Role.COMMISSION)
    String restate(Actor actor, @PathVariable String id, @RequestParam String period, @RequestParam String note) {
        Indicator indicator = indicator(id);
        Period of = indicators.period(indicator, period);
        freeze.restate(actor, indicator, of, note);
        return "redirect:" + PAGE + "/" + id + "?period=" + of.key();
    }

    /** The rows behind one side of a figure; where they are people, one disclosure in the log. */
    @Transactional
    @GetMapping(PAGE + "/{id}/rows")
    public String rows(
            Actor actor,
            @PathVariable String id,
            @RequestParam String feed,
            @RequestParam String place,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Shown here = shown(actor, place, model);
        if (!here.place().listable()) {
            throw TOO_WIDE.asException();
        }
        Indicator indicator = indicator(id);
        Period of = indicators.period(indicator, period);
        Slice<Rows.Row> found = drill.rows(indicator, feed, here.place(), of, after, ROWS);
        List<Long> keys = found.items().stream()
                .map(Rows.Row::personKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            log.logDisclosure(actor, keys, indicator.title() + "名单", Purpose.PUBLIC_HEALTH);
        }
        model.addAttribute("indicator", indicator);
        model.addAttribute("period", of);
        model.addAttribute("feed", feed);
        model.addAttribute("feedTitle", drill.titles(indicator).getOrDefault(feed, feed));
        model.addAttribute("rows", found.map(this::line));
        return "indicator/rows";
    }

    private Line line(Rows.Row row) {
        Long key = row.personKey();
        String title = key == null
                ? row.item()
                : people.find(key).map(Person::maskedName).orElse("—");
        Long institution = row.institutionId();
        return new Line(
                title,
                institution == null
                        ? ""
                        : institutions
                                .find(institution)
                                .map(InstitutionPlaces.At::name)
                                .orElse(""),
                Objects.requireNonNullElse(row.worker(), ""),
                row.day() == null || row.day().getYear() == 9999
                        ? ""
                        : row.day().toString(),
                row.n());
    }

    private Shown shown(Actor actor, @Nullable String place, Model model) {
        Shown here = reach.place(actor, place);
        model.addAttribute("here", here);
        return here;
    }

    private Indicator indicator(String id) {
        return indicators.find(id).orElseThrow(NO_INDICATOR::asException);
    }
}
