package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class FeeTable {
    private static final String COLUMNS =
            "select fee_id, visit_id, kind, subject_id, title, amount_fen, state, bill_id from encounter.fee ";

    private final JdbcClient jdbc;
    private final Ids ids;

    FeeTable(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** What costs nothing leaves no line. */
    void add(PublicId visit, Fee.Kind kind, long subjectId, String title, Fen amount) {
        if (amount.equals(Fen.ZERO)) {
            return;
        }
        jdbc.sql("""
                insert into encounter.fee (person_key, fee_id, visit_id, kind, subject_id, title, amount_fen)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(visit.shard(), ids.next(), visit.key(), kind.name(), subjectId, title, amount.amount())
                .update();
    }

    List<Fee> ofVisit(PublicId visit) {
        return jdbc.sql(COLUMNS + "where person_key = ? and visit_id = ? order by fee_id")
                .params(visit.shard(), visit.key())
                .query((row, n) -> fee(row))
                .list();
    }

    Optional<Fee> of(long personKey, Fee.Kind kind, long subjectId) {
        return jdbc.sql(COLUMNS + "where person_key = ? and kind = ? and subject_id = ?")
                .params(personKey, kind.name(), subjectId)
                .query((row, n) -> fee(row))
                .optional();
    }

    /** Puts what the visit owes and stands on no bill on this one. The caller holds the visit. */
    void putOn(PublicId visit, long billId) {
        jdbc.sql("""
                update encounter.fee set bill_id = ?
                 where person_key = ? and visit_id = ? and state = 'DUE' and bill_id is null
                """).params(billId, visit.shard(), visit.key()).update();
    }

    /** Takes the fees off a bill that is withdrawn. */
    void takeOff(PublicId visit, long billId) {
        jdbc.sql("""
                update encounter.fee set bill_id = null
                 where person_key = ? and visit_id = ? and bill_id = ? and state = 'DUE'
                """).params(visit.shard(), visit.key(), billId).update();
    }

    void markPaid(PublicId visit, long billId) {
        jdbc.sql("""
                update encounter.fee set state = 'PAID'
                 where person_key = ? and visit_id = ? and bill_id = ? and state = 'DUE'
                """).params(visit.shard(), visit.key(), billId).update();
    }

    /** True for the one caller that takes the fee from one state to the other. */
    boolean move(long personKey, long feeId, Fee.State from, Fee.State to) {
        return jdbc.sql("update encounter.fee set state = ? where person_key = ? and fee_id = ? and state = ?")
                        .params(to.name(), personKey, feeId, from.name())
                        .update()
                == 1;
    }

    private static Fee fee(ResultSet row) throws SQLException {
        return new Fee(
                row.getLong("fee_id"),
                row.getLong("visit_id"),
                Fee.Kind.valueOf(row.getString("kind")),
                row.getLong("subject_id"),
                row.getString("title"),
                new Fen(row.getLong("amount_fen")),
                Fee.State.valueOf(row.getString("state")),
                row.getObject("bill_id", Long.class));
    }
}
