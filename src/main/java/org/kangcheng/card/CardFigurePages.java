package org.kangcheng.card;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.card.BulkJobTable.BulkJob;
import org.kangcheng.card.HolderLists.Holder;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 发卡统计: figures from the city down to a village, each opening into the people behind it; and bulk issue. */
@Controller
class CardFigurePages {
    private static final String CITY = "3715";
    private static final int JOBS = 5;

    private final CardFigures figures;
    private final HolderLists lists;
    private final BulkIssue bulk;
    private final BulkJobTable jobs;
    private final Areas areas;

    CardFigurePages(CardFigures figures, HolderLists lists, BulkIssue bulk, BulkJobTable jobs, Areas areas) {
        this.figures = figures;
        this.lists = lists;
        this.bulk = bulk;
        this.jobs = jobs;
        this.areas = areas;
    }

    @Allowed({Role.CARD_OFFICER, Role.COMMISSION})
    @GetMapping("/staff/cards")
    String figures(Actor actor, @RequestParam(required = false) @Nullable String area, Model model) {
        Area here = covered(actor, area == null ? top(actor) : area);
        model.addAttribute("here", here);
        model.addAttribute("path", path(actor, here));
        model.addAttribute("total", figures.of(here));
        model.addAttribute("figures", figures.inside(here));
        model.addAttribute("zones", here.level() == Area.Level.CITY ? figures.zones(here) : List.of());
        model.addAttribute("officer", actor.is(Role.CARD_OFFICER));
        model.addAttribute(
                "jobs",
                jobs.newest(JOBS).stream()
                        .filter(job -> actor.coversArea(job.areaCode()))
                        .toList());
        return "card/figures";
    }

    /** @param show issued or missing; who is missing is listed village by village */
    @Allowed({Role.CARD_OFFICER, Role.COMMISSION})
    @GetMapping("/staff/cards/list")
    String list(
            Actor actor,
            @RequestParam String area,
            @RequestParam(defaultValue = "issued") String show,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Area here = covered(actor, area);
        boolean missing = show.equals("missing");
        if (missing && here.level() != Area.Level.VILLAGE) {
            throw Refusal.badInput("village-needed", "未发卡名单按村(社区)查看,请先选到村。").asException();
        }
        Slice<Holder> people = missing ? lists.missing(actor, area, after) : lists.issued(actor, area, after);
        model.addAttribute("here", here);
        model.addAttribute("where", areas.path(area));
        model.addAttribute("missing", missing);
        model.addAttribute("total", figures.of(here));
        model.addAttribute("people", people.items());
        model.addAttribute("next", people.next());
        model.addAttribute("officer", actor.is(Role.CARD_OFFICER));
        return "card/list";
    }

    @Allowed(Role.CARD_OFFICER)
    @PostMapping("/staff/cards/bulk")
    String start(Actor actor, @RequestParam String area) {
        return "redirect:/staff/cards/bulk/"
                + bulk.start(actor, covered(actor, area).code());
    }

    @Allowed({Role.CARD_OFFICER, Role.COMMISSION})
    @GetMapping("/staff/cards/bulk/{jobId}")
    String job(Actor actor, @PathVariable long jobId, Model model) {
        return progress(actor, jobId, model, "card/bulk");
    }

    /** What the bar on the job's page asks for every second. */
    @Allowed({Role.CARD_OFFICER, Role.COMMISSION})
    @GetMapping("/staff/cards/bulk/{jobId}/progress")
    String progress(Actor actor, @PathVariable long jobId, Model model) {
        return progress(actor, jobId, model, "card/bulk-progress");
    }

    private String progress(Actor actor, long jobId, Model model, String view) {
        BulkJob job = jobs.find(jobId)
                .filter(found -> actor.coversArea(found.areaCode()))
                .orElseThrow(Refusal.notFound("没有这个任务。")::asException);
        model.addAttribute("job", job);
        model.addAttribute("where", place(job.areaCode()));
        return view;
    }

    private String place(String code) {
        String path = areas.path(code);
        return path.isEmpty() ? areas.find(code).map(Area::name).orElse(code) : path;
    }

    private static String top(Actor actor) {
        String own = actor.areaCode();
        return own == null ? CITY : own;
    }

    private Area covered(Actor actor, String code) {
        Area area = areas.find(code).orElseThrow(Refusal.notFound("没有这个行政区划。")::asException);
        if (!actor.coversArea(code)) {
            throw CardRefusals.OUT_OF_SCOPE.refusal().asException();
        }
        return area;
    }

    /** The areas above, as far as the actor's own reaches. */
    private Deque<Area> path(Actor actor, Area here) {
        Deque<Area> path = new ArrayDeque<>();
        String parent = here.parent();
        while (parent != null && actor.coversArea(parent)) {
            Area above = areas.find(parent).orElseThrow();
            path.addFirst(above);
            parent = above.parent();
        }
        return path;
    }
}
