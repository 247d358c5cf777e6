package org.kangcheng.appraisal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.attachment.SupportingPapers;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 绩效考核: the ranking as it is now and under other weights, each subject's items, what was published, appeals, exports. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER})
class AppraisalPages {
    static final String PAGE = "/staff/appraisals";
    private static final List<String> HEADERS = List.of("名次", "单位", "得分", "单位年度绩效", "领导班子年度考核", "县（市、区）科学发展综合考核");
    private static final Refusal NO_PERIOD = Refusal.badInput("period", "统计期应为 2026-11、2026-Q4 或 2026。");
    private static final Refusal NO_WEIGHT = Refusal.badInput("weight", "权重应为 0 至 100 的数，至少一项大于 0。");
    private static final Refusal NO_SUBJECT = Refusal.notFound("没有这个考核对象，或它不归您。");
    private static final Refusal NO_POINTS = Refusal.badInput("points", "分数应在 0 和该项权重之间，并写明佐证（至少 4 个字）。");
    private static final Refusal NO_TEXT = Refusal.badInput("text", "请写明理由，4 至 1000 个字。");
    private static final Refusal NOT_PUBLISHED = Refusal.rule("not-published", "还没有公示，不能申诉。");
    private static final Refusal OPEN_APPEAL = Refusal.conflict("appeal-open", "已有一份申诉在处理中。");
    private static final Refusal DECIDED = Refusal.conflict("appeal-decided", "这份申诉已有结论。");

    /** @param trial its rank and score under the weights tried; null when none are */
    record Row(Ranking.Line line, int rankBefore, Ranking.@Nullable Line trial) {}

    private final Schemes schemes;
    private final Ranking ranking;
    private final AppraisalTable table;
    private final KeepEvidence keep;
    private final PublishAppraisal publish;
    private final Indicators indicators;
    private final Ids ids;
    private final Clock clock;

    AppraisalPages(
            Schemes schemes,
            Ranking ranking,
            AppraisalTable table,
            KeepEvidence keep,
            PublishAppraisal publish,
            Indicators indicators,
            Ids ids,
            Clock clock) {
        this.schemes = schemes;
        this.ranking = ranking;
        this.table = table;
        this.keep = keep;
        this.publish = publish;
        this.indicators = indicators;
        this.ids = ids;
        this.clock = clock;
    }

    /** All schemes for the commission; an institution's head goes straight to where her own stands. */
    @GetMapping(PAGE)
    String all(Actor actor, Model model) {
        Long own = actor.is(Role.COMMISSION) ? null : actor.institution();
        model.addAttribute(
                "schemes",
                own == null
                        ? schemes.all()
                        : schemes.all().stream()
                                .filter(it -> ranking.ranks(it.subjects(), own))
                                .toList());
        model.addAttribute("makes", actor.is(Role.COMMISSION));
        model.addAttribute(
                "own", own == null ? "" : "/" + Place.institution(own).key());
        return "appraisal/all";
    }

    /** The ranking; with {@code w-<item>} what it would be under those weights. */
    @GetMapping(PAGE + "/{id}")
    @Allowed(Role.COMMISSION)
    String scheme(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam Map<String, String> asked,
            Model model) {
        Asked chosen = asked(id, period);
        Scheme scheme = chosen.scheme;
        Period of = chosen.period;
        List<Ranking.Line> lines = ranking.of(scheme, of, Score.weights(scheme));
        Map<String, Double> tried = weights(scheme, asked);
        Map<String, Ranking.Line> trial = new HashMap<>();
        if (!tried.equals(Score.weights(scheme))) {
            ranking.of(scheme, of, tried).forEach(it -> trial.put(it.place().key(), it));
        }
        Map<String, Integer> before = new HashMap<>();
        table.results(id, of.previous().key()).forEach(it -> before.put(it.subject(), it.rank()));
        model.addAttribute("scheme", scheme);
        model.addAttribute("period", of);
        model.addAttribute("previous", of.previous());
        model.addAttribute("tried", tried);
        model.addAttribute("trying", !trial.isEmpty());
        model.addAttribute(
                "rows",
                lines.stream()
                        .map(it -> new Row(
                                it,
                                before.getOrDefault(it.place().key(), 0),
                                trial.get(it.place().key())))
                        .toList());
        model.addAttribute("publication", table.newest(id, of.key()).orElse(null));
        model.addAttribute("appeals", table.appeals(id, of.key()));
        return "appraisal/scheme";
    }

    private static Map<String, Double> weights(Scheme scheme, Map<String, String> asked) {
        Map<String, Double> weights = Score.weights(scheme);
        double sum = 0;
        for (Scheme.Item item : scheme.items()) {
            String typed = asked.get("w-" + item.id());
            if (typed != null && !typed.isBlank()) {
                weights.put(item.id(), number(typed, Scheme.WHOLE, NO_WEIGHT));
            }
            sum += weights.getOrDefault(item.id(), 0.0);
        }
        if (sum <= 0) {
            throw NO_WEIGHT.asException();
        }
        return weights;
    }

    private static double number(String typed, double most, Refusal otherwise) {
        if (!typed.strip().matches("\\d{1,3}(\\.\\d{1,2})?")) {
            throw otherwise.asException();
        }
        double number = Double.parseDouble(typed.strip());
        if (number > most) {
            throw otherwise.asException();
        }
        return number;
    }

    /** A scheme as it scores a period. */
    private record Asked(Scheme scheme, Period period) {}

    private Asked asked(String id, @Nullable String key) {
        Period.Kind kind = schemes.require(id).period();
        Period period = key == null || key.isEmpty()
                ? Period.of(kind, indicators.today())
                : Period.parse(key, indicators.today())
                        .filter(it -> it.kind() == kind && it.begunBy(indicators.today()))
                        .orElseThrow(NO_PERIOD::asException);
        Scheme scheme = schemes.require(id, period);
        if (scheme.period() != kind) {
            throw NO_PERIOD.asException();
        }
        return new Asked(scheme, period);
    }

    @GetMapping(PAGE + "/{id}/{subject}")
    String subject(
            Actor actor,
            @PathVariable String id,
            @PathVariable String subject,
            @RequestParam(required = false) @Nullable String period,
            Model model) {
        Asked asked = asked(id, period);
        Scheme scheme = asked.scheme;
        Period of = asked.period;
        model.addAttribute("scheme", scheme);
        model.addAttribute("period", of);
        model.addAttribute("line", line(actor, scheme, of, subject));
        model.addAttribute("marks", table.marks(id, of.key(), subject));
        model.addAttribute("files", keep.of(new KeepEvidence.Of(id, of.key(), subject)));
        model.addAttribute(
                "appeals",
                table.appeals(id, of.key()).stream()
                        .filter(it -> it.subject().equals(subject))
                        .toList());
        model.addAttribute(
                "published",
                table.results(id, of.key()).stream()
                        .filter(it -> it.subject().equals(subject))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("decides", actor.is(Role.COMMISSION));
        return "appraisal/subject";
    }

    private Ranking.Line line(Actor actor, Scheme scheme, Period period, String subject) {
        return ranking.of(scheme, period, Score.weights(scheme)).stream()
                .filter(it -> it.place().key().equals(subject))
                .filter(it -> answers(actor, it.areaCode(), it.unit()))
                .findFirst()
                .orElseThrow(NO_SUBJECT::asException);
    }

    private static boolean answers(Actor actor, String areaCode, @Nullable Long unit) {
        return actor.is(Role.COMMISSION) ? actor.coversArea(areaCode) : unit != null && actor.coversInstitution(unit);
    }

    /** The scheme and the period, of a subject that the actor answers for; nothing is scored for that. */
    private Asked answeredFor(Actor actor, String id, String subject, String period) {
        Asked asked = asked(id, period);
        if (ranking.subject(asked.scheme, subject)
                .filter(it -> answers(actor, it.areaCode(), it.unit()))
                .isEmpty()) {
            throw NO_SUBJECT.asException();
        }
        return asked;
    }

    @PostMapping(PAGE + "/{id}/publish")
    @Allowed(Role.COMMISSION)
    String publish(Actor actor, @PathVariable String id, @RequestParam String period, @RequestParam String note) {
        Asked asked = asked(id, period);
        Scheme scheme = asked.scheme;
        Period of = asked.period;
        PublishAppraisal.Published done = publish.publish(actor, scheme, of, note);
        return "redirect:" + PAGE + "/" + id + "?period=" + of.key() + "&talks=" + done.talks() + "&nobody="
                + done.nobody();
    }

    @PostMapping(PAGE + "/{id}/{subject}/marks")
    @Allowed(Role.COMMISSION)
    String mark(
            Actor actor,
            @PathVariable String id,
            @PathVariable String subject,
            @RequestParam String period,
            @RequestParam String item,
            @RequestParam String points,
            @RequestParam String evidence,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        Asked asked = answeredFor(actor, id, subject, period);
        Period of = asked.period;
        Scheme.Item marked = asked.scheme.item(item).filter(Scheme.Item::byHand).orElseThrow(NO_POINTS::asException);
        if (evidence.strip().length() < 4 || evidence.length() > 1000) {
            throw NO_POINTS.asException();
        }
        double given = number(points, marked.weight(), NO_POINTS);
        KeepEvidence.Of about = new KeepEvidence.Of(id, of.key(), subject);
        keep.mark(
                about,
                new AppraisalTable.Mark(item, 0, given, evidence.strip(), actor.name(), clock.instant()),
                keep.keep(actor, about, SupportingPapers.of(files)));
        return back(id, subject, of);
    }

    @PostMapping(PAGE + "/{id}/{subject}/appeals")
    String appeal(
            Actor actor,
            @PathVariable String id,
            @PathVariable String subject,
            @RequestParam String period,
            @RequestParam String text,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files)
            throws IOException {
        Period of = answeredFor(actor, id, subject, period).period;
        requireText(text);
        if (table.newest(id, of.key()).isEmpty()) {
            throw NOT_PUBLISHED.asException();
        }
        KeepEvidence.Of about = new KeepEvidence.Of(id, of.key(), subject);
        boolean taken = keep.appeal(
                about,
                new AppraisalTable.Appeal(ids.next(), subject, text.strip(), actor.name(), clock.instant(), null, null),
                keep.keep(actor, about, SupportingPapers.of(files)));
        if (!taken) {
            throw OPEN_APPEAL.asException();
        }
        return back(id, subject, of);
    }

    @PostMapping(PAGE + "/{id}/{subject}/appeals/{appeal}")
    @Allowed(Role.COMMISSION)
    String decide(
            Actor actor,
            @PathVariable String id,
            @PathVariable String subject,
            @PathVariable long appeal,
            @RequestParam String period,
            @RequestParam boolean granted,
            @RequestParam String text) {
        Period of = answeredFor(actor, id, subject, period).period;
        requireText(text);
        if (!table.decide(id, of.key(), appeal, granted, text.strip(), actor.name(), clock.instant())) {
            throw DECIDED.asException();
        }
        return back(id, subject, of);
    }

    /** A file that a mark or an appeal rests on, for those who see the marks and appeals; never shown within the page. */
    @GetMapping(PAGE + "/{id}/{subject}/evidence/{digest}")
    ResponseEntity<byte[]> file(
            Actor actor,
            @PathVariable String id,
            @PathVariable String subject,
            @PathVariable String digest,
            @RequestParam String period) {
        Period of = answeredFor(actor, id, subject, period).period;
        KeepEvidence.Content content = keep.read(new KeepEvidence.Of(id, of.key(), subject), digest);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(content.type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.named(content.name()))
                .header("X-Content-Type-Options", "nosniff")
                .body(content.bytes());
    }

    private static void requireText(String text) {
        if (text.strip().length() < 4 || text.length() > 1000) {
            throw NO_TEXT.asException();
        }
    }

    private static String back(String id, String subject, Period period) {
        return "redirect:" + PAGE + "/" + id + "/" + subject + "?period=" + period.key();
    }

    /** 三挂钩: what the published scores come to in each of the three. */
    @GetMapping(PAGE + "/{id}/links")
    @Allowed(Role.COMMISSION)
    void links(@PathVariable String id, @RequestParam String period, HttpServletResponse response) throws IOException {
        Asked asked = asked(id, period);
        Scheme scheme = asked.scheme;
        Period of = asked.period;
        SheetFormat.XLSX.attach(response, scheme.title() + "-三挂钩-" + of.key());
        try (SheetWriter sheet = SheetWriter.to(response.getOutputStream(), SheetFormat.XLSX, HEADERS)) {
            for (AppraisalTable.Result result : table.results(id, of.key())) {
                double share = result.score() == null ? 0 : result.score().doubleValue() / Scheme.WHOLE;
                sheet.row(List.of(
                        Integer.toString(result.rank()),
                        result.title(),
                        result.score() == null ? "" : result.score().toPlainString(),
                        points(share, scheme.links().unit()),
                        points(share, scheme.links().leaders()),
                        points(share, scheme.links().county())));
            }
        }
    }

    private static String points(double share, double of) {
        return String.format(Locale.ROOT, "%.2f", share * of);
    }
}
