package org.kangcheng.directory;

import static org.kangcheng.directory.DirectorySheet.cells;
import static org.kangcheng.directory.DirectorySheet.change;
import static org.kangcheng.directory.DirectorySheet.day;
import static org.kangcheng.directory.DirectorySheet.institution;
import static org.kangcheng.directory.DirectorySheet.matching;
import static org.kangcheng.directory.DirectorySheet.needed;
import static org.kangcheng.directory.DirectorySheet.problem;
import static org.kangcheng.directory.DirectorySheet.yes;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.Ids;
import org.kangcheng.sheet.SheetRow;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 人员表. The institution's code and the practitioner's number there say who it is. */
@Component
class PractitionerSheet implements DirectorySheet {
    private final JdbcClient jdbc;
    private final Institutions institutions;
    private final Ids ids;

    PractitionerSheet(JdbcClient jdbc, Institutions institutions, Ids ids) {
        this.jdbc = jdbc;
        this.institutions = institutions;
        this.ids = ids;
    }

    @Override
    public List<String> headers() {
        return List.of("机构代码", "科室名称", "工号", "姓名", "职称", "专家", "离职日期");
    }

    @Override
    public List<String> required() {
        return headers().subList(0, 5);
    }

    @Override
    public void write(Out out) throws IOException {
        List<Map<String, Object>> rows = jdbc.sql("""
                select i.code as institution, d.name as department, p.code, p.name, p.title, p.expert, p.left_on
                  from directory.practitioner p
                  join directory.institution i using (institution_id)
                  join directory.department d using (institution_id, department_id)
                 order by i.code, p.code
                """).query().listOfRows();
        for (Map<String, Object> row : rows) {
            row.put("expert", Boolean.TRUE.equals(row.get("expert")) ? "是" : "否");
            out.row(cells(row));
        }
    }

    @Override
    public Change apply(SheetRow row) {
        Institution institution = institution(row, institutions);
        Department department = institutions.departments(institution.institutionId()).stream()
                .filter(one -> one.name().equals(row.cell("科室名称")))
                .findFirst()
                .orElseThrow(() -> problem("该机构没有这个科室"));
        Map<String, Object> values = new HashMap<>();
        values.put("institution", institution.institutionId());
        values.put("department", department.departmentId());
        values.put("id", ids.next());
        values.put("code", matching(row, "工号", "[0-9A-Za-z-]{1,30}"));
        values.put("name", needed(row, "姓名", 50));
        values.put("title", needed(row, "职称", 20));
        values.put("expert", yes(row, "专家", false));
        values.put("left", day(row, "离职日期").orElse(null));
        return write(values);
    }

    private Change write(Map<String, Object> values) {
        int inserted = jdbc.sql("""
                insert into directory.practitioner
                       (institution_id, practitioner_id, department_id, code, name, title, expert, left_on)
                values (:institution, :id, :department, :code, :name, :title, :expert, cast(:left as date))
                on conflict (institution_id, code) do nothing
                """).params(values).update();
        int updated = inserted == 1 ? 0 : jdbc.sql("""
                update directory.practitioner
                   set department_id = :department, name = :name, title = :title, expert = :expert,
                       left_on = cast(:left as date)
                 where institution_id = :institution and code = :code
                   and (department_id, name, title, expert, left_on)
                       is distinct from (:department, :name, :title, :expert, cast(:left as date))
                """).params(values).update();
        return change(inserted, updated);
    }
}
