package org.kangcheng.card;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Masks;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people behind a figure, masked, some at a time; each slice that is shown is logged as a disclosure. */
@Component
class HolderLists {
    private static final int SIZE = 50;

    /** @param attribute and {@code status} of the card; empty where there is none */
    record Holder(
            String person, String name, String sex, int birthYear, String areaCode, String attribute, String status) {}

    private record Key(String areaCode, long personKey) {
        String cursor() {
            return areaCode + "." + PublicId.encode(personKey);
        }

        static Key of(@Nullable String cursor) {
            if (cursor == null || !cursor.contains(".")) {
                return new Key("", 0);
            }
            int dot = cursor.indexOf('.');
            long person = PublicId.decode(cursor.substring(dot + 1)).orElse(0L);
            return new Key(cursor.substring(0, dot), person);
        }
    }

    private record Found(long personKey, Holder holder) {}

    private final JdbcClient jdbc;
    private final Readings readings;

    HolderLists(JdbcClient jdbc, Readings readings) {
        this.jdbc = jdbc;
        this.readings = readings;
    }

    /** Who in the area holds a card, by village. */
    @Transactional
    Slice<Holder> issued(Actor actor, String areaCode, @Nullable String after) {
        Key from = Key.of(after);
        return shown(
                actor,
                "已发卡居民名单",
                jdbc.sql("""
                select area_code, person_key from card.issued
                 where area_code >= ? and area_code < ? || ':' and (area_code, person_key) > (?, ?)
                 order by area_code, person_key limit ?
                """)
                        .params(areaCode, areaCode, from.areaCode(), from.personKey(), SIZE + 1)
                        .query(Key.class)
                        .list());
    }

    /** Who in one village holds none. */
    @Transactional
    Slice<Holder> missing(Actor actor, String village, @Nullable String after) {
        return shown(
                actor,
                "未发卡居民名单",
                jdbc.sql("""
                select area_code, person_key from identity_pub.resident
                 where area_code = ? and person_key > ?
                   and not exists (select from card.issued
                                    where issued.area_code = resident.area_code
                                      and issued.person_key = resident.person_key)
                 order by person_key limit ?
                """)
                        .params(village, Key.of(after).personKey(), SIZE + 1)
                        .query(Key.class)
                        .list());
    }

    private Slice<Holder> shown(Actor actor, String what, List<Key> rows) {
        Slice<Key> keys = Slice.of(rows, SIZE, Key::cursor);
        List<Long> people = keys.items().stream().map(Key::personKey).toList();
        if (!people.isEmpty()) {
            readings.logDisclosure(actor, people, what, Purpose.CARD);
        }
        Map<Long, Holder> holders = holders(people);
        List<Holder> inOrder =
                people.stream().filter(holders::containsKey).map(holders::get).toList();
        return new Slice<>(inOrder, keys.next());
    }

    /** Two steps: the list is kept by place, the people by their keys. Of several cards the newest counts. */
    private Map<Long, Holder> holders(List<Long> people) {
        return jdbc
                .sql("""
                select person_key, name, sex, extract(year from birth_date)::int as birth_year, person.area_code,
                       attribute, status
                  from identity_pub.person
                  left join card.health_card card using (person_key)
                 where person_key = any(?::bigint[])
                 order by card_no
                """)
                .param(people.stream().mapToLong(Long::longValue).toArray())
                .query((row, n) -> new Found(
                        row.getLong("person_key"),
                        new Holder(
                                PublicId.encode(row.getLong("person_key")),
                                Masks.name(row.getString("name")),
                                Sex.ofCode(row.getInt("sex")).label(),
                                row.getInt("birth_year"),
                                row.getString("area_code"),
                                attribute(row.getString("attribute")),
                                status(row.getString("status")))))
                .list()
                .stream()
                .collect(Collectors.toMap(Found::personKey, Found::holder, (older, newer) -> newer));
    }

    private static String attribute(@Nullable String name) {
        return name == null ? "" : CardAttribute.valueOf(name).label();
    }

    private static String status(@Nullable String name) {
        return name == null ? "未发卡" : CardStatus.valueOf(name).label();
    }
}
