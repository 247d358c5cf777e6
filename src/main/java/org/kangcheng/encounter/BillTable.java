package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class BillTable {
    private static final String COLUMNS = """
            select person_key, bill_id, visit_id, institution_id, payment_order_id, total_fen, state, billed_at, paid_at
              from encounter.bill
            """;

    private final JdbcClient jdbc;

    BillTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Bill bill) {
        jdbc.sql("""
                insert into encounter.bill (person_key, bill_id, visit_id, institution_id, payment_order_id, total_fen,
                    billed_at)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(bill.personKey(), bill.billId(), bill.visitId(), bill.institutionId())
                .params(bill.paymentOrderId(), bill.total().amount(), Timestamp.from(bill.billedAt()))
                .update();
    }

    Optional<Bill> find(long personKey, long billId) {
        return jdbc.sql(COLUMNS + "where person_key = ? and bill_id = ?")
                .params(personKey, billId)
                .query((row, n) -> bill(row))
                .optional();
    }

    List<Bill> ofVisit(PublicId visit) {
        return jdbc.sql(COLUMNS + "where person_key = ? and visit_id = ? and state <> 'WITHDRAWN' order by bill_id")
                .params(visit.shard(), visit.key())
                .query((row, n) -> bill(row))
                .list();
    }

    /** True for the one caller that hears of the payment first. */
    boolean markPaid(Bill bill, Instant now) {
        return jdbc.sql("""
                update encounter.bill set state = 'PAID', paid_at = ?
                 where person_key = ? and bill_id = ? and state = 'OPEN'
                """)
                        .params(Timestamp.from(now), bill.personKey(), bill.billId())
                        .update()
                == 1;
    }

    void withdraw(Bill bill) {
        jdbc.sql("""
                update encounter.bill set state = 'WITHDRAWN'
                 where person_key = ? and bill_id = ? and state = 'OPEN'
                """).params(bill.personKey(), bill.billId()).update();
    }

    private static Bill bill(ResultSet row) throws SQLException {
        return new Bill(
                row.getLong("person_key"),
                row.getLong("bill_id"),
                row.getLong("visit_id"),
                row.getLong("institution_id"),
                row.getLong("payment_order_id"),
                new Fen(row.getLong("total_fen")),
                Bill.State.valueOf(row.getString("state")),
                row.getTimestamp("billed_at").toInstant(),
                VisitTable.instant(row.getTimestamp("paid_at")));
    }
}
