package org.kangcheng.directory;

import static org.kangcheng.directory.DirectorySheet.cells;
import static org.kangcheng.directory.DirectorySheet.change;
import static org.kangcheng.directory.DirectorySheet.matching;
import static org.kangcheng.directory.DirectorySheet.needed;
import static org.kangcheng.directory.DirectorySheet.problem;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.sheet.SheetRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 行政区划表, with the functional zone that manages a town. A code says which division it is, and by its beginning where it
 * lies; what contains it stands before it. No table takes a division away: people and institutions lie in it.
 */
@Component
class AreaSheet implements DirectorySheet {
    private static final int CITY = 4;
    private static final int COUNTY = 6;
    private static final int TOWN = 9;

    private final JdbcClient jdbc;

    AreaSheet(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> headers() {
        return List.of("行政区划代码", "名称", "功能区");
    }

    @Override
    public List<String> required() {
        return headers().subList(0, 2);
    }

    @Override
    public void write(Out out) throws IOException {
        List<Map<String, Object>> rows = jdbc.sql("""
                select a.code, a.name, m.unit from directory.area a
                  left join directory.management_area m on m.town = a.code order by a.code
                """).query().listOfRows();
        for (Map<String, Object> row : rows) {
            out.row(cells(row));
        }
    }

    @Override
    public Change apply(SheetRow row) {
        String code = matching(row, "行政区划代码", "[0-9]{4}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?");
        String name = needed(row, "名称", 40);
        String parent = parent(code);
        if (parent != null && !exists("directory.area", parent)) {
            throw problem("没有上级区划 " + parent);
        }
        if (parent == null && !exists("directory.area", code)) {
            throw problem("区划不属于本市");
        }
        // A table without the column says nothing of zones.
        boolean told = row.cells().containsKey("功能区");
        String before = told ? managing(code) : null;
        String unit = told ? unit(row, code) : null;
        boolean moves = !Objects.equals(before, unit);
        if (moves && before != null && institutionsOf(before, code)) {
            throw problem("该地还有归功能区管理的机构，请先在机构表中更改");
        }
        Change change = write(code, name, parent);
        if (moves) {
            assign(code, unit);
        }
        return change == Change.UNCHANGED && moves ? Change.CHANGED : change;
    }

    private Change write(String code, String name, @Nullable String parent) {
        int inserted = jdbc.sql("""
                insert into directory.area (code, name, parent, level) values (?, ?, ?, ?) on conflict (code) do nothing
                """).params(code, name, parent, level(code)).update();
        int updated = inserted == 1
                ? 0
                : jdbc.sql("update directory.area set name = ? where code = ? and name <> ?")
                        .params(name, code, name)
                        .update();
        return change(inserted, updated);
    }

    /** Null: managed by its county. */
    private @Nullable String unit(SheetRow row, String code) {
        String unit = row.filled("功能区").orElse(null);
        if (unit == null) {
            return null;
        }
        if (code.length() != TOWN) {
            throw problem("只有乡镇街道可归功能区管理");
        }
        if (!exists("directory.management_unit", unit)) {
            throw problem("没有这个功能区");
        }
        return unit;
    }

    private @Nullable String managing(String town) {
        return jdbc.sql("select unit from directory.management_area where town = ?")
                .param(town)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private void assign(String town, @Nullable String unit) {
        jdbc.sql("delete from directory.management_area where town = ?")
                .param(town)
                .update();
        if (unit != null) {
            jdbc.sql("insert into directory.management_area (town, unit) values (?, ?)")
                    .params(town, unit)
                    .update();
        }
    }

    private boolean institutionsOf(String unit, String town) {
        return jdbc.sql("""
                select exists (select from directory.institution where management_unit = ? and area_code like ? || '%')
                """).params(unit, town).query(Boolean.class).single();
    }

    private boolean exists(String table, String code) {
        return jdbc.sql("select exists (select from " + table + " where code = ?)")
                .param(code)
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String parent(String code) {
        return switch (code.length()) {
            case CITY -> null;
            case COUNTY -> code.substring(0, CITY);
            default -> code.substring(0, code.length() - 3);
        };
    }

    private static String level(String code) {
        return switch (code.length()) {
            case CITY -> "city";
            case COUNTY -> "county";
            case TOWN -> "town";
            default -> "village";
        };
    }
}
