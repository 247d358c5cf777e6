package org.kangcheng.programme;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By place, what residents have not confirmed: what waits for them, and what they deny. Counted as it is kept. */
@Component
class UnconfirmedTable {
    record Row(
            String areaCode,
            long deliveryId,
            long personKey,
            int serviceNo,
            LocalDate deliveredOn,
            String worker,
            Confirm.State state,
            String note) {}

    private final JdbcClient jdbc;
    private final Tally tally;

    UnconfirmedTable(JdbcClient jdbc, Tally tally) {
        this.jdbc = jdbc;
        this.tally = tally;
    }

    void put(Delivery delivery) {
        jdbc.sql("""
                insert into programme.unconfirmed (area_code, delivery_id, person_key, service_no, delivered_on, worker,
                    state, note, since)
                values (?, ?, ?, ?, ?, ?, 'WAITING', '', ?)
                """)
                .params(delivery.areaCode(), delivery.deliveryId(), delivery.personKey(), delivery.serviceNo())
                .params(delivery.deliveredOn(), delivery.worker(), Timestamp.from(delivery.recordedAt()))
                .update();
        tally.add(
                Counting.unconfirmed(delivery.serviceNo(), Confirm.State.WAITING),
                delivery.areaCode(),
                Tally.NO_DAY,
                1);
    }

    void dispute(Delivery delivery, String note, Instant at) {
        jdbc.sql("""
                update programme.unconfirmed set state = 'DISPUTED', note = ?, since = ?
                 where area_code = ? and delivery_id = ?
                """)
                .params(note, Timestamp.from(at), delivery.areaCode(), delivery.deliveryId())
                .update();
        tally.add(
                Counting.unconfirmed(delivery.serviceNo(), Confirm.State.WAITING),
                delivery.areaCode(),
                Tally.NO_DAY,
                -1);
        tally.add(
                Counting.unconfirmed(delivery.serviceNo(), Confirm.State.DISPUTED),
                delivery.areaCode(),
                Tally.NO_DAY,
                1);
    }

    /** Confirmed or voided; {@code delivery} as it was before. */
    void remove(Delivery delivery) {
        jdbc.sql("delete from programme.unconfirmed where area_code = ? and delivery_id = ?")
                .params(delivery.areaCode(), delivery.deliveryId())
                .update();
        tally.add(
                Counting.unconfirmed(delivery.serviceNo(), delivery.confirm()), delivery.areaCode(), Tally.NO_DAY, -1);
    }

    /** In an area and what it contains, the oldest first. */
    List<Row> list(String area, Confirm.State state, long after, int most) {
        return jdbc.sql("""
                select area_code, delivery_id, person_key, service_no, delivered_on, worker, state, note
                  from programme.unconfirmed
                 where state = ? and area_code >= ? and area_code < ? || ':' and delivery_id > ?
                 order by delivery_id limit ?
                """)
                .params(state.name(), area, area, after, most)
                .query(Row.class)
                .list();
    }

    /** What has waited since between two moments. */
    List<Row> waitingSince(Instant from, Instant to) {
        return jdbc.sql("""
                select area_code, delivery_id, person_key, service_no, delivered_on, worker, state, note
                  from programme.unconfirmed where state = 'WAITING' and since >= ? and since < ?
                 order by since
                """)
                .params(Timestamp.from(from), Timestamp.from(to))
                .query(Row.class)
                .list();
    }
}
