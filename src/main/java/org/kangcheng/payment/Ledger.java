package org.kangcheng.payment;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * 总账: append-only, by double entry. What a channel holds for us stands on {@code CHANNEL:…}, what we owe to an
 * institution on {@code INSTITUTION:…}. Its caller's transaction holds the order, so the two agree at every moment.
 */
@Component
class Ledger {
    /** Money that came for an order which no longer waited for it, until it is sent back. */
    private static final String UNCLAIMED = "UNCLAIMED";

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    Ledger(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    void received(PaymentOrder order, PayChannel channel, String tradeNo) {
        append(order, "PAYMENT", channel, account(channel), account(order), order.amount(), "paid:" + tradeNo);
        count(order, channel, 1, order.amount(), 0, Fen.ZERO);
    }

    void refunded(PaymentOrder order, PayChannel channel, Fen amount, String requestKey) {
        append(order, "REFUND", channel, account(order), account(channel), amount, requestKey);
        count(order, channel, 0, Fen.ZERO, 1, amount);
    }

    /** Money that came too late, and went back at once: the institution's account never sees it. */
    void returned(PaymentOrder order, PayChannel channel, String tradeNo) {
        Fen amount = order.amount();
        append(order, "LATE_RECEIPT", channel, account(channel), UNCLAIMED, amount, "late:" + tradeNo);
        append(order, "LATE_RETURN", channel, UNCLAIMED, account(channel), amount, returnKey(tradeNo));
    }

    static String returnKey(String tradeNo) {
        return "return:" + tradeNo;
    }

    boolean has(long personKey, String requestKey) {
        return jdbc.sql("select exists (select from payment.posting where person_key = ? and request_key = ?)")
                .params(personKey, requestKey)
                .query(Boolean.class)
                .single();
    }

    private static String account(PayChannel channel) {
        return "CHANNEL:" + channel;
    }

    private static String account(PaymentOrder order) {
        return "INSTITUTION:" + order.institutionId();
    }

    private void append(
            PaymentOrder order, String kind, PayChannel channel, String debit, String credit, Fen amount, String key) {
        Instant now = clock.instant();
        jdbc.sql("""
                insert into payment.posting (person_key, posting_id, order_id, institution_id, kind, channel,
                    debit_account, credit_account, amount_fen, at, day, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(order.personKey(), ids.next(), order.orderId(), order.institutionId())
                .params(kind, channel.name(), debit, credit, amount.amount())
                .params(Timestamp.from(now), CityTime.dayOf(now), key)
                .update();
    }

    /** Last in the transaction: every payment at an institution passes through this row. */
    private void count(PaymentOrder order, PayChannel channel, int payments, Fen paid, int refunds, Fen refunded) {
        jdbc.sql("""
                insert into payment.day_total as total
                       (institution_id, day, channel, payments, paid_fen, refunds, refunded_fen)
                values (?, ?, ?, ?, ?, ?, ?)
                    on conflict (institution_id, day, channel) do update
                   set payments = total.payments + excluded.payments, paid_fen = total.paid_fen + excluded.paid_fen,
                       refunds = total.refunds + excluded.refunds,
                       refunded_fen = total.refunded_fen + excluded.refunded_fen
                """)
                .params(order.institutionId(), CityTime.today(clock), channel.name())
                .params(payments, paid.amount(), refunds, refunded.amount())
                .update();
    }
}
