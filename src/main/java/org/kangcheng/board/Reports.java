package org.kangcheng.board;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.document.Content;
import org.kangcheng.document.Document;
import org.kangcheng.document.Documents;
import org.kangcheng.indicator.Dimension;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Light;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Reach.Shown;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Component;

/** 月报、年报: a place's figures of a period, as document and as spreadsheet; the same figures as on the board. */
@Component
class Reports {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy 年 M 月 d 日 HH:mm");
    private static final List<String> HEADERS =
            List.of("地区", "分组", "指标", "统计期", "分子", "分母", "数值", "上期", "变化", "目标", "状态", "说明", "口径");

    private final Boards boards;
    private final Headlines headlines;
    private final Documents documents;
    private final Clock clock;

    Reports(Boards boards, Headlines headlines, Documents documents, Clock clock) {
        this.boards = boards;
        this.headlines = headlines;
        this.documents = documents;
        this.clock = clock;
    }

    Document document(ReportKind kind, Shown here, Period period) {
        Collection<Tile> tiles = tiles(here, period);
        List<Tile> told = tiles.stream().filter(it -> !it.silent()).toList();
        List<String> silent = tiles.stream()
                .filter(Tile::silent)
                .map(it -> it.figure().title())
                .toList();
        String title = here.title() + "卫生健康工作" + kind.title() + "（" + period.title() + "）";
        Content content = new Content()
                .value("标题", here.title() + "卫生健康工作" + kind.title())
                .value("地区", here.title())
                .value("统计期", period.title())
                .value("生成时间", MINUTE.format(CityTime.local(clock.instant())))
                .value("指标数", Integer.toString(tiles.size()))
                .value("达标数", count(tiles, Light.GREEN))
                .value("接近数", count(tiles, Light.YELLOW))
                .value("未达标数", count(tiles, Light.RED))
                .value("好转数", count(tiles, Tile.Way.BETTER))
                .value("变差数", count(tiles, Tile.Way.WORSE))
                .value("无数数", Integer.toString(silent.size()))
                .value("无数项", silent.isEmpty() ? "" : "：" + String.join("、", silent))
                .table("指标", told.stream().map(Reports::line).toList())
                .table(
                        "未达标",
                        tiles.stream()
                                .filter(it -> it.figure().light() == Light.RED)
                                .map(Reports::line)
                                .toList())
                .table("下级", parts(here, period))
                .table(
                        "口径",
                        told.stream()
                                .map(it -> it.figure().indicator())
                                .map(it -> Map.of(
                                        "名称", it.title(),
                                        "口径", it.explanation(),
                                        "来源", it.definition().source()))
                                .toList());
        return documents.make(kind.template(), title, content);
    }

    /**
     * Those that are of such a period, and those that are only ever told of now: while the period goes on as they are now,
     * afterwards as they were kept when it ended, if they were.
     */
    private Collection<Tile> tiles(Shown here, Period period) {
        List<Indicator> all = headlines.all(here.place());
        List<Indicator> ofPeriods =
                all.stream().filter(it -> it.periods().contains(period.kind())).toList();
        List<Indicator> ofNow = all.stream()
                .filter(it -> it.periods().equals(List.of(Period.Kind.NOW)))
                .toList();
        Map<String, Tile> tiles = new HashMap<>(boards.tiles(ofPeriods, here.place(), period));
        tiles.putAll(
                period.endedBefore(CityTime.today(clock))
                        ? boards.kept(ofNow, here.place(), period)
                        : boards.tiles(ofNow, here.place(), null));
        return all.stream()
                .flatMap(it -> Optional.ofNullable(tiles.get(it.id())).stream())
                .toList();
    }

    private static String count(Collection<Tile> tiles, Light light) {
        return Long.toString(
                tiles.stream().filter(it -> it.figure().light() == light).count());
    }

    private static String count(Collection<Tile> tiles, Tile.Way way) {
        return Long.toString(tiles.stream().filter(it -> it.way() == way).count());
    }

    private static Map<String, String> line(Tile tile) {
        Figure figure = tile.figure();
        return Map.of(
                "分组", figure.indicator().group(),
                "名称", figure.title(),
                "本期", figure.text(),
                "上期", tile.beforeText(),
                "变化", tile.changeText(),
                "目标", figure.targetText(),
                "状态", state(figure));
    }

    private static String state(Figure figure) {
        return figure.broken()
                ? "无数据"
                : figure.light() == Light.NONE ? "" : figure.light().label();
    }

    /** The headlines, by county, town or village. */
    private List<Map<String, String>> parts(Shown here, Period period) {
        if (here.place().isInstitution() || here.place().isVillage()) {
            return List.of();
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (Indicator indicator : headlines.of(here.place())) {
            if (indicator.periods().contains(period.kind())) {
                boards.ranking(indicator, here.place(), period, Dimension.AREA).stream()
                        .filter(it -> it.rank() > 0 || it.valueBefore() != null)
                        .forEach(it -> rows.add(Map.of(
                                "指标", indicator.title(),
                                "单位", it.title(),
                                "名次", it.rank() == 0 ? "—" : Integer.toString(it.rank()),
                                "本期", it.text(),
                                "上期", it.beforeText(),
                                "升降", it.moved())));
            }
        }
        return rows;
    }

    void sheet(Shown here, Period period, OutputStream out) throws IOException {
        try (SheetWriter sheet = SheetWriter.to(out, SheetFormat.XLSX, HEADERS)) {
            for (Tile tile : tiles(here, period)) {
                Figure figure = tile.figure();
                sheet.row(List.of(
                        here.title(),
                        figure.indicator().group(),
                        figure.title(),
                        figure.period().title(),
                        Long.toString(figure.numerator()),
                        number(figure.denominator()),
                        figure.text(),
                        tile.beforeText(),
                        tile.changeText(),
                        figure.targetText(),
                        state(figure),
                        Objects.requireNonNullElse(figure.brokenBecause(), figure.note()),
                        figure.indicator().explanation()));
            }
        }
    }

    private static String number(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }
}
