package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kangcheng.encounter.LaboratoryOrder.State;
import org.kangcheng.encounter.VisitCounting.What;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class LaboratoryTable {
    /** A sample whose result is still owed. */
    record Sample(String sampleNo, long personKey, long orderId, String testCode, Instant sampledAt) {
        public PublicId order() {
            return new PublicId(personKey, orderId);
        }
    }

    private static final String COLUMNS = """
            select person_key, order_id, visit_id, institution_id, test_code, state, ordered_at, ordered_by, sample_no,
                   sampled_at, released_at, released_by, entry_key
              from encounter.laboratory_order
            """;

    private final JdbcClient jdbc;
    private final VisitCounting counting;

    LaboratoryTable(JdbcClient jdbc, VisitCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    /** False when the request was made before, or the same test is open in this visit. */
    boolean insert(LaboratoryOrder order, String requestKey) {
        boolean inserted = jdbc.sql("""
                insert into encounter.laboratory_order (person_key, order_id, visit_id, institution_id, test_code,
                    ordered_at, ordered_by, entry_key, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(order.personKey(), order.orderId(), order.visitId(), order.institutionId())
                        .params(order.testCode(), Timestamp.from(order.orderedAt()), order.orderedBy())
                        .params(order.entryKey(), requestKey)
                        .update()
                == 1;
        if (inserted) {
            counting.done(What.ORDERS, order.visit(), 1);
        }
        return inserted;
    }

    Optional<LaboratoryOrder> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query((row, n) -> order(row))
                .optional();
    }

    Optional<LaboratoryOrder> find(PublicId order) {
        return jdbc.sql(COLUMNS + "where person_key = ? and order_id = ?")
                .params(order.shard(), order.key())
                .query((row, n) -> order(row))
                .optional();
    }

    List<LaboratoryOrder> ofVisit(PublicId visit) {
        return jdbc.sql(COLUMNS + "where person_key = ? and visit_id = ? order by order_id")
                .params(visit.shard(), visit.key())
                .query((row, n) -> order(row))
                .list();
    }

    /** True for the one caller that takes the order's sample. */
    boolean sample(PublicId order, String sampleNo, Instant now) {
        return jdbc.sql("""
                update encounter.laboratory_order set state = 'SAMPLED', sample_no = ?, sampled_at = ?
                 where person_key = ? and order_id = ? and state = 'ORDERED'
                """)
                        .params(sampleNo, Timestamp.from(now), order.shard(), order.key())
                        .update()
                == 1;
    }

    /** True for the one caller that releases the order's result. */
    boolean release(PublicId order, String by, Instant now) {
        boolean released = jdbc.sql("""
                update encounter.laboratory_order set state = 'RELEASED', released_at = ?, released_by = ?
                 where person_key = ? and order_id = ? and state = 'SAMPLED'
                """)
                        .params(Timestamp.from(now), by, order.shard(), order.key())
                        .update()
                == 1;
        if (released) {
            LaboratoryOrder is = find(order).orElseThrow();
            counting.done(What.RESULTS, is.visit(), 1);
            counting.done(What.RESULT_MINUTES, is.visit(), is.minutesToResult());
        }
        return released;
    }

    boolean cancel(PublicId order) {
        boolean cancelled = jdbc.sql("""
                update encounter.laboratory_order set state = 'CANCELLED'
                 where person_key = ? and order_id = ? and state = 'ORDERED'
                """).params(order.shard(), order.key()).update() == 1;
        if (cancelled) {
            counting.done(What.ORDERS, find(order).orElseThrow().visit(), -1);
        }
        return cancelled;
    }

    void enqueue(LaboratoryOrder order, String sampleNo, Instant now) {
        jdbc.sql("""
                insert into encounter.laboratory_queue (institution_id, sample_no, person_key, order_id, test_code,
                    sampled_at)
                values (?, ?, ?, ?, ?, ?)
                """)
                .params(order.institutionId(), sampleNo, order.personKey(), order.orderId())
                .params(order.testCode(), Timestamp.from(now))
                .update();
    }

    void dequeue(LaboratoryOrder order) {
        jdbc.sql("delete from encounter.laboratory_queue where institution_id = ? and sample_no = ?")
                .params(order.institutionId(), order.sampleNo())
                .update();
    }

    /** The institution's open samples by their numbers. */
    List<Sample> queue(long institutionId, String after, int limit) {
        return jdbc.sql("""
                select sample_no, person_key, order_id, test_code, sampled_at from encounter.laboratory_queue
                 where institution_id = ? and sample_no > ? order by sample_no limit ?
                """)
                .params(institutionId, after, limit)
                .query((row, n) -> new Sample(
                        row.getString("sample_no"),
                        row.getLong("person_key"),
                        row.getLong("order_id"),
                        row.getString("test_code"),
                        row.getTimestamp("sampled_at").toInstant()))
                .list();
    }

    void save(PublicId order, Collection<ResultValue> values) {
        for (ResultValue value : values) {
            jdbc.sql("""
                    insert into encounter.laboratory_result (person_key, order_id, analyte_code, value_number,
                        value_text, flag)
                    values (?, ?, ?, ?, ?, ?)
                    """)
                    .params(order.shard(), order.key(), value.analyte())
                    .params(value.number(), value.choice(), value.flag().code())
                    .update();
        }
    }

    List<ResultValue> values(PublicId order) {
        return jdbc.sql("""
                select analyte_code, value_number, value_text, flag from encounter.laboratory_result
                 where person_key = ? and order_id = ?
                """)
                .params(order.shard(), order.key())
                .query((row, n) -> new ResultValue(
                        row.getString("analyte_code"),
                        row.getBigDecimal("value_number"),
                        row.getString("value_text"),
                        ResultValue.Flag.ofCode(row.getString("flag"))))
                .list();
    }

    private static LaboratoryOrder order(ResultSet row) throws SQLException {
        return new LaboratoryOrder(
                row.getLong("person_key"),
                row.getLong("order_id"),
                row.getLong("visit_id"),
                row.getLong("institution_id"),
                row.getString("test_code"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("ordered_at").toInstant(),
                row.getString("ordered_by"),
                row.getString("sample_no"),
                VisitTable.instant(row.getTimestamp("sampled_at")),
                VisitTable.instant(row.getTimestamp("released_at")),
                row.getString("released_by"),
                row.getLong("entry_key"));
    }
}
