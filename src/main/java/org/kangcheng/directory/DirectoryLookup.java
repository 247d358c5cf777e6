package org.kangcheng.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The directory over all institutions, page by page in the order of its keys, for who knows a name, a code or a place. */
@Component
public class DirectoryLookup {
    /**
     * What is looked for; null for what does not matter.
     *
     * @param name its beginning
     * @param institutions whose departments or practitioners
     */
    public record Query(
            @Nullable String name,
            @Nullable Collection<String> codes,
            @Nullable Collection<Long> institutions) {}

    /** The place behind an item; the second key is 0 for an institution. */
    public record Place(long institutionId, long key) {
        public static final Place START = new Place(0, 0);
    }

    /** A practitioner at work in a department. */
    public record Post(Practitioner practitioner, String department, String subjectCode) {}

    private static final String FITS = """
             (cast(:name as text) is null or starts_with(lower(%1$s.name) collate "C", lower(cast(:name as text))))
             and (cast(:institutions as bigint[]) is null or %1$s.institution_id = any (cast(:institutions as bigint[])))
            """;

    private static final String CODED =
            " and (cast(:codes as text[]) is null or %1$s.code = any (cast(:codes as text[])))\n";

    private static final String POSTS = """
            select p.institution_id, p.practitioner_id, p.department_id, p.code, p.name, p.title, p.expert,
                   d.name as department, d.subject_code
              from directory.practitioner p join directory.department d using (institution_id, department_id)
             where p.left_on is null
            """;

    private final JdbcClient jdbc;

    DirectoryLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Institution> institutions(Query query, Place after, int limit) {
        return asked(
                        "select institution_id, code, name, kind, category, level, area_code from directory.institution i"
                                + " where closed_on is null and "
                                + (FITS + CODED).formatted("i")
                                + " and institution_id > :institution order by institution_id limit :limit",
                        query,
                        after,
                        limit)
                .query(Institution.class)
                .list();
    }

    public List<Department> departments(Query query, Place after, int limit) {
        return asked(
                        "select institution_id, department_id, name, subject_code, kind, takes_numbers"
                                + " from directory.department d where closed_on is null and "
                                + FITS.formatted("d")
                                + " and (institution_id, department_id) > (:institution, :key)"
                                + " order by institution_id, department_id limit :limit",
                        query,
                        after,
                        limit)
                .query(Department.class)
                .list();
    }

    public List<Post> practitioners(Query query, Place after, int limit) {
        return asked(
                        POSTS + " and " + (FITS + CODED).formatted("p")
                                + " and (institution_id, practitioner_id) > (:institution, :key)"
                                + " order by institution_id, practitioner_id limit :limit",
                        query,
                        after,
                        limit)
                .query((row, n) -> post(row))
                .list();
    }

    public Optional<Post> practitioner(long institutionId, long practitionerId) {
        return jdbc.sql(POSTS + " and institution_id = ? and practitioner_id = ?")
                .params(institutionId, practitionerId)
                .query((row, n) -> post(row))
                .optional();
    }

    private JdbcClient.StatementSpec asked(String sql, Query query, Place after, int limit) {
        Collection<String> codes = query.codes();
        Collection<Long> institutions = query.institutions();
        return jdbc.sql(sql)
                .param("name", query.name())
                .param("codes", codes == null ? null : codes.toArray(String[]::new))
                .param("institutions", institutions == null ? null : institutions.toArray(Long[]::new))
                .param("institution", after.institutionId())
                .param("key", after.key())
                .param("limit", limit);
    }

    private static Post post(ResultSet row) throws SQLException {
        return new Post(
                new Practitioner(
                        row.getLong("institution_id"),
                        row.getLong("practitioner_id"),
                        row.getLong("department_id"),
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("title"),
                        row.getBoolean("expert")),
                row.getString("department"),
                row.getString("subject_code"));
    }
}
