package org.kangcheng.governance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 导出: a list as it is filtered, as a spreadsheet. */
@Controller
@Allowed({Role.COMMISSION, Role.HOTLINE, Role.MANAGER, Role.VILLAGE_DOCTOR})
class ExportPages {
    private static final int MOST_LOOKED_AT = 50_000;
    private static final int AT_ONCE = 1_000;

    private final Registers registers;
    private final ItemFilter filter;
    private final ItemLists lists;
    private final Clock clock;

    ExportPages(Registers registers, ItemFilter filter, ItemLists lists, Clock clock) {
        this.registers = registers;
        this.filter = filter;
        this.lists = lists;
        this.clock = clock;
    }

    /** The list as it is filtered, as a spreadsheet. */
    @GetMapping(RegisterPages.PAGE + "/{id}/export")
    void export(
            Actor actor,
            @PathVariable String id,
            @RequestParam Map<String, String> parameters,
            HttpServletResponse response)
            throws IOException {
        Registers.InForce register = registers.require(id);
        LocalDate today = CityTime.today(clock);
        ItemLists.Wanted wanted = filter.wanted(register, Hand.of(actor), Asked.of(parameters), today);
        Map<String, String> labels = register.register().labels();
        List<String> names = List.copyOf(labels.keySet());
        List<String> headers =
                new ArrayList<>(List.of("编号", "标题", "区划", "责任单位", "经办人", "环节", "亮灯", "承诺时限", "法定时限", "登记", "办结"));
        names.forEach(name -> headers.add(String.valueOf(labels.get(name))));
        SheetFormat.XLSX.attach(response, register.title() + "-" + today);
        try (SheetWriter sheet = SheetWriter.to(response.getOutputStream(), SheetFormat.XLSX, headers)) {
            ItemLists.Cursor cursor = null;
            for (int looked = 0; looked < MOST_LOOKED_AT; looked += AT_ONCE) {
                List<Item> rows = lists.of(wanted, cursor, AT_ONCE);
                List<Item> fitting = rows.stream().filter(wanted.narrow()::fits).toList();
                for (ItemFilter.Line line : filter.lines(fitting, today)) {
                    sheet.row(cells(line, names));
                }
                if (rows.size() < AT_ONCE) {
                    return;
                }
                cursor = ItemLists.Cursor.at(rows.getLast());
            }
            sheet.row(List.of("只在前 " + MOST_LOOKED_AT + " 件中查找，请缩小范围。"));
        }
    }

    private static List<String> cells(ItemFilter.Line line, List<String> names) {
        Item item = line.item();
        List<String> cells = new ArrayList<>(List.of(
                item.number(),
                item.title(),
                line.area(),
                text(line.unit()),
                text(item.ownerName()),
                line.state(),
                line.light().label(),
                text(item.terms().promisedOn()),
                text(item.terms().legalOn()),
                ItemTable.openedOn(item).toString(),
                text(item.closedOn())));
        names.forEach(name -> cells.add(ItemView.said(name, item.fields().get(name))));
        return cells;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
