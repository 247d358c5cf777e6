package org.kangcheng.board;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.document.Document;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Reach;
import org.kangcheng.indicator.Reach.Shown;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 报告: of each month and year, as .docx, PDF and spreadsheet; whoever subscribes is told when one is there. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER, Role.VILLAGE_DOCTOR})
class ReportPages {
    static final String PAGE = "/staff/reports";
    private static final int MONTHS = 12;
    private static final int YEARS = 3;
    private static final Refusal NO_REPORT = Refusal.notFound("没有这份报告。");

    /** @param over its period has ended */
    record Line(ReportKind kind, Period period, boolean over) {
        public String title() {
            return period.title() + kind.title();
        }
    }

    private final Reports reports;
    private final SubscriptionTable subscriptions;
    private final Indicators indicators;
    private final Reach reach;

    ReportPages(Reports reports, SubscriptionTable subscriptions, Indicators indicators, Reach reach) {
        this.reports = reports;
        this.subscriptions = subscriptions;
        this.indicators = indicators;
        this.reach = reach;
    }

    @GetMapping(PAGE)
    String all(Actor actor, @RequestParam(required = false) @Nullable String place, Model model) {
        Shown here = reach.place(actor, place);
        List<String> mine = subscriptions.of(actor.id()).stream()
                .filter(it -> it.place().equals(here.place().key()))
                .map(SubscriptionTable.Subscription::kind)
                .toList();
        model.addAttribute("here", here);
        model.addAttribute("months", lines(ReportKind.MONTHLY, MONTHS));
        model.addAttribute("years", lines(ReportKind.YEARLY, YEARS));
        model.addAttribute("kinds", ReportKind.values());
        model.addAttribute("subscribed", mine);
        return "board/reports";
    }

    private List<Line> lines(ReportKind kind, int most) {
        List<Line> lines = new ArrayList<>();
        Period period = Period.of(kind.period(), indicators.today());
        for (int line = 0; line < most; line++) {
            lines.add(new Line(kind, period, period.endedBefore(indicators.today())));
            period = period.previous();
        }
        return lines;
    }

    @GetMapping(PAGE + "/{period}/{format:docx|pdf|xlsx}")
    void file(
            Actor actor,
            @PathVariable String period,
            @PathVariable String format,
            @RequestParam(required = false) @Nullable String place,
            HttpServletResponse response)
            throws IOException {
        Shown here = reach.place(actor, place);
        Period of = Period.parse(period, indicators.today()).orElseThrow(NO_REPORT::asException);
        ReportKind kind =
                ReportKind.of(of).filter(_ -> of.begunBy(indicators.today())).orElseThrow(NO_REPORT::asException);
        byte[] made = switch (format) {
            case "docx" -> reports.document(kind, here, of).docx();
            case "pdf" -> reports.document(kind, here, of).pdf();
            default -> new byte[0];
        };
        response.setContentType(
                switch (format) {
                    case "docx" -> Document.DOCX_TYPE;
                    case "pdf" -> Document.PDF_TYPE;
                    default -> SheetFormat.XLSX.contentType();
                });
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                Download.named(here.title() + kind.title() + "-" + of.key() + "." + format));
        OutputStream out = response.getOutputStream();
        if (format.equals("xlsx")) {
            reports.sheet(here, of, out);
        } else {
            out.write(made);
        }
    }

    @PostMapping(PAGE + "/subscriptions/{kind}")
    String subscribe(Actor actor, @PathVariable String kind, @RequestParam String place, @RequestParam boolean wanted) {
        Shown here = reach.place(actor, place);
        ReportKind of = ReportKind.of(kind).orElseThrow(NO_REPORT::asException);
        if (wanted) {
            String told = Period.of(of.period(), indicators.today()).previous().key();
            subscriptions.insert(
                    new SubscriptionTable.Subscription(
                            actor.id(), of.path(), here.place().key(), here.title()),
                    told);
        } else {
            subscriptions.delete(actor.id(), of.path(), here.place().key());
        }
        return "redirect:" + PAGE + "?place=" + here.place().key();
    }
}
