package org.kangcheng.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.PaymentOrder.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class OrderTable {
    private static final String COLUMNS = """
            select person_key, order_id, institution_id, payable_kind, payable_id, title, amount_fen, refunded_fen,
                   state, channel, trade_no, created_at, paid_at
              from payment.payment_order
            """;

    private final JdbcClient jdbc;

    OrderTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Does nothing when the request was made before. */
    void insert(NewOrder order, long orderId, Instant now) {
        jdbc.sql("""
                insert into payment.payment_order (person_key, order_id, institution_id, payable_kind, payable_id,
                    title, amount_fen, request_key, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (person_key, request_key) do nothing
                """)
                .params(order.personKey(), orderId, order.institutionId())
                .params(order.payable().kind(), order.payable().id(), order.title())
                .params(order.amount().amount(), order.requestKey(), Timestamp.from(now))
                .update();
    }

    Optional<PaymentOrder> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query((row, n) -> order(row))
                .optional();
    }

    Optional<PaymentOrder> find(PublicId order) {
        return one(order, "");
    }

    /** The same, held until the transaction ends: what follows sees the order as nobody else can change it. */
    Optional<PaymentOrder> lock(PublicId order) {
        return one(order, " for update");
    }

    private Optional<PaymentOrder> one(PublicId order, String lock) {
        return jdbc.sql(COLUMNS + "where person_key = ? and order_id = ?" + lock)
                .params(order.shard(), order.key())
                .query((row, n) -> order(row))
                .optional();
    }

    /** True for the one caller that takes the order from waiting to paid. */
    boolean markPaid(PublicId order, PayChannel channel, String tradeNo, Instant now) {
        return jdbc.sql("""
                update payment.payment_order set state = 'PAID', channel = ?, trade_no = ?, paid_at = ?
                 where person_key = ? and order_id = ? and state = 'CREATED'
                """)
                        .params(channel.name(), tradeNo, Timestamp.from(now), order.shard(), order.key())
                        .update()
                == 1;
    }

    void addRefund(PublicId order, Fen amount) {
        jdbc.sql("""
                update payment.payment_order
                   set refunded_fen = refunded_fen + :fen,
                       state = case when refunded_fen + :fen = amount_fen then 'REFUNDED' else 'PARTLY_REFUNDED' end
                 where person_key = :person and order_id = :order
                """)
                .param("fen", amount.amount())
                .param("person", order.shard())
                .param("order", order.key())
                .update();
    }

    boolean close(PublicId order) {
        return jdbc.sql("""
                update payment.payment_order set state = 'CLOSED'
                 where person_key = ? and order_id = ? and state = 'CREATED'
                """).params(order.shard(), order.key()).update() == 1;
    }

    private static PaymentOrder order(ResultSet row) throws SQLException {
        String channel = row.getString("channel");
        return new PaymentOrder(
                row.getLong("person_key"),
                row.getLong("order_id"),
                row.getLong("institution_id"),
                new PayableRef(row.getString("payable_kind"), row.getLong("payable_id")),
                row.getString("title"),
                new Fen(row.getLong("amount_fen")),
                new Fen(row.getLong("refunded_fen")),
                State.valueOf(row.getString("state")),
                channel == null ? null : PayChannel.valueOf(channel),
                row.getString("trade_no"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("paid_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
