package org.kangcheng.settlement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Fen;
import org.kangcheng.payment.PayableRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SettlementTable {
    private final JdbcClient jdbc;

    SettlementTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False, and nothing is done, when the bill has a standing settlement. */
    boolean insert(Settlement settlement) {
        int inserted = jdbc.sql("""
                insert into settlement.settlement (person_key, settlement_id, institution_id, payable_kind,
                    payable_id, total_fen, settled_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (person_key, payable_kind, payable_id) where reversed_at is null do nothing
                """)
                .params(settlement.personKey(), settlement.settlementId(), settlement.institutionId())
                .params(
                        settlement.payable().kind(),
                        settlement.payable().id(),
                        settlement.total().amount())
                .param(Timestamp.from(settlement.settledAt()))
                .update();
        if (inserted == 1) {
            settlement.lines().forEach(line -> insert(settlement, line));
        }
        return inserted == 1;
    }

    private void insert(Settlement settlement, PayerLine line) {
        jdbc.sql("""
                insert into settlement.payer_line (person_key, settlement_id, line_no, charge_id, charge_title,
                    payer, rule_code, rule_title, amount_fen)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(settlement.personKey(), settlement.settlementId(), line.lineNo())
                .params(line.chargeId(), line.chargeTitle(), line.payer().name())
                .params(line.ruleCode(), line.ruleTitle(), line.amount().amount())
                .update();
    }

    Optional<Settlement> standing(long personKey, PayableRef payable) {
        return jdbc.sql("""
                select person_key, settlement_id, institution_id, payable_kind, payable_id, total_fen, settled_at
                  from settlement.settlement
                 where person_key = ? and payable_kind = ? and payable_id = ? and reversed_at is null
                """)
                .params(personKey, payable.kind(), payable.id())
                .query((row, n) -> settlement(row))
                .optional();
    }

    boolean stands(long personKey, long settlementId) {
        return jdbc.sql("""
                select exists (select from settlement.settlement
                                where person_key = ? and settlement_id = ? and reversed_at is null)
                """)
                .params(personKey, settlementId)
                .query(Boolean.class)
                .single();
    }

    boolean reverse(long personKey, PayableRef payable, Instant now) {
        return jdbc.sql("""
                update settlement.settlement set reversed_at = ?
                 where person_key = ? and payable_kind = ? and payable_id = ? and reversed_at is null
                """)
                        .params(Timestamp.from(now), personKey, payable.kind(), payable.id())
                        .update()
                == 1;
    }

    Fen ownSince(Collection<Long> keys, Instant since) {
        return jdbc.sql("""
                select coalesce(sum(l.amount_fen), 0) from settlement.settlement s
                  join settlement.payer_line l using (person_key, settlement_id)
                 where s.person_key in (:keys) and s.settled_at >= :since and s.reversed_at is null and l.payer = 'PERSON'
                """)
                .param("keys", keys)
                .param("since", Timestamp.from(since))
                .query((row, _) -> new Fen(row.getLong(1)))
                .single();
    }

    private Settlement settlement(ResultSet row) throws SQLException {
        long personKey = row.getLong("person_key");
        long settlementId = row.getLong("settlement_id");
        return new Settlement(
                personKey,
                settlementId,
                row.getLong("institution_id"),
                new PayableRef(row.getString("payable_kind"), row.getLong("payable_id")),
                new Fen(row.getLong("total_fen")),
                row.getTimestamp("settled_at").toInstant(),
                lines(personKey, settlementId));
    }

    private List<PayerLine> lines(long personKey, long settlementId) {
        return jdbc.sql("""
                select line_no, charge_id, charge_title, payer, rule_code, rule_title, amount_fen
                  from settlement.payer_line where person_key = ? and settlement_id = ? order by line_no
                """)
                .params(personKey, settlementId)
                .query((row, n) -> new PayerLine(
                        row.getInt("line_no"),
                        row.getLong("charge_id"),
                        row.getString("charge_title"),
                        Payer.valueOf(row.getString("payer")),
                        row.getString("rule_code"),
                        row.getString("rule_title"),
                        new Fen(row.getLong("amount_fen"))))
                .list();
    }
}
