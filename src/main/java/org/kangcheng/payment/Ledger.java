package org.kangcheng.payment;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.tally.Tally;
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
    private final Tally tally;
    private final Ids ids;
    private final Clock clock;

    Ledger(JdbcClient jdbc, Tally tally, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.tally = tally;
        this.ids = ids;
        this.clock = clock;
    }

    void received(PaymentOrder order, PayChannel channel, String tradeNo) {
        LocalDate day =
                append(order, "PAYMENT", channel, account(channel), account(order), order.amount(), "paid:" + tradeNo);
        count(order, day, PaymentFeeds.PAYMENTS, PaymentFeeds.PAID, order.amount());
    }

    void refunded(PaymentOrder order, PayChannel channel, Fen amount, String requestKey) {
        LocalDate day = append(order, "REFUND", channel, account(order), account(channel), amount, requestKey);
        count(order, day, PaymentFeeds.REFUNDS, PaymentFeeds.REFUNDED, amount);
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

    /** @return the day it is booked on */
    private LocalDate append(
            PaymentOrder order, String kind, PayChannel channel, String debit, String credit, Fen amount, String key) {
        Instant now = clock.instant();
        LocalDate day = CityTime.dayOf(now);
        jdbc.sql("""
                insert into payment.posting (person_key, posting_id, order_id, institution_id, kind, channel,
                    debit_account, credit_account, amount_fen, at, day, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(order.personKey(), ids.next(), order.orderId(), order.institutionId())
                .params(kind, channel.name(), debit, credit, amount.amount())
                .params(Timestamp.from(now), day, key)
                .update();
        return day;
    }

    private void count(PaymentOrder order, LocalDate day, String times, String sum, Fen amount) {
        String place = Tally.institution(order.institutionId());
        tally.addAll(
                List.of(new Tally.Change(times, place, day, 1), new Tally.Change(sum, place, day, amount.amount())));
    }
}
