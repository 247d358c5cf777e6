package org.kangcheng.identity;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** Retired key → current key, of those among {@code keys} that were merged. */
    Map<Long, Long> currentKeys(Collection<Long> keys) {
        return jdbc
                .sql("select retired_key, current_key from identity.alias where retired_key = any (?)")
                .param(keys.toArray(Long[]::new))
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<Long, Instant> changedAt(Collection<Long> keys) {
        return jdbc
                .sql("select person_key, updated_at from identity.person where person_key = any (?)")
                .param(keys.toArray(Long[]::new))
                .query((row, n) -> Map.entry(row.getLong(1), row.getTimestamp(2).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    List<Long> retiredInto(long currentKey) {
        return jdbc.sql("select retired_key from identity.alias where current_key = ? order by merged_at")
                .param(currentKey)
                .query(Long.class)
                .list();
    }

    /** A key and what was merged into it, through however many; {@code currentKey} is what all of them stand for today. */
    Set<Long> keysUnder(long personKey, long currentKey) {
        return jdbc.sql("""
                with recursive own (key) as (
                    values (cast(:key as bigint))
                    union select a.retired_key from identity.alias a join own on a.merged_into = own.key
                           where a.current_key = :current)
                select key from own
                """)
                .param("key", personKey)
                .param("current", currentKey)
                .query(Long.class)
                .set();
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

    /** One person a document: the row count says who came first. */
    boolean takeDocument(byte[] index, long personKey) {
        return jdbc.sql("insert into identity.document (id_index, person_key) values (?, ?) on conflict do nothing")
                        .params(index, personKey)
                        .update()
                == 1;
    }

    void insert(PersonRows.Row row, boolean residenceKnown) {
        NewPerson person = row.person();
        jdbc.sql("""
                insert into identity.person (person_key, name, pinyin, initials, sex, birth_date, area_code, id_type,
                       id_sealed, phone_sealed, address_sealed, verified, source, created_at, updated_at,
                       residence_known)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(
                        row.personKey(),
                        person.name(),
                        row.pinyin(),
                        row.initials(),
                        person.sex().code())
                .params(person.birthDate(), person.areaCode(), person.idType())
                .params(row.idSealed(), row.phoneSealed(), row.addressSealed(), person.verified(), person.source())
                .params(Timestamp.from(row.at()), Timestamp.from(row.at()), residenceKnown)
                .update();
        addPhone(row.personKey(), row.phoneIndex());
    }

    void addPhone(long personKey, byte @Nullable [] index) {
        if (index != null) {
            jdbc.sql("insert into identity.phone (phone_index, person_key) values (?, ?) on conflict do nothing")
                    .params(index, personKey)
                    .update();
        }
    }

    /** Keeps a phone for who has none yet. */
    void fillPhone(long personKey, byte @Nullable [] phoneSealed, byte @Nullable [] index, Instant at) {
        if (phoneSealed != null
                && jdbc.sql("""
                update identity.person set phone_sealed = ?, updated_at = ?, version = version + 1
                 where person_key = ? and phone_sealed is null
                """)
                                .params(phoneSealed, Timestamp.from(at), personKey)
                                .update()
                        == 1) {
            addPhone(personKey, index);
        }
    }

    boolean verify(long personKey, Instant at) {
        return jdbc.sql("""
                update identity.person set verified = true, updated_at = ?, version = version + 1
                 where person_key = ? and not verified
                """).params(Timestamp.from(at), personKey).update() == 1;
    }

    void setDocument(PersonRows.Row row) {
        jdbc.sql("""
                update identity.person set id_type = ?, id_sealed = ?, updated_at = ?, version = version + 1
                 where person_key = ?
                """)
                .params(row.person().idType(), row.idSealed(), Timestamp.from(row.at()), row.personKey())
                .update();
    }

    /** The row, held until the transaction ends. */
    Optional<Person> lock(long personKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? for update")
                .param(personKey)
                .query((row, n) -> person(row))
                .optional();
    }

    void setDetails(long key, String name, Pinyin.Reading reading, Sex sex, LocalDate birthDate, Instant at) {
        jdbc.sql("""
                update identity.person set name = ?, pinyin = ?, initials = ?, sex = ?, birth_date = ?,
                       updated_at = ?, version = version + 1
                 where person_key = ?
                """)
                .params(name, reading.full(), reading.initials(), sex.code(), birthDate, Timestamp.from(at), key)
                .update();
    }

    void setPhone(long key, byte[] phoneSealed, Instant at) {
        jdbc.sql(
                        "update identity.person set phone_sealed = ?, updated_at = ?, version = version + 1 where person_key = ?")
                .params(phoneSealed, Timestamp.from(at), key)
                .update();
    }

    void setPlace(long key, String areaCode, byte @Nullable [] addressSealed, Instant at) {
        jdbc.sql("""
                update identity.person set area_code = ?, residence_known = true, address_sealed = ?, updated_at = ?,
                       version = version + 1
                 where person_key = ?
                """).params(areaCode, addressSealed, Timestamp.from(at), key).update();
    }

    boolean residenceKnown(long personKey) {
        return jdbc.sql("select residence_known from identity.person where person_key = ?")
                .param(personKey)
                .query(Boolean.class)
                .single();
    }

    void setDeceased(long key, @Nullable LocalDate on, Instant at) {
        jdbc.sql(
                        "update identity.person set deceased_on = ?, updated_at = ?, version = version + 1 where person_key = ?")
                .params(on, Timestamp.from(at), key)
                .update();
    }

    Optional<String> address(long personKey) {
        return jdbc.sql(
                        "select address_sealed from identity.person where person_key = ? and address_sealed is not null")
                .param(personKey)
                .query(byte[].class)
                .optional()
                .map(sealed::open);
    }

    List<People.AtHome> atHome(Collection<Long> keys) {
        return jdbc.sql("""
                select person_key, name, sex, birth_date, area_code, id_type, verified, deceased_on, address_sealed
                  from identity.person where person_key = any(?)
                """)
                .param(keys.toArray(Long[]::new))
                .query((row, n) -> new People.AtHome(person(row), open(row.getBytes("address_sealed"))))
                .list();
    }

    /** People of the same sound, birth and sex. */
    List<Person> alike(PersonRows.Row row) {
        NewPerson person = row.person();
        return jdbc.sql(COLUMNS + "where pinyin = ? and birth_date = ? and sex = ? and person_key <> ? limit 20")
                .params(row.pinyin(), person.birthDate(), person.sex().code(), row.personKey())
                .query((found, n) -> person(found))
                .list();
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
