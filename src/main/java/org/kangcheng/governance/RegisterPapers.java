package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institutions;
import org.kangcheng.document.Content;
import org.kangcheng.document.Document;
import org.kangcheng.document.Documents;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;

/** Fills the templates of registers with what the pages show: a signed list, a certificate, a month, a bulletin. */
@Component
class RegisterPapers {
    private static final int MOST_UNITS = 200;
    private static final int MOST_ITEMS = 500;

    private final Documents documents;
    private final Registers registers;
    private final ItemTable items;
    private final ItemLists lists;
    private final UnitTable units;
    private final RegisterFigures figures;
    private final Signing signing;
    private final Jurisdiction jurisdiction;
    private final Institutions institutions;
    private final Areas areas;
    private final Clock clock;

    RegisterPapers(
            Documents documents,
            Registers registers,
            ItemTable items,
            ItemLists lists,
            UnitTable units,
            RegisterFigures figures,
            Signing signing,
            Jurisdiction jurisdiction,
            Institutions institutions,
            Areas areas,
            Clock clock) {
        this.documents = documents;
        this.registers = registers;
        this.items = items;
        this.lists = lists;
        this.units = units;
        this.figures = figures;
        this.signing = signing;
        this.jurisdiction = jurisdiction;
        this.institutions = institutions;
        this.areas = areas;
        this.clock = clock;
    }

    /** The list with its findings and both signatures. */
    Document list(Item list) {
        List<Map<String, String>> findings = new ArrayList<>();
        for (Item part : items.parts(list)) {
            findings.add(Map.of(
                    "编号", part.number(),
                    "类别", said(part, "class"),
                    "问题", part.title() + "。" + said(part, "described"),
                    "整改要求", said(part, "demanded")));
        }
        List<Map<String, String>> signatures = signing.of(list).stream()
                .map(one -> Map.of(
                        "签字", one.party(),
                        "姓名", one.name(),
                        "时间", one.at(),
                        "状态", one.holds() ? "有效" : "已作废"))
                .toList();
        Content content = new Content()
                .value("编号", list.number())
                .value("被查单位", Objects.requireNonNullElse(jurisdiction.unitName(list.unit()), ""))
                .value("检查日期", said(list, "visited_on"))
                .value("检查人员", said(list, "inspectors"))
                .value("摘要", signing.content(list).digest())
                .table("问题", findings)
                .table("签字", signatures);
        return documents.make(RegisterTemplates.LIST, list.title(), content);
    }

    private static String said(Item item, String field) {
        return ItemView.said(item.fields().get(field));
    }

    Document certificate(Item item, Publication publication) {
        Map<String, String> labels = registers.of(item).labels();
        String lines = publication.fields().stream()
                .filter(item.fields()::containsKey)
                .map(field -> labels.getOrDefault(field, field) + "：" + said(item, field))
                .collect(Collectors.joining("\n"));
        LocalDate day = item.closedOn() == null ? CityTime.today(clock) : item.closedOn();
        Content content = new Content()
                .value("标题", publication.certificate())
                .value("编号", item.number())
                .value("内容", lines)
                .value("区划", areas.path(item.areaCode()))
                .value("日期", day.toString());
        return documents.make(RegisterTemplates.CERTIFICATE, publication.certificate(), content);
    }

    /** One line of a month: a place or a unit. */
    record Line(String name, ItemCount count) {
        Map<String, String> cells() {
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put("名称", name);
            cells.put("登记", Long.toString(count.opened()));
            cells.put("办结", Long.toString(count.closed()));
            cells.put("按期率", count.keptShare() + "%");
            cells.put("未办结", Long.toString(count.open()));
            cells.put("逾期", Long.toString(count.red()));
            return cells;
        }
    }

    /** What a month was like: the whole, its places, its units. Open and late are of today. */
    record Month(Line whole, List<Line> places, List<Line> units) {}

    Month month(Registers.InForce register, Area here, YearMonth month) {
        LocalDate today = CityTime.today(clock);
        RegisterFigures.Days days = new RegisterFigures.Days(month.atDay(1), month.atEndOfMonth());
        List<Area> parts = areas.children(here.code());
        List<String> codes = new ArrayList<>(List.of(here.code()));
        parts.forEach(part -> codes.add(part.code()));
        Map<String, ItemCount> byArea = figures.byArea(register.no(), codes, today, days);
        List<Long> ids = units.in(register.no(), here.code(), 0, MOST_UNITS);
        Map<Long, ItemCount> byUnit = figures.byUnit(register.no(), ids, today, days);
        Map<Long, String> names = institutions.names(ids);
        return new Month(
                new Line(here.name(), Objects.requireNonNull(byArea.get(here.code()))),
                parts.stream()
                        .map(part -> new Line(part.name(), Objects.requireNonNull(byArea.get(part.code()))))
                        .toList(),
                ids.stream()
                        .map(unit ->
                                new Line(String.valueOf(names.get(unit)), Objects.requireNonNull(byUnit.get(unit))))
                        .toList());
    }

    Document month(Registers.InForce register, YearMonth of, Month month) {
        ItemCount whole = month.whole.count;
        String name = "%d 年 %d 月".formatted(of.getYear(), of.getMonthValue());
        Content content = new Content()
                .value("台账", register.title())
                .value("月份", name)
                .value("范围", month.whole.name)
                .value("登记", Long.toString(whole.opened()))
                .value("办结", Long.toString(whole.closed()))
                .value("按期", Long.toString(whole.kept()))
                .value("按期率", whole.keptShare() + "%")
                .value("未办结", Long.toString(whole.open()))
                .value("逾期", Long.toString(whole.red()))
                .table("区划", month.places.stream().map(Line::cells).toList())
                .table("单位", month.units.stream().map(Line::cells).toList());
        return documents.make(RegisterTemplates.MONTH, register.title() + name + "月报", content);
    }

    /** Whoever is late today, by name; the newest five hundred that are listed first. */
    Document bulletin(Registers.InForce register, Area here) {
        LocalDate today = CityTime.today(clock);
        ItemLists.Wanted late =
                new ItemLists.Wanted(register.no(), ItemLists.Place.area(here.code()), null, Light.RED, today);
        List<Item> rows = lists.of(late, null, MOST_ITEMS);
        Map<Long, String> units = jurisdiction.unitNames(rows);
        List<Map<String, String>> lines = rows.stream()
                .map(item -> Map.of(
                        "责任单位", item.unit() == null ? "（未派单）" : units.getOrDefault(item.unit(), "（未派单）"),
                        "编号", item.number(),
                        "事项", item.title(),
                        "应办日期", item.nextOn().toString()))
                .toList();
        Content content = new Content()
                .value("台账", register.title())
                .value("范围", here.name())
                .value("日期", today.toString())
                .value(
                        "逾期",
                        Long.toString(
                                figures.of(register.no(), here.code(), today).red()))
                .value(
                        "单位数",
                        Long.toString(rows.stream()
                                .map(Item::unit)
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()))
                .table("事项", lines);
        return documents.make(RegisterTemplates.BULLETIN, register.title() + "逾期通报", content);
    }
}
