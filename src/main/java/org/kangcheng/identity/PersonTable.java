package org.kangcheng.identity;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PersonTable {
    static final String COLUMNS =
            "select person_key, name, sex, birth_date, area_code, id_type, verified, deceased_on from identity.person ";

    private final JdbcClient jdbc;
    private final SealedText sealed;

    PersonTable(JdbcClient jdbc, SealedText sealed) {
        this.jdbc = jdbc;
        this.sealed = sealed;
    }

    Optional<Person> find(long personKey) {
        return jdbc.sql(COLUMNS + "where person_key = ?")
                .param(personKey)
                .query((row, n) -> person(row))
                .optional();
    }

    Optional<Long> currentKey(long retiredKey) {
        return jdbc.sql("select current_key from identity.alias where retired_key = ?")
                .param(retiredKey)
                .query(Long.class)
                .optional();
    }

    List<Long> retiredInto(long currentKey) {
        return jdbc.sql("select retired_key from identity.alias where current_key = ? order by merged_at")
                .param(currentKey)
                .query(Long.class)
                .list();
    }

    Optional<Long> byDocument(byte[] index) {
        return jdbc.sql("select person_key from identity.document where id_index = ?")
                .param(index)
                .query(Long.class)
                .optional();
    }

    List<Long> byPhone(byte[] index) {
        return jdbc.sql("select person_key from identity.phone where phone_index = ?")
                .param(index)
                .query(Long.class)
                .list();
    }

    Optional<People.Identifiers> identifiers(long personKey) {
        return jdbc.sql("select id_type, id_sealed, phone_sealed from identity.person where person_key = ?")
                .param(personKey)
                .query((row, n) -> new People.Identifiers(
                        row.getString("id_type"), open(row.getBytes("id_sealed")), open(row.getBytes("phone_sealed"))))
                .optional();
    }

    private @Nullable String open(byte @Nullable [] text) {
        return text == null ? null : sealed.open(text);
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("person_key"),
                row.getString("name"),
                Sex.ofCode(row.getInt("sex")),
                row.getDate("birth_date").toLocalDate(),
                row.getString("area_code"),
                row.getString("id_type"),
                row.getBoolean("verified"),
                day(row.getDate("deceased_on")));
    }

    private static @Nullable LocalDate day(@Nullable Date date) {
        return date == null ? null : date.toLocalDate();
    }
}
