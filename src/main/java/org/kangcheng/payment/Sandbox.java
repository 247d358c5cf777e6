package org.kangcheng.payment;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sandbox as a channel, and its own book of trades. */
@Component
@Profile("!production")
class Sandbox implements Channel {
    record Trade(long personKey, long orderId, String tradeNo, long amountFen) {
        PublicId order() {
            return new PublicId(personKey, orderId);
        }
    }

    private static final String COLUMNS =
            "select person_key, order_id, trade_no, amount_fen from payment.sandbox_trade ";

    private final JdbcClient jdbc;

    Sandbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public PayChannel code() {
        return PayChannel.SANDBOX;
    }

    @Override
    public Optional<String> cashier(PaymentOrder order) {
        return Optional.of("/m/pay/" + order.id());
    }

    @Override
    public void refund(PaymentOrder order, Fen amount) {
        int found = jdbc.sql("""
                update payment.sandbox_trade set refunded_fen = refunded_fen + ?
                 where person_key = ? and order_id = ?
                """)
                .params(amount.amount(), order.personKey(), order.orderId())
                .update();
        if (found != 1) {
            throw new IllegalStateException("the sandbox knows no trade of order " + order.id());
        }
    }

    /** The trade of this order: a new one, or the one that an earlier click made. */
    Trade trade(PaymentOrder order, String tradeNo, Instant now) {
        jdbc.sql("""
                insert into payment.sandbox_trade (person_key, order_id, trade_no, amount_fen, paid_at)
                values (?, ?, ?, ?, ?) on conflict (person_key, order_id) do nothing
                """)
                .params(order.personKey(), order.orderId(), tradeNo)
                .params(order.amount().amount(), Timestamp.from(now))
                .update();
        return jdbc.sql(COLUMNS + "where person_key = ? and order_id = ?")
                .params(order.personKey(), order.orderId())
                .query(Trade.class)
                .single();
    }

    List<Trade> unacknowledged(Instant before, int limit) {
        return jdbc.sql(COLUMNS + "where acknowledged_at is null and paid_at < ? order by paid_at limit ?")
                .params(Timestamp.from(before), limit)
                .query(Trade.class)
                .list();
    }

    void acknowledge(Trade trade, Instant now) {
        jdbc.sql("update payment.sandbox_trade set acknowledged_at = ? where person_key = ? and order_id = ?")
                .params(Timestamp.from(now), trade.personKey(), trade.orderId())
                .update();
    }
}
