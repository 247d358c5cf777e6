package org.kangcheng.directory;

import static org.kangcheng.directory.DirectorySheet.cells;
import static org.kangcheng.directory.DirectorySheet.change;
import static org.kangcheng.directory.DirectorySheet.day;
import static org.kangcheng.directory.DirectorySheet.institution;
import static org.kangcheng.directory.DirectorySheet.labelled;
import static org.kangcheng.directory.DirectorySheet.needed;
import static org.kangcheng.directory.DirectorySheet.problem;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.sheet.SheetRow;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 受理点表: where codes are read. The institution's code and the point's name say which it is. */
@Component
class ReadingPointSheet implements DirectorySheet {
    private static final List<String> STEPS =
            Arrays.stream(CareStep.values()).map(CareStep::label).toList();
    private static final List<String> CHANNELS =
            Arrays.stream(CareChannel.values()).map(CareChannel::label).toList();

    private final JdbcClient jdbc;
    private final Institutions institutions;
    private final Ids ids;

    ReadingPointSheet(JdbcClient jdbc, Institutions institutions, Ids ids) {
        this.jdbc = jdbc;
        this.institutions = institutions;
        this.ids = ids;
    }

    @Override
    public List<String> headers() {
        return List.of("机构代码", "受理点名称", "用卡环节", "用卡渠道", "科室名称", "停用日期");
    }

    @Override
    public List<String> required() {
        return headers().subList(0, 4);
    }

    @Override
    public void write(Out out) throws IOException {
        List<Map<String, Object>> rows = jdbc.sql("""
                select i.code, p.name, p.care_step, p.channel, d.name as department, p.closed_on
                  from directory.reading_point p
                  join directory.institution i using (institution_id)
                  left join directory.department d using (institution_id, department_id)
                 order by i.code, p.care_step, p.name
                """).query().listOfRows();
        for (Map<String, Object> row : rows) {
            row.put(
                    "care_step",
                    CareStep.valueOf(String.valueOf(row.get("care_step"))).label());
            row.put(
                    "channel",
                    CareChannel.valueOf(String.valueOf(row.get("channel"))).label());
            out.row(cells(row));
        }
    }

    @Override
    public Change apply(SheetRow row) {
        Institution institution = institution(row, institutions);
        Map<String, Object> values = new HashMap<>();
        values.put("institution", institution.institutionId());
        values.put("id", ids.next());
        values.put("name", needed(row, "受理点名称", 40));
        values.put("step", labelled(row, "用卡环节", CareStep.values(), STEPS).name());
        values.put(
                "channel", labelled(row, "用卡渠道", CareChannel.values(), CHANNELS).name());
        values.put("department", department(row, institution));
        values.put("closed", day(row, "停用日期").orElse(null));
        return write(values);
    }

    /** Null: of the institution as a whole. A closed department may still stand beside its closed points. */
    private @Nullable Long department(SheetRow row, Institution institution) {
        String name = row.filled("科室名称").orElse(null);
        if (name == null) {
            return null;
        }
        return jdbc.sql("select department_id from directory.department where institution_id = ? and name = ?")
                .params(institution.institutionId(), name)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> problem("该机构没有这个科室"));
    }

    private Change write(Map<String, Object> values) {
        int inserted = jdbc.sql("""
                insert into directory.reading_point
                       (institution_id, reading_point_id, department_id, name, care_step, channel, closed_on)
                values (:institution, :id, :department, :name, :step, :channel, cast(:closed as date))
                on conflict (institution_id, name) do nothing
                """).params(values).update();
        int updated = inserted == 1 ? 0 : jdbc.sql("""
                update directory.reading_point
                   set department_id = :department, care_step = :step, channel = :channel,
                       closed_on = cast(:closed as date)
                 where institution_id = :institution and name = :name
                   and (department_id, care_step, channel, closed_on)
                       is distinct from (cast(:department as bigint), :step, :channel, cast(:closed as date))
                """).params(values).update();
        return change(inserted, updated);
    }
}
