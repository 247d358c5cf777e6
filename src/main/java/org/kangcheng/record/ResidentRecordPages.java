package org.kangcheng.record;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The resident's own pages: her record, her results, and who has looked. */
@Controller
@Allowed(Role.RESIDENT)
class ResidentRecordPages {
    private static final int PAGE = 30;
    private static final int LIST_DAYS = 90;
    private static final int MOST_LISTS = 300;

    /** One who looked, as the resident reads it. */
    record Look(
            String at,
            String who,
            String institution,
            String what,
            String purpose,
            @Nullable String reason) {}

    private final Timeline timeline;
    private final Entries entries;
    private final Trends trends;
    private final People people;
    private final Readings readings;
    private final RecordViews views;
    private final Clock clock;

    ResidentRecordPages(
            Timeline timeline,
            Entries entries,
            Trends trends,
            People people,
            Readings readings,
            RecordViews views,
            Clock clock) {
        this.timeline = timeline;
        this.entries = entries;
        this.trends = trends;
        this.people = people;
        this.readings = readings;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/m/record")
    @Transactional
    public String record(
            Actor actor, @RequestParam @Nullable Kind kind, @RequestParam @Nullable String after, Model model) {
        readings.log(actor, actor.self(), "健康档案", Purpose.SELF);
        Timeline.Filter filter = kind == null ? Timeline.Filter.ALL : Timeline.Filter.of(kind);
        model.addAttribute("events", views.events(timeline.of(actor.self(), filter, place(after), PAGE)));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("kind", kind);
        return "record/timeline";
    }

    @GetMapping("/m/record/{id}")
    @Transactional
    public String entry(Actor actor, @PathVariable String id, @RequestParam @Nullable Integer version, Model model) {
        List<Entry> versions = EntryId.parse(id)
                .filter(entry -> people.aliases(actor.self()).contains(entry.shard()))
                .map(entries::history)
                .orElse(List.of());
        Entry shown = chosen(versions, version);
        readings.log(actor, actor.self(), "健康档案条目", Purpose.SELF);
        model.addAttribute("entry", views.detail(shown, versions));
        return "record/entry";
    }

    static Entry chosen(List<Entry> versions, @Nullable Integer version) {
        return versions.stream()
                .filter(entry -> version == null || entry.version() == version)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("没有这条记录。").asException());
    }

    @GetMapping("/m/results")
    @Transactional
    public String results(Actor actor, @RequestParam @Nullable String code, Model model) {
        readings.log(actor, actor.self(), "检验检查结果", Purpose.SELF);
        List<Trends.Measure> measures = trends.measures(actor.self());
        model.addAttribute("measures", measures);
        if (code == null) {
            return "record/results";
        }
        String title = measures.stream()
                .filter(measure -> measure.code().equals(code))
                .map(Trends.Measure::title)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("没有这项结果。").asException());
        model.addAttribute("title", title);
        model.addAttribute("results", views.results(trends.of(actor.self(), code)));
        return "record/trend";
    }

    /** @param own also what the resident looked at herself */
    @GetMapping("/m/readings")
    @Transactional(readOnly = true)
    public String readings(
            Actor actor,
            @RequestParam(defaultValue = "false") boolean own,
            @RequestParam @Nullable String after,
            Model model) {
        Slice<Readings.Reading> slice = own
                ? readings.of(actor.self(), number(after), PAGE)
                : readings.byOthers(actor.self(), number(after), PAGE);
        model.addAttribute("looks", slice.items().stream().map(this::look).toList());
        model.addAttribute("next", slice.next());
        model.addAttribute("own", own);
        return "record/readings";
    }

    /** 我在哪些名单里: staff who work through a list see many at once, masked. */
    @GetMapping("/m/readings/lists")
    @Transactional(readOnly = true)
    public String lists(Actor actor, Model model) {
        model.addAttribute(
                "lists",
                readings.lists(actor.self(), CityTime.today(clock).minusDays(LIST_DAYS), MOST_LISTS).stream()
                        .map(this::look)
                        .toList());
        model.addAttribute("days", LIST_DAYS);
        return "record/lists";
    }

    private Look look(Readings.Listed list) {
        return new Look(
                RecordViews.minute(list.at()),
                list.actorName(),
                views.institution(list.institutionId()),
                list.what(),
                list.purpose().label(),
                null);
    }

    private Look look(Readings.Reading reading) {
        return new Look(
                RecordViews.minute(reading.at()),
                reading.actorName(),
                views.institution(reading.institutionId()),
                reading.what(),
                reading.purpose().label(),
                reading.reason());
    }

    static @Nullable String place(@Nullable String after) {
        if (after != null && !after.matches("-?\\d{1,18}\\.\\d{1,19}")) {
            throw Refusal.badInput("bad-cursor", "翻页参数不正确。").asException();
        }
        return after;
    }

    private static @Nullable String number(@Nullable String after) {
        if (after != null && !after.matches("\\d{1,18}")) {
            throw Refusal.badInput("bad-cursor", "翻页参数不正确。").asException();
        }
        return after;
    }
}
