package org.kangcheng.directory;

import static org.kangcheng.directory.DirectorySheet.cells;
import static org.kangcheng.directory.DirectorySheet.change;
import static org.kangcheng.directory.DirectorySheet.day;
import static org.kangcheng.directory.DirectorySheet.labelled;
import static org.kangcheng.directory.DirectorySheet.matching;
import static org.kangcheng.directory.DirectorySheet.needed;
import static org.kangcheng.directory.DirectorySheet.problem;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.sheet.SheetRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 机构表. The institution's code says which it is. */
@Component
class InstitutionSheet implements DirectorySheet {
    private static final List<String> KINDS = List.of("医院", "基层医疗卫生机构", "村卫生室", "卫生健康行政部门");

    private final JdbcClient jdbc;
    private final Areas areas;
    private final Ids ids;

    InstitutionSheet(JdbcClient jdbc, Areas areas, Ids ids) {
        this.jdbc = jdbc;
        this.areas = areas;
        this.ids = ids;
    }

    @Override
    public List<String> headers() {
        return List.of("机构代码", "机构名称", "机构类型", "机构类别", "级别", "行政区划代码", "功能区", "地址", "电话", "停业日期");
    }

    @Override
    public List<String> required() {
        return headers().subList(0, 6);
    }

    @Override
    public void write(Out out) throws IOException {
        List<Map<String, Object>> rows = jdbc.sql("""
                select code, name, kind, category, level, area_code, management_unit, address, phone, closed_on
                  from directory.institution order by area_code, code
                """).query().listOfRows();
        for (Map<String, Object> row : rows) {
            String kind = KINDS.get(
                    Institution.Kind.valueOf(String.valueOf(row.get("kind"))).ordinal());
            row.put("kind", kind);
            out.row(cells(row));
        }
    }

    @Override
    public Change apply(SheetRow row) {
        String code = matching(row, "机构代码", "[0-9A-Za-z-]{3,22}");
        String area = row.cell("行政区划代码");
        if (areas.find(area).isEmpty()) {
            throw problem("行政区划代码不是本市的");
        }
        Map<String, Object> values = new java.util.HashMap<>();
        values.put("id", ids.next());
        values.put("code", code);
        values.put("name", needed(row, "机构名称", 80));
        values.put(
                "kind", labelled(row, "机构类型", Institution.Kind.values(), KINDS).name());
        values.put("category", matching(row, "机构类别", "[A-Z][0-9]{2,3}"));
        values.put("level", matching(row, "级别", "[0-9]{2}"));
        values.put("area", area);
        values.put("unit", unit(row, area));
        values.put("address", row.cell("地址"));
        values.put("phone", row.cell("电话"));
        values.put("closed", day(row, "停业日期").orElse(null));
        return write(values);
    }

    /** A functional zone has only institutions in the towns that it manages. */
    private @Nullable String unit(SheetRow row, String area) {
        String unit = row.filled("功能区").orElse(null);
        boolean manages = unit == null
                || areas.managementUnits().stream()
                        .filter(one -> one.code().equals(unit))
                        .flatMap(one -> one.towns().stream())
                        .anyMatch(town -> area.startsWith(town.code()));
        if (!manages) {
            throw problem("没有这个功能区，或该地不归其管理");
        }
        return unit;
    }

    private Change write(Map<String, Object> values) {
        int inserted = jdbc.sql("""
                insert into directory.institution (institution_id, code, name, kind, category, level, area_code,
                       management_unit, address, phone, closed_on)
                values (:id, :code, :name, :kind, :category, :level, :area, :unit, :address, :phone, cast(:closed as date))
                on conflict (code) do nothing
                """).params(values).update();
        int updated = inserted == 1 ? 0 : jdbc.sql("""
                update directory.institution
                   set name = :name, kind = :kind, category = :category, level = :level, area_code = :area,
                       management_unit = :unit, address = :address, phone = :phone, closed_on = cast(:closed as date)
                 where code = :code
                   and (name, kind, category, level, area_code, management_unit, address, phone, closed_on)
                       is distinct from
                       (:name, :kind, :category, :level, :area, :unit, :address, :phone, cast(:closed as date))
                """).params(values).update();
        return change(inserted, updated);
    }
}
