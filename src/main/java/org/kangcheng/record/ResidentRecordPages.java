package org.kangcheng.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A resident's own record, results as trends, and who has looked. */
@Controller
@Allowed(Role.RESIDENT)
class ResidentRecordPages {
    private final RecordView view;
    private final Entries entries;
    private final Trends trends;
    private final People people;
    private final Readings readings;
    private final Summaries summaries;

    ResidentRecordPages(
            RecordView view,
            Entries entries,
            Trends trends,
            People people,
            Readings readings,
            Summaries summaries) {
        this.view = view;
        this.entries = entries;
        this.trends = trends;
        this.people = people;
        this.readings = readings;
        this.summaries = summaries;
    }

    @GetMapping("/m/record")
    @Transactional
    public String timeline(
            Actor actor,
            @RequestParam(required = false) @Nullable Kind kind,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        readings.log(actor, actor.self(), "健康档案", Purpose.SELF);
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("kind", kind);
        model.addAttribute("lines", view.timeline(actor.self(), kind, after));
        return "record/timeline";
    }

    @GetMapping("/m/record/{id}")
    @Transactional
    public String entry(Actor actor, @PathVariable String id, Model model) {
        List<Entry> history = own(actor, id);
        readings.log(actor, actor.self(), "健康档案条目", Purpose.SELF);
        Entry newest = history.getFirst();
        model.addAttribute("summary", summaries.of(newest.type(), FhirJson.read(newest.json())));
        model.addAttribute("institution", view.institution(newest.institutionId()));
        model.addAttribute("at", newest.effectiveAt() == null ? "未注明" : RecordView.time(newest.effectiveAt()));
        model.addAttribute("versions", view.versions(history));
        return "record/entry";
    }

    private List<Entry> own(Actor actor, String id) {
        Optional<EntryId> wanted = EntryId.parse(id)
                .filter(entry -> people.aliases(actor.self()).contains(entry.shard()));
        return wanted.map(entries::history)
                .filter(history -> !history.isEmpty())
                .orElseThrow(() -> Refusal.notFound("没有这条记录。").asException());
    }

    @GetMapping("/m/results")
    @Transactional
    public String results(Actor actor, Model model) {
        readings.log(actor, actor.self(), "检验结果", Purpose.SELF);
        model.addAttribute("measures", trends.measures(actor.self()));
        return "record/results";
    }

    @GetMapping("/m/results/trend")
    @Transactional
    public String trend(Actor actor, @RequestParam String code, Model model) {
        List<Trends.Point> points = trends.of(actor.self(), code);
        if (points.isEmpty()) {
            throw Refusal.notFound("没有这项结果。").asException();
        }
        readings.log(actor, actor.self(), "检验结果", Purpose.SELF);
        model.addAttribute("title", points.getLast().name());
        model.addAttribute("values", view.values(points));
        model.addAttribute("points", points.stream().map(ResidentRecordPages::drawn).toList());
        return "record/trend";
    }

    private static Map<String, Object> drawn(Trends.Point point) {
        return Map.of(
                "at", point.at().toEpochMilli(),
                "name", point.name(),
                "value", point.value(),
                "unit", point.unit(),
                "low", point.low() == null ? "" : point.low(),
                "high", point.high() == null ? "" : point.high());
    }

    @GetMapping("/m/readings")
    String readings(Actor actor, @RequestParam(required = false) @Nullable String after, Model model) {
        model.addAttribute("looks", view.readings(actor.self(), after));
        return "record/readings";
    }
}
