package org.kangcheng.indicator;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.indicator.Reach.Shown;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.kangcheng.tally.Feed;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Figures as tables: all of a place, or one with its parts. */
@Controller
@Allowed({Role.COMMISSION, Role.MANAGER, Role.VILLAGE_DOCTOR})
class FigureTables {
    private static final List<String> COLUMNS =
            List.of("指标", "名称", "地方", "统计期", "分子", "分母", "数值", "目标", "灯", "口径版本", "统计时间", "说明");
    private static final Refusal NO_INDICATOR = Refusal.notFound("没有这个指标。");
    private static final Refusal NO_FEED = Refusal.notFound("这个指标没有这个数据来源。");

    private final Indicators indicators;
    private final Drill drill;
    private final Reach reach;
    private final LineList lines;

    FigureTables(Indicators indicators, Drill drill, Reach reach, LineList lines) {
        this.indicators = indicators;
        this.drill = drill;
        this.reach = reach;
        this.lines = lines;
    }

    @GetMapping("/staff/figures/table")
    void all(
            Actor actor,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(defaultValue = "CSV") SheetFormat format,
            HttpServletResponse response)
            throws IOException {
        Shown here = reach.place(actor, place);
        format.attach(response, "指标-" + here.title());
        try (SheetWriter writer = SheetWriter.to(response.getOutputStream(), format, COLUMNS)) {
            for (Figure figure : indicators.values(indicators.all(), here.place())) {
                writer.row(row(figure, here.title()));
            }
        }
    }

    /** The figure first, then its parts by area, or by institution where there are no areas below. */
    @GetMapping("/staff/figures/{id}/table")
    void one(
            Actor actor,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Dimension by,
            @RequestParam(defaultValue = "CSV") SheetFormat format,
            HttpServletResponse response)
            throws IOException {
        Shown here = reach.place(actor, place);
        Indicator indicator = indicators.find(id).orElseThrow(NO_INDICATOR::asException);
        Period of = indicators.period(indicator, period);
        Figure whole = indicators.value(indicator, here.place(), of);
        List<Dimension> dimensions = drill.dimensions(indicator, here.place(), of);
        Dimension chosen =
                by != null && dimensions.contains(by) ? by : dimensions.isEmpty() ? null : dimensions.getFirst();
        format.attach(response, indicator.title() + "-" + here.title());
        try (SheetWriter writer = SheetWriter.to(response.getOutputStream(), format, COLUMNS)) {
            writer.row(row(whole, here.title()));
            if (chosen != null && !whole.broken()) {
                for (Portion part : drill.parts(indicator, here.place(), of, chosen)) {
                    writer.row(row(whole, part));
                }
            }
        }
    }

    /** Every row behind one side of a figure, of a place of any size; whom it names is logged before the first row goes out. */
    @GetMapping("/staff/figures/{id}/rows/table")
    @Allowed(Role.COMMISSION)
    void rows(
            Actor actor,
            @PathVariable String id,
            @RequestParam String feed,
            @RequestParam(required = false) @Nullable String place,
            @RequestParam(required = false) @Nullable String period,
            HttpServletResponse response)
            throws IOException {
        Shown here = reach.place(actor, place);
        Indicator indicator = indicators.find(id).orElseThrow(NO_INDICATOR::asException);
        Period of = indicators.period(indicator, period);
        Feed behind = drill.feed(indicator, feed).orElseThrow(NO_FEED::asException);
        SheetFormat.CSV.attach(response, indicator.title() + "-" + here.title() + "-名单");
        try (SheetWriter writer = SheetWriter.to(response.getOutputStream(), SheetFormat.CSV, LineList.COLUMNS)) {
            lines.write(
                    actor,
                    indicator.title() + "名单导出",
                    behind,
                    here.place(),
                    of.first(),
                    indicators.lastDay(of),
                    writer);
        }
    }

    private static List<String> row(Figure figure, String place) {
        return List.of(
                figure.id(),
                figure.title(),
                place,
                figure.period().key(),
                figure.broken() ? "" : Long.toString(figure.numerator()),
                figure.denominator() == null || figure.broken()
                        ? ""
                        : figure.denominator().toString(),
                number(figure.value()),
                number(figure.target()),
                figure.light() == Light.NONE ? "" : figure.light().label(),
                Integer.toString(figure.version()),
                figure.asOf().toString(),
                figure.broken() ? Objects.requireNonNull(figure.brokenBecause()) : figure.note());
    }

    private static List<String> row(Figure whole, Portion part) {
        return List.of(
                whole.id(),
                whole.title(),
                part.title(),
                whole.period().key(),
                Long.toString(part.numerator()),
                part.denominator() == null ? "" : part.denominator().toString(),
                number(part.value()),
                number(whole.target()),
                part.light() == Light.NONE ? "" : part.light().label(),
                Integer.toString(whole.version()),
                whole.asOf().toString(),
                "");
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : Double.toString(value);
    }
}
