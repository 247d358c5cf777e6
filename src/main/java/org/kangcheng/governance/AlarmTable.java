package org.kangcheng.governance;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AlarmTable {
    /** One that was sent. */
    record Fired(
            long shard,
            long itemId,
            String alarm,
            LocalDate forDay,
            int registerNo,
            String title,
            int level,
            String areaCode,
            @Nullable Long unit,
            Instant firedAt,
            String itemTitle,
            String number) {}

    private final JdbcClient jdbc;

    AlarmTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when it was sent for this day already. */
    boolean insert(Item item, Alarm alarm, Instant at) {
        return jdbc.sql("""
                insert into governance.alarm (shard, item_id, alarm, for_day, register_no, title, level, area_code, unit,
                    step_no, fired_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(java.util.Arrays.asList(
                                item.shard(),
                                item.itemId(),
                                alarm.id(),
                                item.nextOn(),
                                item.registerNo(),
                                alarm.title(),
                                alarm.level(),
                                item.areaCode(),
                                item.unit(),
                                item.steps() + 1,
                                Timestamp.from(at)))
                        .update()
                == 1;
    }

    /** The newest of a place. */
    List<Fired> newest(ItemLists.Place place, int most) {
        return jdbc.sql("""
                select a.shard, a.item_id, a.alarm, a.for_day, a.register_no, a.title, a.level, a.area_code, a.unit,
                       a.fired_at, i.title as item_title, i.number
                  from (select * from governance.alarm where %s order by fired_at desc limit :most) a
                  join governance.item i using (shard, item_id)
                 order by a.fired_at desc
                """.formatted(place.condition()))
                .param("place", place.value())
                .param("most", most)
                .query(Fired.class)
                .list();
    }
}
