package org.kangcheng.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People by the beginning of a name, in the order of its index. Merged people stand under their current key alone. */
@Component
class SearchTable {
    enum Column {
        NAME,
        PINYIN,
        INITIALS;

        /** The first letter of this column's cursors. */
        String cursor() {
            return name().substring(0, 1);
        }

        String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Found(String value, Person person) {}

    /** The last row seen: cursors never hold a name, for they stand in URLs. Its value is read again from the row. */
    private record Cursor(String value, LocalDate birthDate, long personKey) {}

    private static final int VILLAGE_CODE = 12;

    private final JdbcClient jdbc;

    SearchTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Slice<Person> page(Column column, String prefix, String areaPrefix, @Nullable String after, int limit) {
        Cursor from = after == null ? new Cursor(prefix, LocalDate.MIN, 0) : cursor(column, prefix, after);
        List<Found> rows = jdbc.sql(sql(column, areaPrefix))
                .param("value", from.value())
                .param(
                        "birth",
                        from.birthDate().equals(LocalDate.MIN)
                                ? "-infinity"
                                : from.birthDate().toString())
                .param("key", from.personKey())
                .param("end", prefix + Character.toString(Character.MAX_CODE_POINT))
                .param("area", areaPrefix)
                .param("limit", limit + 1)
                .query((row, n) -> new Found(row.getString("value"), PersonTable.person(row)))
                .list();
        return Slice.of(
                        rows,
                        limit,
                        found ->
                                column.cursor() + PublicId.encode(found.person().personKey()))
                .map(Found::person);
    }

    /**
     * In a village the list of its people is the short way; in anything larger the index of names is, for enough of those
     * it passes live there.
     */
    private static String sql(Column column, String areaPrefix) {
        boolean village = areaPrefix.length() >= VILLAGE_CODE;
        String from = village
                ? "identity.resident r join identity.person p on p.person_key = r.person_key"
                : "identity.person p";
        String where = village ? "r.area_code = :area" : "p.area_code like :area || '%'";
        return """
                select p.%1$s as value, p.person_key, p.name, p.sex, p.birth_date, p.area_code, p.id_type, p.verified,
                       p.deceased_on
                  from %2$s
                 where %3$s
                   and (p.%1$s, p.birth_date, p.person_key) > (:value, cast(:birth as date), :key)
                   and p.%1$s < :end
                   and not exists (select from identity.alias a where a.retired_key = p.person_key)
                 order by p.%1$s, p.birth_date, p.person_key limit :limit
                """.formatted(column.sql(), from, where);
    }

    private Cursor cursor(Column column, String prefix, String after) {
        long key = PublicId.decode(after.substring(1)).orElse(0L);
        return jdbc.sql("select " + column.sql()
                        + " as value, birth_date, person_key from identity.person where person_key = ?")
                .param(key)
                .query(Cursor.class)
                .optional()
                .orElse(new Cursor(prefix, LocalDate.MIN, 0));
    }
}
