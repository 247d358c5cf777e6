package org.kangcheng.directory;

import static org.kangcheng.directory.DirectorySheet.cells;
import static org.kangcheng.directory.DirectorySheet.change;
import static org.kangcheng.directory.DirectorySheet.day;
import static org.kangcheng.directory.DirectorySheet.institution;
import static org.kangcheng.directory.DirectorySheet.labelled;
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
import org.kangcheng.terminology.Subjects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 科室表. The institution's code and the department's name say which it is. */
@Component
class DepartmentSheet implements DirectorySheet {
    private static final List<String> KINDS = List.of("门诊", "检验", "影像", "药房", "收费", "病区", "其他");

    private final JdbcClient jdbc;
    private final Institutions institutions;
    private final Ids ids;

    DepartmentSheet(JdbcClient jdbc, Institutions institutions, Ids ids) {
        this.jdbc = jdbc;
        this.institutions = institutions;
        this.ids = ids;
    }

    @Override
    public List<String> headers() {
        return List.of("机构代码", "科室名称", "诊疗科目代码", "科室类型", "需要挂号", "停用日期");
    }

    @Override
    public List<String> required() {
        return headers().subList(0, 4);
    }

    @Override
    public void write(Out out) throws IOException {
        List<Map<String, Object>> rows = jdbc.sql("""
                select i.code, d.name, d.subject_code, d.kind, d.takes_numbers, d.closed_on
                  from directory.department d join directory.institution i using (institution_id)
                 order by i.code, d.kind, d.subject_code, d.name
                """).query().listOfRows();
        for (Map<String, Object> row : rows) {
            row.put(
                    "kind",
                    KINDS.get(Department.Kind.valueOf(String.valueOf(row.get("kind")))
                            .ordinal()));
            row.put("takes_numbers", Boolean.TRUE.equals(row.get("takes_numbers")) ? "是" : "否");
            out.row(cells(row));
        }
    }

    @Override
    public Change apply(SheetRow row) {
        Institution institution = institution(row, institutions);
        Map<String, Object> values = new HashMap<>();
        values.put("institution", institution.institutionId());
        values.put("id", ids.next());
        values.put("name", needed(row, "科室名称", 40));
        values.put("subject", subject(row));
        values.put(
                "kind", labelled(row, "科室类型", Department.Kind.values(), KINDS).name());
        values.put("numbers", yes(row, "需要挂号", true));
        values.put("closed", day(row, "停用日期").orElse(null));
        return write(values);
    }

    private static String subject(SheetRow row) {
        String code = matching(row, "诊疗科目代码", "[0-9]{4}");
        if (Subjects.name(code).isEmpty()) {
            throw problem("诊疗科目代码“" + code + "”不在《医疗机构诊疗科目名录》中");
        }
        return code;
    }

    private Change write(Map<String, Object> values) {
        int inserted = jdbc.sql("""
                insert into directory.department
                       (institution_id, department_id, name, subject_code, kind, takes_numbers, closed_on)
                values (:institution, :id, :name, :subject, :kind, :numbers, cast(:closed as date))
                on conflict (institution_id, name) do nothing
                """).params(values).update();
        int updated = inserted == 1 ? 0 : jdbc.sql("""
                update directory.department
                   set subject_code = :subject, kind = :kind, takes_numbers = :numbers,
                       closed_on = cast(:closed as date)
                 where institution_id = :institution and name = :name
                   and (subject_code, kind, takes_numbers, closed_on)
                       is distinct from (:subject, :kind, :numbers, cast(:closed as date))
                """).params(values).update();
        return change(inserted, updated);
    }
}
