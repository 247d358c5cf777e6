package org.kangcheng.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The institutions, and their departments and practitioners. */
@Component
public class Institutions {
    private static final String COLUMNS =
            "select institution_id, code, name, kind, category, level, area_code from directory.institution ";

    private final JdbcClient jdbc;

    Institutions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Institution institution(ResultSet row, int n) throws SQLException {
        return new Institution(
                row.getLong("institution_id"),
                row.getString("code"),
                row.getString("name"),
                Institution.Kind.valueOf(row.getString("kind")),
                row.getString("category"),
                row.getString("level"),
                row.getString("area_code"));
    }

    public Optional<Institution> find(long institutionId) {
        return jdbc.sql(COLUMNS + "where institution_id = ?")
                .param(institutionId)
                .query(Institutions::institution)
                .optional();
    }

    public Optional<Institution> byCode(String code) {
        return jdbc.sql(COLUMNS + "where code = ?")
                .param(code)
                .query(Institutions::institution)
                .optional();
    }

    /** The open institutions of a kind whose area lies in {@code areaPrefix}; "" for the whole city. */
    public List<Institution> list(Institution.Kind kind, String areaPrefix) {
        return jdbc.sql(COLUMNS + """
                where kind = ? and area_code like ? || '%' and closed_on is null
                order by level desc, institution_id
                """)
                .params(kind.name(), areaPrefix)
                .query(Institutions::institution)
                .list();
    }

    /** The names of some, by id. */
    public Map<Long, String> names(Collection<Long> institutionIds) {
        return jdbc
                .sql("select institution_id, name from directory.institution where institution_id = any (?)")
                .param(institutionIds.toArray(Long[]::new))
                .query((row, n) -> Map.entry(row.getLong(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public List<Department> departments(long institutionId) {
        return jdbc.sql("""
                select institution_id, department_id, name, subject_code, kind, takes_numbers
                  from directory.department
                 where institution_id = ? and closed_on is null order by kind, subject_code, name
                """).param(institutionId).query(Department.class).list();
    }

    public Optional<Department> department(long institutionId, long departmentId) {
        return departments(institutionId).stream()
                .filter(department -> department.departmentId() == departmentId)
                .findFirst();
    }

    public List<Practitioner> practitioners(long institutionId) {
        return jdbc.sql("""
                select institution_id, practitioner_id, department_id, code, name, title, expert
                  from directory.practitioner
                 where institution_id = ? and left_on is null order by department_id, expert desc, name
                """).param(institutionId).query(Practitioner.class).list();
    }

    public List<ReadingPoint> readingPoints(long institutionId) {
        return jdbc.sql("""
                select institution_id, reading_point_id, department_id, name, care_step, channel
                  from directory.reading_point
                 where institution_id = ? and closed_on is null order by care_step, name
                """).param(institutionId).query(ReadingPoint.class).list();
    }

    /** The open institutions that a functional zone manages, a page at a time by id. */
    public List<Institution> inUnit(String managementUnit, long after, int limit) {
        return jdbc.sql(COLUMNS + """
                where management_unit = ? and institution_id > ? and closed_on is null
                order by institution_id limit ?
                """)
                .params(managementUnit, after, limit)
                .query(Institutions::institution)
                .list();
    }

    /** All institutions whose area lies below {@code areaPrefix}, a page at a time by id. */
    public List<Institution> inArea(String areaPrefix, long after, int limit) {
        return jdbc.sql(COLUMNS + """
                where area_code like ? || '%' and institution_id > ? and closed_on is null
                order by institution_id limit ?
                """)
                .params(areaPrefix, after, limit)
                .query(Institutions::institution)
                .list();
    }
}
